"""`matrix.html`: heat maps, coverage and what was not judged, in one file."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .matrix_heat import attribute_map, legend, scope_map
from .matrix_lists import defects, knobs, not_judged, requirements
from .model import RunReport

FILE_NAME = "matrix.html"
_PAGE = Path(__file__).with_name("matrix_page")
_SECTIONS = (
    ("scopes", "Scopes", scope_map),
    ("attributes", "Attributes", attribute_map),
    ("defects", "Defects", defects),
    ("not-judged", "Not judged", not_judged),
    ("requirements", "Requirements", requirements),
    ("knobs", "Open questions", knobs),
)


def write(report: RunReport, path: Path) -> None:
    """Write the page; it loads nothing from anywhere."""
    path.write_text(render(report), encoding="utf-8")


def render(report: RunReport) -> str:
    """Return the page."""
    style = (_PAGE / "page.css").read_text(encoding="utf-8")
    script = (_PAGE / "page.js").read_text(encoding="utf-8")
    title = f"Conformance of {escape(report.run.target_name)}"
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
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{_header(report, title)}
<main>
<section class="card"><h2>How to read the maps</h2>{legend()}</section>
{sections}
</main>
<footer class="soft">
<p>Repeat this run: <code>{escape(report.run.command)}</code></p>
<p>Written by instasent-conformance {escape(report.run.suite_version)},
which is independent of the vendor.</p>
</footer>
<div id="tip" role="tooltip" hidden></div>
<script>
{script}</script>
</body>
</html>
"""


def _header(report: RunReport, title: str) -> str:
    run = report.run
    facts = {
        "address": run.base_url,
        "contract": f"v{report.contract.version} ({report.contract.status})",
        "profile": run.profile,
        "seed": str(run.seed),
        "run": run.id,
        "started": run.started_at,
        "took": f"{run.seconds:.1f} s",
    }
    shown = "".join(
        f"<li><b>{name}</b> {escape(value)}</li>" for name, value in facts.items()
    )
    links = "".join(
        f'<a href="#{name}">{heading}</a>' for name, heading, _ in _SECTIONS
    )
    return (
        f'<header><h1>{title} <span class="badge {report.verdict}">{report.verdict}'
        f'</span></h1><ul class="facts">{shown}</ul>{_tiles(report)}'
        f'<nav aria-label="Sections">{links}</nav></header>'
    )


def _tiles(report: RunReport) -> str:
    totals, counts = report.totals, report.requirements.counts
    judged = counts.judged_pass + counts.judged_fail
    tiles = (
        ("cases passed", totals.passed, False),
        ("cases failed", totals.failed, totals.failed > 0),
        ("defects", len(report.defects), bool(report.defects)),
        ("inconclusive", totals.inconclusive, False),
        ("not applicable", totals.not_applicable, False),
        ("suite errors", totals.errors, totals.errors > 0),
        ("observations", len(report.observations), False),
        ("requirements judged", f"{judged} / {len(report.requirements.rows)}", False),
    )
    shown = "".join(
        f'<div class="tile{" bad" if bad else ""}"><strong>{value}</strong>'
        f'<span class="soft">{name}</span></div>'
        for name, value, bad in tiles
    )
    return f'<div class="tiles">{shown}</div>'
