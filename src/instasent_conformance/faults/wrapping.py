"""Pieces for faults that stand between the caller and the healthy emulator."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from ..contract import Registry
from ..emulator import Refusal, Settings
from ..emulator.routing import Router
from ..transport import App, Message
from .layers import note_interception

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One request to the API.

    Attributes:
        endpoint: contract id of its endpoint; empty where no route fits.
        facts: path values, by the fact that each stands for.
        path: the path as it was sent, percent-encoded.
        query: the query as it was sent, without the question mark.
    """

    endpoint: str
    facts: Mapping[str, str]
    path: str
    headers: Mapping[str, str]
    body: bytes
    query: str = ""

    def read(self) -> Any:
        """Return the body as JSON, or None where it is not."""
        return _read(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer on its way out."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def read(self) -> Any:
        """Return the body as JSON, or None where it is not."""
        return _read(self.body)

    def saying(self, body: Any) -> Reply:
        """Return the same answer with another JSON body."""
        return replace(self, body=json.dumps(body, separators=(",", ":")).encode())

    def typed(self, media_type: str, body: bytes | None = None) -> Reply:
        """Return the same answer under another media type."""
        headers = {**self.headers, "content-type": media_type}
        return replace(self, headers=headers, body=self.body if body is None else body)


Forward = Callable[[Asked], Awaitable[Reply]]
Interception = Callable[[Asked, Forward], Awaitable[Reply]]
Edit = Callable[[Any], Any]

_PRESENT: ContextVar[Asked | None] = ContextVar("present", default=None)


def present() -> Asked | None:
    """Return the request being answered, for a collaborator that must know it."""
    return _PRESENT.get()


def present_endpoint() -> str:
    """Return the endpoint of the request being answered; empty outside of one."""
    asked = _PRESENT.get()
    return asked.endpoint if asked else ""


def noticing(app: App, contract: Registry, settings: Settings) -> App:
    """Let collaborators see which request is being answered."""

    async def pass_on(asked: Asked, forward: Forward) -> Reply:
        return await forward(asked)

    return intercepting(app, contract, settings, pass_on)


def editing(
    app: App, contract: Registry, settings: Settings, edits: Mapping[str, Edit]
) -> App:
    """Rewrite the JSON of every success of some endpoints."""

    async def rewrite(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        edit = edits.get(asked.endpoint)
        if edit is None or reply.status >= 400:
            return reply
        return reply.saying(edit(reply.read()))

    return intercepting(app, contract, settings, rewrite)


def intercepting(
    app: App, contract: Registry, settings: Settings, intercept: Interception
) -> App:
    """Put an interception around every request to the API; the rest passes."""
    router = Router(contract)
    prefix = settings.base_path.encode() + b"/"

    async def answer(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http" or not _path(scope).startswith(prefix):
            await app(scope, receive, send)
            return
        asked = _asked(scope, await _drain(receive), router, len(prefix) - 1)
        mark = _PRESENT.set(asked)
        try:
            reply = await intercept(asked, lambda one: _forward(app, scope, one))
        finally:
            _PRESENT.reset(mark)
        await _send(reply, send)

    note_interception(app, intercept, answer)
    return answer


def _path(scope: Message) -> bytes:
    raw = scope.get("raw_path") or scope["path"].encode()
    return bytes(raw)


def _asked(scope: Message, body: bytes, router: Router, prefix: int) -> Asked:
    headers = {
        name.decode("latin-1"): value.decode("latin-1")
        for name, value in scope["headers"]
    }
    path = _path(scope)
    rest = (path.decode("latin-1"), headers, body, _query(scope))
    try:
        match = router.find(scope["method"], path[prefix:])
    except Refusal:
        return Asked("", {}, *rest)
    return Asked(match.endpoint.id, dict(match.facts), *rest)


def _query(scope: Message) -> str:
    return bytes(scope.get("query_string", b"")).decode("latin-1")


async def _drain(receive: Callable[[], Awaitable[Message]]) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


async def _forward(app: App, scope: Message, asked: Asked) -> Reply:
    raw = asked.path.encode("latin-1")
    moved = {"path": unquote(asked.path), "raw_path": raw}
    inner = {
        **scope,
        **({} if raw == _path(scope) else moved),
        "query_string": asked.query.encode("latin-1"),
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in asked.headers.items()
            if name != "content-length"
        ],
    }
    reply = Reply(500)

    async def receive() -> Message:
        return {"type": "http.request", "body": asked.body, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal reply
        if message["type"] == "http.response.start":
            headers = {
                name.decode().lower(): value.decode("latin-1")
                for name, value in message.get("headers", [])
            }
            reply = Reply(message["status"], headers)
        elif message["type"] == "http.response.body":
            reply = replace(reply, body=reply.body + message.get("body", b""))

    await app(inner, receive, send)
    return reply


async def _send(reply: Reply, send: Callable[[Message], Awaitable[None]]) -> None:
    headers = {**reply.headers, "content-length": str(len(reply.body))}
    await send(
        {
            "type": "http.response.start",
            "status": reply.status,
            "headers": [
                (name.encode(), value.encode("latin-1"))
                for name, value in headers.items()
            ],
        }
    )
    await send({"type": "http.response.body", "body": reply.body})


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
