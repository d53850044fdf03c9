"""Drive an ASGI application from synchronous code, in the calling thread."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]
Headers = Sequence[tuple[str, str]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]

_PLAIN = re.compile(r"(?:[A-Za-z0-9_~/=&+:@,;?-]|%[0-9A-F]{2}|(?<!/)\.)*")
"""What httpx would send unchanged: no character to encode and no dot segment."""


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
        scope = _scope(
            request.method,
            str(request.url),
            request.url.raw_path,
            [(name.lower(), value) for name, value in request.headers.raw],
        )
        status, headers, content = self._call(scope, request.read())
        return httpx.Response(status, headers=headers, content=content)

    def send(
        self, method: str, url: str, headers: Headers, content: bytes | None
    ) -> Answer:
        """
        Return status, headers and body of the answer to one request.

        It says what `handle_request` says, at a fraction of the cost: most requests of
        a run go to an embedded application, where httpx's objects would cost as much
        as the answer.
        """
        sent = [(b"host", _authority(url))]
        sent += [(n.lower().encode("ascii"), v.encode()) for n, v in headers]
        if content is not None:
            sent.append((b"content-length", str(len(content)).encode("ascii")))
        return self._call(_scope(method, url, _raw_path(url), sent), content or b"")

    def _call(self, scope: Message, content: bytes) -> Answer:
        answer = _Answer(content)
        try:
            _finish(self._app(scope, answer.receive, answer.send))
        except Exception as error:
            if self._behind and isinstance(error, httpx.TransportError):
                raise
            return 500, [], b""
        return answer.status, answer.headers, bytes(answer.body)

    def close(self) -> None:
        """Close what the application asks, if it is a proxy."""
        if self._behind is not None:
            self._behind.close()


def _authority(url: str) -> bytes:
    """Return host and port as the address of a target names them."""
    start = url.index("//") + 2
    return url[start : url.index("/", start)].encode("ascii")


def _raw_path(url: str) -> bytes:
    """Return path and query as they go over the wire."""
    target = url[url.index("/", url.index("//") + 2) :]
    if _PLAIN.fullmatch(target):
        return target.encode("ascii")
    return httpx.URL(url).raw_path


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


def _scope(
    method: str, url: str, raw_path: bytes, headers: list[tuple[bytes, bytes]]
) -> Message:
    parts = urlsplit(url)
    path, _, query = raw_path.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "headers": headers,
        "scheme": parts.scheme,
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "server": (parts.hostname, parts.port or 80),
        "client": ("127.0.0.1", 0),
        "root_path": "",
    }
