"""Requests whose answers are judged by their form alone."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Endpoint
from ..exchange import Request
from ..tokens import ABSENT, TokenNeed
from .requests import RequestBuilder
from .stand_ins import gate_scopes

_HARMLESS = ("read", "write")


def plain_requests(
    builder: RequestBuilder, endpoint: Endpoint, request: Request, everything: TokenNeed
) -> Iterator[tuple[str, Request, TokenNeed]]:
    """
    Yield case id, request and token of requests that may well be refused.

    They bring out the answers that the contract lists beside success: no token, no
    scope, as few scopes as suffice, and an id that does not exist for each path
    parameter.
    """
    row = builder.contract.access[endpoint.id]
    yield f"{endpoint.id}/no-token", request, ABSENT
    if row.effect in _HARMLESS:
        about = gate_scopes(builder.contract, endpoint.id)
        yield f"{endpoint.id}/no-scope", request, TokenNeed(about=about)
        least = TokenNeed(scopes=min(row.alternatives[0].scopes, key=len), about=about)
        yield f"{endpoint.id}/least-scopes", request, least
    for parameter in endpoint.parameters:
        if parameter.place == "path":
            unknown = {parameter.name: builder.canaries.word()}
            changed = builder.build(endpoint.id, path=unknown)
            yield f"{endpoint.id}/unknown-{parameter.name}", changed, everything
