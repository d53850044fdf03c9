"""A method that no route has is answered like a read of the same path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ...contract import Registry
from ...emulator import Refusal, Settings, create_app
from ...emulator.routing import Router
from ...transport import App, Message
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read a datasource by its own method and by one that nobody names."""
    source, token = server.datasource(), server.reader("datasource.get")
    return [
        server.ask("datasource.get", token, source.id, method=method).status
        for method in ("GET", "PUT")
    ]


@fault(
    family="robustness", law="error-shape", requirement="D-EVENT-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Route by path first, and fall back to the method that the path has."""
    app, router = create_app(contract, settings=settings), Router(contract)
    base = len(settings.base_path.encode())

    def routed(method: str, path: bytes) -> bool:
        try:
            router.find(method, path)
        except Refusal:
            return False
        return True

    async def answer(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["type"] == "http":
            path = (scope.get("raw_path") or scope["path"].encode())[base:]
            methods = (scope["method"], "GET", "POST")
            known = (method for method in methods if routed(method, path))
            scope = {**scope, "method": next(known, scope["method"])}
        await app(scope, receive, send)

    return answer
