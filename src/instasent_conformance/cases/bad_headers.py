"""Right requests under headers that are wrong, odd or made to hurt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..contract import Registry
from ..exchange import Request
from .misuse import Misuse
from .turns import in_turn

Headers = tuple[tuple[str, str], ...]

_HOSTILE: tuple[tuple[str, Headers], ...] = (
    ("unknown-charset", (("content-type", "application/json; charset=x-none"),)),
    ("broken-type", (("content-type", "application/json;;=;"),)),
    ("accept-nothing", (("accept", "image/png;q=0"),)),
    ("broken-accept", (("accept", ";;,/,*"),)),
    ("broken-language", (("accept-language", "%%%;q=x"),)),
    ("other-method", (("x-http-method-override", "TRACE"),)),
    ("strange-host", (("x-forwarded-host", "%00/../"),)),
    ("long", (("x-conform", "x" * 4_000),)),
    ("unknown-encoding", (("accept-encoding", "x-none;q=1, *;q=0"),)),
    ("broken-range", (("range", "bytes=9-1"),)),
    ("broken-condition", (("if-modified-since", "yesterday"),)),
)


def wrong_headers(contract: Registry, right: Request, *, most: int) -> Iterator[Misuse]:
    """
    Yield the request with some of the headers; the sources say nothing of them.

    Only a read is asked so, because it may well succeed. Each endpoint begins at
    another header, so that together they get all.
    """
    if contract.access[right.endpoint].effect != "read":
        return
    for defect, headers in in_turn(contract, right.endpoint, _HOSTILE, most=most):
        named = {name for name, _ in headers}
        kept = tuple(header for header in right.headers if header[0] not in named)
        yield Misuse(
            defect=defect,
            endpoint=right.endpoint,
            kind="header",
            request=replace(right, headers=(*kept, *headers)),
            must="survive",
        )
