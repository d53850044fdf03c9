"""Send requests and keep what came back; no judgement."""

from __future__ import annotations

import time
from dataclasses import dataclass

import httpx

from .exchange import Exchange, Request, Response, parse_body
from .scrub import Scrubber
from .transport import Answer, AppTransport, Headers

TIMEOUT_SECONDS = 30.0


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
    """What goes into the `Authorization` header, and how reports call it."""

    alias: str
    header: str | None


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
        headers = list(request.headers)
        if bearer.header is not None:
            headers.append(("authorization", bearer.header))
        self.sent += 1
        started = time.perf_counter()
        try:
            status, fields, content = self._answer(
                request.method, self.base_url + request.target, headers, request.content
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


def _combined(fields: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by lower-case name; repeated ones joined by a comma."""
    combined: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name = raw_name.decode("latin-1").lower()
        value = raw_value.decode("latin-1")
        combined[name] = f"{combined[name]}, {value}" if name in combined else value
    return combined
