"""Drive an ASGI application from synchronous code, in the calling thread."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import httpx

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


class AppTransport(httpx.BaseTransport):
    """
    A synchronous httpx transport whose other end is an ASGI application.

    httpx ships an asynchronous one only. The application is stepped in the calling
    thread and without an event loop, so suites stay plain functions and nothing has to
    be closed; it may await what it is given here, and nothing else. An exception that
    escapes the application is answered as a server would: 500 with no body.

    Args:
        app: the application.
        behind: the client that the application asks, if it is a proxy; a broken
            connection behind it rises, and it is closed with this transport.
    """

    def __init__(self, app: App, *, behind: httpx.Client | None = None) -> None:
        self._app = app
        self._behind = behind

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the application's answer to one request."""
        answer = _Answer(request.read())
        try:
            _finish(self._app(_scope(request), answer.receive, answer.send))
        except Exception as error:
            if self._behind and isinstance(error, httpx.TransportError):
                raise
            return httpx.Response(500)
        return httpx.Response(
            answer.status, headers=answer.headers, content=bytes(answer.body)
        )

    def close(self) -> None:
        """Close what the application asks, if it is a proxy."""
        if self._behind is not None:
            self._behind.close()


def _finish(call: Awaitable[None]) -> None:
    steps = call.__await__()
    try:
        next(steps)
    except StopIteration:
        return
    raise RuntimeError("the application waits for something outside of the request")


class _Answer:
    """The two callables of an ASGI call, and what was sent through them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._asked = False
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = bytearray()

    async def receive(self) -> Message:
        """Give the whole body once, then the disconnection."""
        if self._asked:
            return {"type": "http.disconnect"}
        self._asked = True
        return {"type": "http.request", "body": self._content, "more_body": False}

    async def send(self, message: Message) -> None:
        """Collect the status, the headers and the body."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


def _scope(request: httpx.Request) -> Message:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.split(b"?")[0],
        "query_string": url.query,
        "server": (url.host, url.port or 80),
        "client": ("127.0.0.1", 0),
        "root_path": "",
    }
