"""`faults.html`: how good the suites are at finding faults, in one file."""

from __future__ import annotations

from html import escape
from pathlib import Path
from statistics import median

from .heat import heat_map
from .lists import (
    alone,
    cost,
    exclusions,
    fragile,
    idle,
    score_tables,
    survivors,
)
from .model import FaultsReport

_STYLE = Path(__file__).with_name("look") / "page.css"
_SECTIONS = (
    ("scores", "Scores", score_tables),
    ("survivors", "Survivors", survivors),
    ("heat", "Checks and faults", heat_map),
    ("idle", "Checks that convict nothing", idle),
    ("alone", "Checks that nothing could replace", alone),
    ("fragile", "Convictions that depend on the seed", fragile),
    ("cost", "What a conviction costs", cost),
    ("excluded", "Not counted", exclusions),
)


def render(report: FaultsReport) -> str:
    """Return the page; it loads nothing from anywhere."""
    sections = "\n".join(
        f'<section class="card" id="{name}"><h2>{heading}</h2>'
        f"{section(report)}</section>"
        for name, heading, section in _SECTIONS
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Planted faults: {report.share:.1%} convicted</title>
<style>
{_STYLE.read_text("utf-8")}</style>
</head>
<body>
{_header(report)}
<main>
{sections}
</main>
<footer class="soft">
<p>Repeat this run: <code>{escape(report.command)}</code></p>
<p>Written by instasent-conformance {escape(report.suite_version)},
which is independent of the vendor.</p>
</footer>
</body>
</html>
"""


def _header(report: FaultsReport) -> str:
    word = "passed" if report.passed else "not passed"
    links = "".join(
        f'<a href="#{name}">{heading}</a>' for name, heading, _ in _SECTIONS
    )
    profiles = ", ".join(sorted({row.profile for row in report.healthy}))
    seeds = len({row.seed for row in report.healthy})
    return (
        f'<header><h1>Planted faults <span class="badge {word.split()[0]}">{word}'
        f'</span></h1><p class="soft">Contract v{escape(report.contract_version)} · '
        f"{escape(report.target)} · {escape(profiles)} · {seeds} seed(s) · "
        f"{report.workers} process(es) · {report.seconds:.0f} s · "
        f"{escape(report.started_at)}</p>{_tiles(report)}"
        f'<nav aria-label="Sections">{links}</nav></header>'
    )


def _tiles(report: FaultsReport) -> str:
    whole = next(row for row in report.scores if row.by == "all")
    alarms = sum(row.findings + row.errors for row in report.healthy)
    merging = [
        row.conviction.records
        for row in report.results
        if row.conviction and row.family == "merge"
    ]
    tiles = (
        ("convicted", f"{whole.share:.1%}", whole.share < report.gate),
        ("faults counted", f"{whole.convicted + whole.survived}", False),
        ("survived", f"{whole.survived}", whole.survived > 0),
        ("not counted", f"{whole.excluded}", False),
        ("false alarms on health", f"{alarms}", alarms > 0),
        ("checks", f"{len(report.checks)}", False),
        ("records in a merge witness", f"{median(merging or [0]):g}", False),
    )
    shown = "".join(
        f'<div class="tile{" bad" if bad else ""}"><strong>{value}</strong>'
        f'<span class="soft">{name}</span></div>'
        for name, value, bad in tiles
    )
    return f'<div class="tiles">{shown}</div>'
