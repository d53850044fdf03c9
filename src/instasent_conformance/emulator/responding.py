"""From what was decided to the messages of an answer, and headers of a request."""

from __future__ import annotations

from typing import NamedTuple

from instasent_conformance.emulator.asgi import Fields, Scope, Send
from instasent_conformance.emulator.bodies import JSON_TYPE
from instasent_conformance.emulator.texts import dump_bytes

_BODILESS = (204, 304)


class Reply(NamedTuple):
    """An answer on its way out; no body means an empty one that has no type."""

    body: object
    status: int
    headers: Fields


def header_of(scope: Scope, name: bytes) -> str | None:
    """Return the first header of that name, which is given in lower case."""
    for key, value in scope["headers"]:
        if key == name:
            text: str = value.decode("latin-1")
            return text
    return None


async def respond(send: Send, reply: Reply) -> None:
    """Send an answer whose body is JSON."""
    if reply.body is None:
        await deliver(send, reply.status, reply.headers, b"")
    else:
        content = dump_bytes(reply.body)
        await deliver(send, reply.status, reply.headers, content, kind=JSON_TYPE)


async def deliver(
    send: Send, status: int, headers: Fields, content: bytes, *, kind: str = ""
) -> None:
    """Send an answer; its length is told, and its type if there is one."""
    headers = [*headers]
    if status not in _BODILESS:
        headers.append((b"content-length", b"%d" % len(content)))
    if kind:
        headers.append((b"content-type", kind.encode()))
    start = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": content})
