"""What authenticates a request, wherever it is carried."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from ..cases import JSON_HEADERS
from ..exchange import Request
from ..tokens import NeedKind

_TOKEN_MEMBER = "access_token"


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
        headers, member = request.headers, (_TOKEN_MEMBER, self.secret)
        if self.header is not None:
            headers = (*headers, ("authorization", self.header))
        if self.place == "in-query":
            return replace(request, query=(*request.query, member))
        if self.place == "in-cookie":
            headers = (*headers, ("cookie", "=".join(member)))
        if self.place == "in-header":
            headers = (*headers, ("x-access-token", self.secret))
        if self.place == "in-body":
            body = json.loads(request.content or b"{}")
            content = json.dumps({**body, _TOKEN_MEMBER: self.secret}).encode()
            return replace(request, content=content, headers=JSON_HEADERS)
        return replace(request, headers=headers)
