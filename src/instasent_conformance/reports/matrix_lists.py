"""The lists of the matrix page: defects, what was not judged, requirements, knobs."""

from __future__ import annotations

from html import escape

from .model import AttributeCell, Defect, RequirementRow, RunReport, ScopeCell

_OpenCell = tuple[str, str, ScopeCell | AttributeCell]
_STATUSES = {
    "judged-pass": "kept",
    "judged-fail": "broken",
    "inconclusive": "inconclusive",
    "not-yet-judged": "not yet judged",
    "not-judgeable": "cannot be judged",
}


def defects(report: RunReport) -> str:
    """Return one card per defect, then the observations."""
    cards = "".join(_defect(defect) for defect in report.defects)
    notes = "".join(_defect(note) for note in report.observations)
    if notes:
        notes = (
            f"<details><summary>{len(report.observations)} observations: assumptions "
            f"of the contract that do not hold here</summary>{notes}</details>"
        )
    return (cards or "<p>No law was seen broken.</p>") + notes


def not_judged(report: RunReport) -> str:
    """Return why cases were not judged, and the places of the maps that stayed open."""
    if not report.abstentions:
        return "<p>Every case that was asked was judged.</p>"
    rows = "".join(
        f'<tr><td class="key">{escape(row.reason)}</td>'
        f'<td class="key">{escape(row.law)}</td>'
        f"<td>{row.count}</td><td>{escape(row.example)}</td></tr>"
        for row in report.abstentions
    )
    table = (
        '<table class="list"><thead><tr><th>reason</th><th>law</th><th>cases</th>'
        f"<th>for example</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    return table + _open_cells(report)


def requirements(report: RunReport) -> str:
    """Return every requirement with its status, and the shares as a bar."""
    rows = report.requirements.rows
    if not rows:
        return "<p>The contract states no requirement.</p>"
    held = {status: [r for r in rows if r.status == status] for status in _STATUSES}
    bar = "".join(
        f'<span class="{status}" style="flex:{len(found)}" '
        f'title="{len(found)} {_STATUSES[status]}"></span>'
        for status, found in held.items()
        if found
    )
    buttons = "".join(
        f'<button type="button" data-status="{status}" aria-pressed="false">'
        f"{_STATUSES[status]} {len(found)}</button>"
        for status, found in held.items()
        if found
    )
    return (
        "<p>Each row is one statement of the sources, in our words.</p>"
        f'<div class="bar">{bar}</div><div class="filters">'
        '<button type="button" data-status="all" aria-pressed="true">'
        f"all {len(rows)}</button>{buttons}</div>"
        '<table class="list"><thead><tr><th>id</th><th>level</th><th>status</th>'
        "<th>requirement</th><th>judged by</th></tr></thead>"
        f"<tbody>{''.join(_requirement(row) for row in rows)}</tbody></table>"
    )


def knobs(report: RunReport) -> str:
    """Return the open questions about the API and what this run took for granted."""
    rows = "".join(
        f'<tr><td class="key">{escape(knob.id)}</td><td>{escape(knob.question)}</td>'
        f"<td>{escape(knob.pinned or 'any option is accepted')}</td>"
        f"<td>{escape(knob.assumed)}</td></tr>"
        for knob in report.knobs
    )
    return (
        "<p>Where the sources are silent, every listed option is accepted until one "
        "is pinned.</p><details><summary>"
        f"{len(report.knobs)} questions</summary>"
        '<table class="list"><thead><tr><th>id</th><th>question</th><th>pinned</th>'
        f"<th>assumed</th></tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _defect(defect: Defect) -> str:
    example = defect.example
    facts = {
        "expected": escape(example.expected),
        "observed": escape(example.observed),
        "law": f"<code>{escape(str(defect.place))}</code>",
        "reproduce": f"<code>{escape(example.reproduce)}</code>",
    }
    if defect.requirements:
        facts["breaks"] = ", ".join(
            f'<a href="#{escape(name)}">{escape(name)}</a>'
            for name in defect.requirements
        )
    shown = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items())
    where = ", ".join(defect.endpoints) or defect.law
    chain = "".join(f"<pre>{escape(text)}</pre>" for text in example.exchanges)
    exchanges = (
        f"<details><summary>{len(example.exchanges)} exchanges</summary>"
        f"{chain}</details>"
        if chain
        else ""
    )
    return (
        f'<article class="defect"><h3><span class="badge {defect.severity}">'
        f"{defect.severity}</span> {escape(defect.check)} · {escape(where)}</h3>"
        f"<p>{escape(defect.title)}</p>"
        f'<p class="soft">{defect.provenance} · {defect.cases} '
        f"{'case' if defect.cases == 1 else 'cases'}</p>"
        f"<dl>{shown}</dl>{exchanges}</article>"
    )


def _open_cells(report: RunReport) -> str:
    scopes: list[_OpenCell] = [
        (cell.endpoint, cell.column, cell)
        for cell in report.matrix.scope
        if cell.outcome == "inconclusive"
    ]
    attributes: list[_OpenCell] = [
        (cell.surface, f"{cell.attribute} at {cell.level}", cell)
        for cell in report.matrix.attributes
        if cell.outcome == "inconclusive"
    ]
    rows = "".join(
        f'<tr><td class="key">{escape(endpoint)}</td><td>{escape(place)}</td>'
        f'<td class="key">{escape(cell.reason or "")}</td>'
        f"<td>{escape(cell.detail)}</td></tr>"
        for endpoint, place, cell in (*scopes, *attributes)
    )
    if not rows:
        return ""
    return (
        f"<details><summary>{len(scopes) + len(attributes)} places of the maps"
        '</summary><table class="list"><thead><tr><th>endpoint</th><th>place</th>'
        f"<th>reason</th><th>detail</th></tr></thead><tbody>{rows}</tbody></table>"
        "</details>"
    )


def _requirement(row: RequirementRow) -> str:
    judged_by = ", ".join(row.checks) or row.reason
    if row.checks and row.reason:
        judged_by += f" ({row.reason})"
    return (
        f'<tr id="{escape(row.id)}" data-status="{row.status}">'
        f'<td class="key mono">{escape(row.id)}</td><td>{row.level}</td>'
        f'<td class="key"><span class="badge {row.status}">{_STATUSES[row.status]}'
        f"</span></td><td>{escape(row.text)}<br>"
        f'<span class="soft">{escape(row.place)}</span></td>'
        f'<td class="soft">{escape(judged_by)}</td></tr>'
    )
