"""From what was decided to the messages of an answer, and headers of a request."""

from __future__ import annotations

from typing import NamedTuple

from starlette.types import Scope, Send

from instasent_conformance.emulator.bodies import JSON_TYPE
from instasent_conformance.emulator.texts import dump_bytes

Fields = list[tuple[bytes, bytes]]
"""Headers as they go over the wire, their names in lower case."""

_BODILESS = (204, 304)
_TYPE = (b"content-type", JSON_TYPE.encode())


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
    """Send an answer; its length is told, and what its body is."""
    content = b"" if reply.body is None else dump_bytes(reply.body)
    headers = reply.headers
    if reply.status not in _BODILESS:
        headers.append((b"content-length", b"%d" % len(content)))
    if reply.body is not None:
        headers.append(_TYPE)
    start = {"type": "http.response.start", "status": reply.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": content})
