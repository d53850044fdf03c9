"""Reading the body of a request, suspiciously."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request

from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.texts import load_bytes

JSON_TYPE = "application/json"


async def read_body(request: Request, limit: int) -> bytes | None:
    """Return the bytes of a body, or none when there are too many."""
    found = bytearray()
    try:
        async for piece in request.stream():
            found += piece
            if len(found) > limit:
                return None
    except ClientDisconnect:
        return bytes(found)
    return bytes(found)


def parse_body(headers: Headers, content: bytes | None, *, required: bool) -> object:
    """Return the JSON value of a body, or refuse with 400, 413 or 415."""
    if content is None:
        raise Refusal(413, "The body is too large")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON_TYPE and (content or kind):
        raise Refusal(415, "The body is expected to be JSON")
    if not content and not required:
        return {}
    try:
        return load_bytes(content)
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not valid JSON") from None
