"""Reading the body of a request, suspiciously."""

from __future__ import annotations

from instasent_conformance.emulator.asgi import Receive
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.texts import load_bytes

JSON_TYPE = "application/json"


async def read_body(receive: Receive, limit: int) -> bytes | None:
    """Return the bytes of a body, or none when there are too many."""
    found: bytes = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return found
        found += message.get("body", b"")
        if len(found) > limit:
            return None
        if not message.get("more_body"):
            return found


def parse_body(kind: str, content: bytes | None, *, required: bool) -> object:
    """
    Return the JSON value of a body, or refuse with 400, 413 or 415.

    Args:
        kind: the content type that was named; empty if none was.
        content: the body; none if it is too large.
        required: whether an empty body is refused.

    """
    if content is None:
        raise Refusal(413, "The body is too large")
    kind = kind.partition(";")[0].strip().lower()
    if kind != JSON_TYPE and (content or kind):
        raise Refusal(415, "The body is expected to be JSON")
    if not content and not required:
        return {}
    try:
        return load_bytes(content)
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not valid JSON") from None
