"""Read back what a write would change, page by page where a list fills its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..cases.index_queries import whole
from ..contract import Registry
from ..exchange import Exchange, Request
from ..oracles.listings import rows_of
from ..oracles.scoped_fields import value_at

_MOST_PAGES = 20


def pages_of(
    look: Request, send: Callable[[Request], Exchange], contract: Registry
) -> Iterator[Exchange]:
    """
    Yield what answers a request, and the later pages where it asks for an index.

    A page that holds fewer rows than it says it may hold is the last one.
    """
    answer, seen = send(look), 0
    yield answer
    named = {
        parameter.name for parameter in contract.endpoint(look.endpoint).parameters
    }
    if not {name for name, _ in whole(0, 0)} <= named:
        return
    for _ in range(_MOST_PAGES):
        size = value_at(answer.response.body, "/metadata/limit")
        if not isinstance(size, int):
            size = contract.limit("index.page-default")
        rows = len(rows_of(answer))
        if not answer.response.succeeded or rows < max(size, 1):
            return
        seen += rows
        answer = send(replace(look, query=whole(seen, size)))
        yield answer
