"""How the control plane reads requests and writes answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from instasent_conformance.emulator.asgi import Receive, Scope
from instasent_conformance.emulator.bodies import parse_body, read_body
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.parameters import Parameters, read_parameters
from instasent_conformance.emulator.responding import Reply, header_of
from instasent_conformance.emulator.service import Service

BODY_LIMIT = 16 * 1024 * 1024
GREATEST = 1_000_000_000


class Order:
    """
    One request to the control plane.

    Args:
        ident: the id that the path names, if it names one.
        query: the query of the URL.
        body: the JSON body.

    """

    def __init__(self, ident: str, query: Parameters, body: dict[str, Any]) -> None:
        self.ident = ident
        self.query = query
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


async def carry_out(
    service: Service,
    actions: Mapping[str, Action],
    ident: str,
    scope: Scope,
    receive: Receive,
) -> Reply:
    """Carry out the action of the method of a request, or refuse."""
    action = actions.get(scope["method"])
    content = await read_body(receive, BODY_LIMIT)
    try:
        if action is None:
            raise Refusal(405, "The route does not take this method")
        body = _object(scope, content)
        order = Order(ident, read_parameters(scope["query_string"]), body)
        with service.store.transaction():
            return Reply(action(service, order), 200, [])
    except Refusal as refusal:
        return refused(service, refusal)


def refused(service: Service, refusal: Refusal) -> Reply:
    """Answer a refusal in the one shape that errors have."""
    body = service.collaborators.render_error(service, refusal)
    return Reply(body, refusal.status, [])


def _object(scope: Scope, content: bytes | None) -> dict[str, Any]:
    if scope["method"] != "POST":
        return {}
    kind = header_of(scope, b"content-type") or ""
    body = {} if content == b"" else parse_body(kind, content, required=True)
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    return body
