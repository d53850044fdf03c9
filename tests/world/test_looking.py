"""What a write would change is looked for beyond the first page of an index."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs

from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Exchange, Request
from instasent_conformance.world.looking import pages_of

from ..checks.exchanges import exchange

CONTRACT = load_registry()
INDEX = "datasource.list"


def looks(rows: int, size: Json, endpoint: str = INDEX) -> Iterator[Exchange]:
    """Yield the looks at an index of so many rows, which shows so many a page."""
    held: list[Json] = [{"name": f"row {number}"} for number in range(rows)]

    def send(request: Request) -> Exchange:
        query = parse_qs(request.target.partition("?")[2])
        start = int(query.get("_start", ["0"])[0])
        page = held[start : start + (size if isinstance(size, int) else 50)]
        body: Json = {"entities": page, "metadata": {"limit": size}}
        return exchange(endpoint, 200, body)

    yield from pages_of(Request(endpoint, "GET", "/x"), send, CONTRACT)


def test_every_page_is_looked_at() -> None:
    """Pages are turned by their own size until one is not full."""
    shown = [one.response.text for one in looks(12, 5)]

    assert 3 == len(shown)
    assert "row 11" in shown[-1]


def test_one_page_that_is_not_full_is_all() -> None:
    """A short page costs no second request, whatever size it names."""
    assert 1 == len(list(looks(4, 5)))
    assert 1 == len(list(looks(4, None)))
    assert 1 == len(list(looks(0, 0)))


def test_an_index_without_an_end_is_left() -> None:
    """The looks at an index that grows and grows are bounded."""
    assert 21 == len(list(looks(1000, 1)))


def test_what_is_no_index_is_looked_at_once() -> None:
    """A detail has no later page."""
    assert 1 == len(list(looks(50, 5, "project.get")))
