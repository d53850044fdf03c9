"""What authenticates a request, wherever it is carried."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from ..cases import JSON_HEADERS
from ..exchange import Request
from ..tokens import NeedKind

_MEMBERS = ("access_token", "token", "api_token", "api_key")
_HEADERS = ("x-access-token", "x-auth-token", "x-api-key")
"""Under which names a misplaced token goes, all at once: none opens anything."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """
    What goes into the `Authorization` header, and how reports call it.

    `secret` and `place` are for a token that travels elsewhere instead: it never enters
    the exchange, which names it by its alias.
    """

    alias: str
    header: str | None
    secret: str = field(default="", repr=False)
    place: NeedKind | None = None

    def carried_by(self, request: Request) -> Request:
        """Return a request as it goes over the wire, with what authenticates it."""
        headers = request.headers
        if self.header is not None:
            headers = (*headers, ("authorization", self.header))
        if self.place is None:
            return _with_headers(request, headers)
        members = tuple((name, self.secret) for name in _MEMBERS)
        if self.place == "in-query":
            return replace(request, query=(*request.query, *members))
        if self.place == "in-cookie":
            written = "; ".join(map("=".join, members))
            headers = (*headers, ("cookie", written))
        if self.place == "in-header":
            headers = (*headers, *((name, self.secret) for name in _HEADERS))
        if self.place == "in-body":
            body = json.loads(request.content or b"{}")
            content = json.dumps({**body, **dict(members)}).encode()
            return replace(request, content=content, headers=JSON_HEADERS)
        return _with_headers(request, headers)


def _with_headers(request: Request, headers: tuple[tuple[str, str], ...]) -> Request:
    # Every request of a run comes by here; to name the members takes half the time.
    return Request(
        endpoint=request.endpoint,
        method=request.method,
        path=request.path,
        query=request.query,
        headers=headers,
        content=request.content,
    )
