"""Send requests and keep what came back; no judgement."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace

import httpx

from .cases import JSON_HEADERS
from .exchange import Exchange, Request, Response, parse_body
from .scrub import Scrubber
from .tokens import NeedKind
from .transport import Answer, AppTransport, Headers

TIMEOUT_SECONDS = 30.0
_TOKEN_MEMBER = "access_token"


class TargetUnreachable(Exception):
    """The target gave no HTTP answer."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(url, problem)
        self.url = url
        self.problem = problem

    def __str__(self) -> str:
        """Name the URL, the problem and the next step."""
        return (
            f"{self.url} does not answer: {self.problem}. "
            "Next step: check the base URL and that the service is running."
        )


@dataclass(frozen=True, slots=True)
class Bearer:
    """
    What goes into the `Authorization` header, and how reports call it.

    `secret` and `place` are for a token that travels elsewhere instead: it never enters
    the exchange, which names it by its alias.
    """

    alias: str
    header: str | None
    secret: str = field(default="", repr=False)
    place: NeedKind | None = None


class Client:
    """Sends requests to one base URL and counts them."""

    def __init__(self, *, base_url: str, transport: AppTransport | None) -> None:
        self.base_url = base_url.rstrip("/")
        self.scrubber = Scrubber()
        self.sent = 0
        self._http = httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS)
        self._answer = transport.send if transport else self._over_http

    def send(self, request: Request, bearer: Bearer) -> Exchange:
        """
        Send one request and return the exchange.

        Raises:
            TargetUnreachable: the connection failed or timed out.
        """
        self.sent += 1
        carried = _carried(request, bearer)
        started = time.perf_counter()
        try:
            status, fields, content = self._answer(
                carried.method,
                self.base_url + carried.target,
                list(carried.headers),
                carried.content,
            )
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise TargetUnreachable(
                self.base_url, str(error) or type(error).__name__
            ) from None
        return Exchange(
            request=request,
            token=bearer.alias,
            response=Response(
                status=status,
                headers=_combined(fields),
                content=content,
                body=parse_body(content),
            ),
            seconds=time.perf_counter() - started,
        )

    def _over_http(
        self, method: str, url: str, headers: Headers, content: bytes | None
    ) -> Answer:
        answer = self._http.send(
            httpx.Request(method, url, headers=list(headers), content=content)
        )
        return answer.status_code, answer.headers.raw, answer.content

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _carried(request: Request, bearer: Bearer) -> Request:
    """Return the request as it goes over the wire, with what authenticates it."""
    headers, member = request.headers, (_TOKEN_MEMBER, bearer.secret)
    if bearer.header is not None:
        headers = (*headers, ("authorization", bearer.header))
    if bearer.place == "in-query":
        return replace(request, query=(*request.query, member))
    if bearer.place == "in-cookie":
        headers = (*headers, ("cookie", "=".join(member)))
    if bearer.place == "in-header":
        headers = (*headers, ("x-access-token", bearer.secret))
    if bearer.place == "in-body":
        body = json.loads(request.content or b"{}")
        content = json.dumps({**body, _TOKEN_MEMBER: bearer.secret}).encode()
        return replace(request, content=content, headers=JSON_HEADERS)
    return replace(request, headers=headers)


def _combined(fields: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by lower-case name; repeated ones joined by a comma."""
    combined: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name = raw_name.decode("latin-1").lower()
        value = raw_value.decode("latin-1")
        combined[name] = f"{combined[name]}, {value}" if name in combined else value
    return combined
