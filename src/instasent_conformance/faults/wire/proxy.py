"""An ASGI application that asks another server."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from ...transport import App, Message

_PER_CONNECTION = frozenset(
    ("connection", "content-encoding", "content-length", "host", "transfer-encoding")
)


def proxy(base_url: str, http: httpx.Client) -> App:
    """
    Return a reverse proxy for the server of a base URL.

    It is driven without an event loop, so it asks with a synchronous client and lets a
    broken connection rise to whoever drives it.
    """
    parts = urlsplit(base_url)

    async def answer(scope: Message, receive: object, send: object) -> None:
        message = await receive()  # type: ignore[operator]
        query = scope["query_string"].decode("ascii")
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        reply = http.request(
            scope["method"],
            f"{parts.scheme}://{parts.netloc}{path}{'?' + query if query else ''}",
            headers=[
                (name, value)
                for name, value in scope["headers"]
                if name.decode("latin-1").lower() not in _PER_CONNECTION
            ],
            content=message.get("body", b""),
        )
        headers = [
            (name.lower().encode(), value.encode("latin-1"))
            for name, value in reply.headers.items()
            if name.lower() not in _PER_CONNECTION
        ]
        start = {"type": "http.response.start", "status": reply.status_code}
        await send({**start, "headers": headers})  # type: ignore[operator]
        body = {"type": "http.response.body", "body": reply.content}
        await send(body)  # type: ignore[operator]

    return answer
