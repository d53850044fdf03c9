"""How the control plane reads requests and writes answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from instasent_conformance.emulator.bodies import parse_body, read_body
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.service import Service

BODY_LIMIT = 16 * 1024 * 1024
GREATEST = 1_000_000_000


class Order:
    """One request to the control plane: path values, query and JSON body."""

    def __init__(self, request: Request, body: dict[str, Any]) -> None:
        self.path: Mapping[str, str] = request.path_params
        self.query = request.query_params
        self.body = body

    def text(self, name: str) -> str:
        """Return a text of the body, or refuse."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise Refusal(400, f"{name}: expected a text that is not empty")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts of the body, or refuse."""
        value = self.body.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise Refusal(400, f"{name}: expected a list of texts")
        return value

    def number(self, name: str) -> float:
        """Return a number of the body, or refuse."""
        value = self.body.get(name)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or (not 0 <= value <= GREATEST)
        ):
            raise Refusal(400, f"{name}: expected a number from 0 to {GREATEST}")
        return value


Action = Callable[[Service, Order], object]


def endpoint(
    service: Service, actions: Mapping[str, Action]
) -> Callable[[Request], Awaitable[Response]]:
    """Return an ASGI endpoint that carries out the action of each method."""

    async def answer(request: Request) -> Response:
        action = actions.get(request.method)
        content = await read_body(request.receive, BODY_LIMIT)
        try:
            if action is None:
                raise Refusal(405, "The route does not take this method")
            order = Order(request, _object(request, content))
            with service.store.transaction():
                return JSONResponse(action(service, order))
        except Refusal as refusal:
            return refusal_response(service, refusal)

    return answer


def refusal_response(service: Service, refusal: Refusal) -> Response:
    """Write a refusal in the one shape that errors have."""
    body = service.collaborators.render_error(service, refusal)
    content = b"" if body is None else json.dumps(body).encode()
    return Response(content, refusal.status, media_type="application/json")


def _object(request: Request, content: bytes | None) -> dict[str, Any]:
    if request.method != "POST":
        return {}
    kind = request.headers.get("content-type", "")
    body = {} if content == b"" else parse_body(kind, content, required=True)
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    return body
