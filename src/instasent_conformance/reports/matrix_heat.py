"""The two heat maps: endpoint by token, attribute by disclosure level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby

from .model import AttributeCell, RunReport, ScopeCell

_MARKS = {
    "pass": ("✓", "The law holds here: the answer is the one that the contract names."),
    "fail": ("✗", "The law is broken here. The defects below say how."),
    "inconclusive": (
        "?",
        "It was asked, but no check could decide; the reason is named.",
    ),
    "not-applicable": (
        "–",
        "The sources do not say what must happen, so nothing is judged.",
    ),
    "observation": (
        "○",
        "The answer breaks an assumption of ours, not a documented fact.",
    ),
    "error": ("!", "The suite itself failed here."),
}
_BLANK = "A blank place was not asked in this run."
_SINGLE = "One scope alone"
_WITHOUT = "Every scope but one"
_TOO_LITTLE = "Too little"
_ENOUGH = "Enough"
_SMALLER = "Smaller plan"
_GROUPS = {
    "No valid token": (
        *("none", "garbled", "unknown", "revoked"),
        *("altered", "respelt", "truncated", "extended", "recased"),
        *("empty", "bare", "basic", "basic-user", "basic-password", "api-sms"),
        *("in-query", "in-cookie", "in-header", "in-body"),
    ),
    _TOO_LITTLE: ("no-scope", "without-any"),
    _SINGLE: (),
    _WITHOUT: (),
    _ENOUGH: ("exact", "all"),
    "Other project": ("sibling", "foreign"),
    _SMALLER: ("lower", "lower-plan"),
    "Data source": ("datasource", "other-datasource", "sibling-datasource"),
}

Column = tuple[str, str]
Grid = Mapping[tuple[str, Column], ScopeCell | AttributeCell]


def legend() -> str:
    """Return what each colour and mark means."""
    rows = [
        f'<div><dt class="{word}">{mark}</dt><dd><b>{word.replace("-", " ")}</b> '
        f"{meaning}</dd></div>"
        for word, (mark, meaning) in _MARKS.items()
    ]
    rows.append(f"<div><dt>&nbsp;</dt><dd><b>blank</b> {_BLANK}</dd></div>")
    return (
        f'<dl class="legend">{"".join(rows)}</dl><p class="soft">Point at a place, or '
        "reach a map with Tab and walk it with the arrow keys, to read what was "
        "expected and observed.</p>"
    )


def scope_map(report: RunReport) -> str:
    """Return endpoints by tokens."""
    cells = report.matrix.scope
    if not cells:
        return "<p>No endpoint was asked with chosen tokens in this run.</p>"
    grid = {(cell.endpoint, _column(cell.column)): cell for cell in cells}
    order = list(_GROUPS)
    columns = sorted(
        {column for _, column in grid},
        key=lambda column: (
            order.index(column[0]) if column[0] in order else len(order),
            _rank(column),
        ),
    )
    intro = (
        "<p>Each row is an endpoint, each column a kind of token it was asked with. "
        "A mark says whether the endpoint admitted or refused that token as its row "
        "in the contract demands; a refusal counts only beside an answer that a "
        "sufficient token got.</p>"
    )
    return intro + _table(
        grid, columns, rows=sorted({row for row, _ in grid}), kind="narrow"
    )


def attribute_map(report: RunReport) -> str:
    """Return attributes by disclosure levels, for each surface that answers them."""
    cells = report.matrix.attributes
    if not cells:
        return "<p>No attribute was read at chosen levels in this run.</p>"
    grid = {(cell.attribute, (cell.surface, cell.level)): cell for cell in cells}
    levels = list(dict.fromkeys(cell.level for cell in cells))
    columns = sorted(
        {column for _, column in grid},
        key=lambda column: (column[0], levels.index(column[1])),
    )
    intro = (
        "<p>Each row is an attribute, each group of columns an endpoint that answers "
        "with contacts, each column a level of disclosure that the token buys. A mark "
        "says whether the attribute was disclosed at that level exactly when the "
        "contract allows it.</p>"
    )
    return intro + _table(
        grid, columns, rows=sorted({row for row, _ in grid}), kind="wide"
    )


def _column(word: str) -> Column:
    for group, members in _GROUPS.items():
        if word in members:
            return group, word
    if word.startswith("without-"):
        return _WITHOUT, word.removeprefix("without-")
    if word.startswith("exact-"):
        return _ENOUGH, word
    if word.startswith("lower-plan-"):
        return _SMALLER, word
    return (_SINGLE if word.isupper() else "Other"), word


def _rank(column: Column) -> tuple[int, str]:
    members = _GROUPS.get(column[0], ())
    return members.index(column[1]) if column[1] in members else 0, column[1]


def _table(
    grid: Grid, columns: Sequence[Column], *, rows: Iterable[str], kind: str
) -> str:
    edges = {next(iter(group)) for _, group in groupby(columns, key=lambda c: c[0])}
    body = []
    for family, members in groupby(rows, key=lambda row: row.partition(".")[0]):
        named = list(members)
        if "." in named[0]:
            body.append(
                f'<tr class="family"><th scope="rowgroup">{escape(family)}</th></tr>'
            )
        body += [_row(row, columns, edges, grid) for row in named]
    return (
        f'<div class="scroll"><table class="heat {kind}">'
        f"<thead>{_heads(columns, edges)}</thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _heads(columns: Sequence[Column], edges: set[Column]) -> str:
    groups = "".join(
        f'<th class="group edge" scope="colgroup" colspan="{len(list(members))}" '
        f'title="{escape(group)}">{escape(group)}</th>'
        for group, members in groupby(columns, key=lambda column: column[0])
    )
    names = "".join(
        f'<th class="column{" edge" if column in edges else ""}" scope="col">'
        f"<span>{escape(column[1])}</span></th>"
        for column in columns
    )
    corner = '<td class="corner blank"></td>'
    return f"<tr>{corner}{groups}</tr><tr>{corner}{names}</tr>"


def _row(row: str, columns: Sequence[Column], edges: set[Column], grid: Grid) -> str:
    cells = "".join(
        _cell(row, column, grid.get((row, column)), edge=column in edges)
        for column in columns
    )
    return f'<tr><th scope="row" title="{escape(row)}">{escape(row)}</th>{cells}</tr>'


def _cell(
    row: str,
    column: Column,
    cell: ScopeCell | AttributeCell | None,
    *,
    edge: bool,
) -> str:
    border = " edge" if edge else ""
    if cell is None:
        return f'<td class="blank{border}"></td>'
    word: str = cell.outcome
    if word == "pass" and cell.severity == "observation":
        word = "observation"
    lines = [f"{row} · {column[0].lower()} · {column[1]}", word.replace("-", " ")]
    if cell.reason:
        lines[1] += f": {cell.reason}"
    if cell.detail:
        lines.append(cell.detail)
    if cell.observed:
        lines += [f"expected: {cell.expected}", f"observed: {cell.observed}"]
    if cell.cases > 1:
        lines.append(f"{cell.cases} cases; the worst is shown")
    text = escape("\n".join(lines))
    mark = _MARKS[word][0]
    return f'<td class="{word}{border}" tabindex="-1" title="{text}">{mark}</td>'
