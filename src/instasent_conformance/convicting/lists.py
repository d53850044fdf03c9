"""The tables of `faults.html`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby
from statistics import median

from .model import FaultsReport, Result, Score

_HEADINGS = {
    "source": "By source",
    "kind": "By kind",
    "family": "By family",
    "severity": "By severity",
    "profile": "By profile",
    "law": "By law",
}


def score_tables(report: FaultsReport) -> str:
    """Return the score of every source, family, severity, profile and law."""
    tables = []
    for by, rows in groupby(report.scores, key=lambda row: row.by):
        if by in _HEADINGS:
            tables.append(f"<div><h3>{_HEADINGS[by]}</h3>{_scores(list(rows))}</div>")
    return (
        "<p>A fault is convicted when a check brings a finding that names a "
        "requirement and that the target without the fault does not bring. A case that "
        "could not be judged and a crash of the suite convict nobody. A survivor "
        "weighs what a finding of it would weigh.</p>"
        f'<div class="scores">{"".join(tables)}</div>'
    )


def _scores(rows: Sequence[Score]) -> str:
    body = "".join(
        f"<tr><td>{escape(row.name)}</td>"
        f'<td><meter min="0" max="1" value="{row.share:.4f}">{row.share:.0%}</meter>'
        f'</td><td class="number">{row.share:.1%}</td>'
        f'<td class="number">{row.convicted} of '
        f"{row.convicted + row.survived}</td></tr>"
        for row in rows
    )
    return f'<table class="list"><tbody>{body}</tbody></table>'


def survivors(report: FaultsReport) -> str:
    """Return the faults that nobody convicted: the list of what is to be done."""
    rows = [row for row in report.results if row.ending == "survived"]
    if not rows:
        return "<p>None: every fault that counts was convicted.</p>"
    return _table(
        ("fault", "breaks", "what the faulty server does", "profile", "reason"),
        (
            (row.id, row.breaks, row.sentence, f"{row.profile}, {row.seed}", row.reason)
            for row in rows
        ),
    )


def idle(report: FaultsReport) -> str:
    """Return the checks that convict nothing: to be deleted or to be justified."""
    rows = [row for row in report.checks if not row.convicted]
    if not rows:
        return "<p>None: every check convicts at least one fault.</p>"
    note = (
        ""
        if report.to_the_end
        else "<p>Judging stopped at the first conviction: another check may have "
        "been quicker everywhere.</p>"
    )
    return note + _table(("check", "law"), ((row.check, row.law) for row in rows))


def alone(report: FaultsReport) -> str:
    """Return the faults that exactly one check convicts."""
    rows = [row for row in report.checks if row.alone]
    if not rows:
        return "<p>None: every fault is convicted by two checks or more.</p>"
    shown = "".join(
        f"<details><summary><code>{escape(row.check)}</code> alone convicts "
        f"{len(row.alone)}</summary><p>"
        + ", ".join(f"<code>{escape(name)}</code>" for name in row.alone)
        + "</p></details>"
        for row in rows
    )
    return (
        "<p>Without its check each of these faults would survive, as far as this run "
        f"went.</p>{shown}"
    )


def fragile(report: FaultsReport) -> str:
    """Return the faults that some seeds convict and others do not."""
    seeds = {row.seed for row in report.results}
    if len(seeds) < 2:
        return "<p>Only one seed was tried.</p>"
    if not report.unstable:
        return f"<p>None, over {len(seeds)} seeds.</p>"
    return _table(("fault",), ((name,) for name in report.unstable))


def cost(report: FaultsReport) -> str:
    """Return requests and seconds to a conviction, by source and family."""
    convicted = [row for row in report.results if row.conviction]
    groups = sorted({(row.source, row.family) for row in convicted})
    lines = []
    for source, family in groups:
        rows = [r for r in convicted if (r.source, r.family) == (source, family)]
        lines.append(
            (
                source,
                family,
                f"{len(rows)}",
                _middle(rows, lambda row: row.requests),
                _middle(rows, lambda row: row.seconds),
                _middle(rows, lambda row: row.processor_seconds),
                _middle(rows, _exchanges),
                _middle(rows, _records),
            )
        )
    heads = ("source", "family", "convicted", "requests", "seconds", "of processor")
    return "<p>Medians of all convictions.</p>" + _table(
        (*heads, "exchanges shown", "records pushed in them"), lines
    )


def exclusions(report: FaultsReport) -> str:
    """Return why faults are not in the denominator."""
    if not report.exclusions:
        return "<p>Every fault counts.</p>"
    return (
        "<p>These changes are no faults: what they break is only assumed, or an open "
        "question allows it, or no request tells them from health.</p>"
    ) + _table(
        ("reason", "faults", "for example"),
        ((row.reason, f"{row.count}", row.example) for row in report.exclusions),
    )


def _exchanges(row: Result) -> float:
    return row.conviction.exchanges if row.conviction else 0


def _records(row: Result) -> float:
    return row.conviction.records if row.conviction else 0


def _middle(rows: Sequence[Result], value: Callable[[Result], float]) -> str:
    return f"{median(map(value, rows)):.3g}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll"><table class="list"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
