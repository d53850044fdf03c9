"""Pages of a search by offset, of a scroll by a cursor that gives nothing away."""

from __future__ import annotations

from dataclasses import dataclass

from instasent_conformance.emulator.bitsets import above, below, members
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.facets import people_matching
from instasent_conformance.emulator.records import Project, Token
from instasent_conformance.emulator.service import Page, Query, Service

IN_ORDER = "a.seq"
_TABLES = {"audience": "audience a", "event": "event e"}


@dataclass(frozen=True, slots=True)
class _Position:
    value: object
    seq: int


def paginate(
    service: Service, token: Token, project: Project, kind: str, query: Query
) -> Page:
    """Return one page of the rows of a kind that match a query."""
    bits = _people(service, project, kind, query)
    if bits is not None:
        return _page_of(service, token, project, query, bits)
    alias = kind[0]
    source = f"FROM {_TABLES[kind]} WHERE {alias}.project_id = ? AND {query.where.sql}"
    values = (project.id, *query.where.values)
    if query.cursor is None:
        rest, position = "", ()
    else:
        at = _position(service, token, project, query)
        rest, position = _after(alias, query), (at.value, at.value, at.seq)  # type: ignore[assignment]
    direction = "ASC" if query.ascending else "DESC"
    rows = service.store.rows(
        f"""SELECT {alias}.seq, {query.sort} {source} {rest}
        ORDER BY {query.sort} {direction}, {alias}.seq LIMIT ? OFFSET ?""",
        *(*values, *position, query.limit + 1, query.offset),
    )
    page, cursor, more = rows[: query.limit], None, len(rows) > query.limit
    if more:
        last = _Position(page[-1][1], page[-1][0])
        cursor = _remember(service, token, project, query, last)
    if more or query.cursor is not None or (query.offset and not rows):
        total = service.store.recall(f"SELECT count(*) {source}", *values)[0][0]
    else:
        # The last page tells how much there is, so nobody needs to count.
        total = query.offset + len(page)
    return Page(tuple(row[0] for row in page), total, cursor)


def _people(service: Service, project: Project, kind: str, query: Query) -> int | None:
    facet = query.where.facet
    if kind != "audience" or query.sort != IN_ORDER or facet is None:
        return None
    return people_matching(service, project, facet)


def _page_of(
    service: Service, token: Token, project: Project, query: Query, bits: int
) -> Page:
    """Return one page of people who are given as bits, in their natural order."""
    rest = bits
    if query.cursor is not None:
        at = _position(service, token, project, query)
        rest = (above if query.ascending else below)(bits, at.seq)
    seqs = members(
        rest, ascending=query.ascending, skip=query.offset, limit=query.limit + 1
    )
    page, cursor = seqs[: query.limit], None
    if len(seqs) > query.limit:
        last = _Position(page[-1], page[-1])
        cursor = _remember(service, token, project, query, last)
    return Page(tuple(page), bits.bit_count(), cursor)


def _after(alias: str, query: Query) -> str:
    beyond = ">" if query.ascending else "<"
    return f"""AND ({query.sort} {beyond} ?
    OR ({query.sort} = ? AND {alias}.seq > ?))"""


def _remember(
    service: Service, token: Token, project: Project, query: Query, last: _Position
) -> str | None:
    if not query.scrolls:
        return None
    ident = service.collaborators.ids.take()
    service.store.run(
        "INSERT INTO cursor VALUES (?, ?, ?, ?, ?, ?)",
        *(ident, token.id, project.id, query.fingerprint, last.value, last.seq),
    )
    return ident


def _position(
    service: Service, token: Token, project: Project, query: Query
) -> _Position:
    row = service.store.row(
        """SELECT sort_value, seq FROM cursor
        WHERE id = ? AND token_id = ? AND project_id = ? AND query = ?""",
        *(query.cursor, token.id, project.id, query.fingerprint),
    )
    if row is None:
        raise Refusal(400, "cursor: it does not belong to this scroll")
    return _Position(*row)
