"""What an answer lists: its rows, their identities and instants, and its totals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..contract import Json, Registry
from ..exchange import Exchange
from ..finding import Abstention, Location, Reason
from .answers import NOT_SERVED, RATE_LIMITED
from .disclosure import attributes_of
from .event_members import ID, names_its_id, value_of
from .merging_evidence import requirement
from .scoped_fields import value_at

REFUSED = frozenset((400, 404, 405, 422))
_FORBIDDEN = (401, 403)
Row = Mapping[str, Any]


def rows_of(exchange: Exchange) -> tuple[Row, ...]:
    """Return the rows of an answer, whether listed, grouped or alone."""
    body = exchange.response.body
    found = value_at(body, "/entities")
    if isinstance(found, dict):
        found = [row for group in found.values() for row in _list(group)]
    grouped = [row["events"] for row in _list(found) if _is_group(row)]
    if grouped:
        found = [row for events in grouped for row in events]
    if found is None:
        found = [value_at(body, "/entity")]
    return tuple(row for row in _list(found) if isinstance(row, dict))


def is_full(page: Exchange, asked: int) -> bool:
    """Return whether an index page holds all the rows it may, so that more follow."""
    said = value_at(page.response.body, "/metadata/limit")
    most = min(said, asked) if isinstance(said, int) and said > 0 else asked
    return page.response.succeeded and len(rows_of(page)) >= most


def user_ids(contract: Registry, exchange: Exchange) -> tuple[str, ...]:
    """Return who the listed contacts are, in order."""
    return tuple(user_of(contract, row) for row in rows_of(exchange))


def user_of(contract: Registry, row: Row) -> str:
    """Return the user id of a contact, or its own id where it shows none."""
    shown = attributes_of(row).get(contract.attribute("user-id").uid)
    return str(shown or row.get("id"))


def event_ids(exchange: Exchange) -> tuple[str, ...]:
    """Return which events an answer lists, in order."""
    return tuple(event_of(row) for row in rows_of(exchange))


def event_of(row: Row) -> str:
    """Return the id that an event was pushed with, else its own."""
    return str(value_of(row, ID))


def untold(pushed: frozenset[str], *exchanges: Exchange) -> Abstention | None:
    """Return why the events of answers cannot be told, where no id of theirs can."""
    rows = [row for exchange in exchanges for row in rows_of(exchange)]
    if not (rows and pushed):
        return None
    if any(names_its_id(row) or event_of(row) in pushed for row in rows):
        return None
    detail = (
        f"{exchanges[0].request.endpoint} shows no event under an id that it was "
        f"pushed with, so which one is which cannot be told"
    )
    return Abstention(Reason.NO_FIXTURE, detail)


def total_of(exchange: Exchange) -> Json:
    """Return how much a filter matches, as the answer says."""
    return value_at(exchange.response.body, "/metadata/totalHits")


def instant(text: Json) -> datetime | None:
    """Return the instant that a text spells, or None; a day means its first moment."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def obstacle(*exchanges: Exchange) -> Abstention | None:
    """Return why answers cannot be judged, where the limit or the server says so."""
    for exchange in exchanges:
        status = exchange.response.status
        if status == RATE_LIMITED:
            return Abstention(Reason.RATE_LIMITED, "the rate limit was reached")
        if status == NOT_SERVED:
            return Abstention(Reason.NOT_SERVED, "the endpoint is not implemented")
        if status in _FORBIDDEN:
            detail = (
                f"{exchange.request.endpoint} answered {status} to {exchange.token}"
            )
            return Abstention(Reason.NO_CONTROL, detail)
    return None


def weight_of(contract: Registry, rule: str) -> Any:
    """Return the provenance of a requirement."""
    rows = {row.id: row for row in contract.requirements}
    return rows[rule].provenance


def place_of(contract: Registry, rule: str) -> Location:
    """Return the place of a requirement."""
    return requirement(contract, rule)


def _list(value: Json) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_group(row: Json) -> bool:
    return isinstance(row, dict) and isinstance(row.get("events"), list)
