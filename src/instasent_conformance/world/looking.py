"""Read back what a write would change, page by page where a list fills its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..cases.index_queries import whole
from ..contract import Registry
from ..exchange import Exchange, Request
from ..oracles.listings import is_full, rows_of

_MOST_PAGES = 20


def pages_of(
    look: Request, send: Callable[[Request], Exchange], contract: Registry
) -> Iterator[Exchange]:
    """
    Yield what answers a request, and the later pages where it asks for an index.

    A page that holds fewer rows than it says it may hold is the last one.
    """
    answer, seen, size = send(look), 0, contract.limit("index.page-default")
    yield answer
    named = {
        parameter.name for parameter in contract.endpoint(look.endpoint).parameters
    }
    if not {name for name, _ in whole(0, 0)} <= named:
        return
    for _ in range(_MOST_PAGES):
        if not is_full(answer, size):
            return
        seen += len(rows_of(answer))
        answer = send(replace(look, query=whole(seen, size)))
        yield answer
