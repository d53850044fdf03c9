"""
How many cases and cells a run judged in a second, law by law, from its report.

    python -m benchmarks.judging reports/out/<run>/report.json
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from instasent_conformance.reports.model import LawRow, RunReport

from .measuring import show

CELLS_LAW = "scope-gating"


def measure(report: RunReport) -> None:
    """Print the cases of a run and of each law, and the cells of the scope matrix."""
    for row in report.laws:
        _show_law(row)
    judged = report.totals.judged
    show("cases judged", judged, "")
    show("cases/s of the whole run", judged / report.run.seconds, "/s")
    cells = sum(cell.cases for cell in report.matrix.scope)
    seconds = sum(row.seconds for row in report.laws if row.law == CELLS_LAW)
    show("scope cells", cells, "")
    show("seconds for them", seconds, "s")


def _show_law(row: LawRow) -> None:
    cases = row.counts.judged
    show(f"{row.law}, cases", cases, "")
    show(f"{row.law}, cases/s", cases / (row.seconds or 1.0), "/s")


def main() -> None:
    """Print the figures of the report named."""
    content = Path(sys.argv[1]).read_bytes()
    measure(msgspec.json.decode(content, type=RunReport))


if __name__ == "__main__":
    main()
