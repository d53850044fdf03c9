"""Hand-made exchanges."""

from __future__ import annotations

import json

from instasent_conformance.contract import Json
from instasent_conformance.exchange import Exchange, Request, Response


def exchange(
    endpoint: str, status: int, body: Json = None, request: Request | None = None
) -> Exchange:
    """Return an exchange with an endpoint that answered a status and a JSON body."""
    content = b"" if body is None else json.dumps(body).encode()
    return Exchange(
        request=request or Request(endpoint, "GET", f"/{endpoint}"),
        token="a token",
        response=Response(status, {}, content, body),
        seconds=0.001,
    )
