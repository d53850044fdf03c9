from __future__ import annotations

from pathlib import Path

from instasent_conformance.reports import markdown

from .sample import sample_report


def test_summary_is_the_snapshot() -> None:
    """summary.md of the sample run is word for word the snapshot beside this test."""
    snapshot = Path(__file__).with_name("summary.md").read_text("utf-8")

    assert snapshot == markdown.render(sample_report())


def test_cells_stay_inside_their_table() -> None:
    """A text with bars and lines stays in one cell."""
    assert markdown.one_line("a |\n b <c") == "a \\| b &lt;c"
