"""Send requests and keep what came back; no judgement."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from ..exchange import Exchange, Request, Response, parse_body
from ..scrub import Scrubber
from ..transport import Answer, AppTransport, Headers
from .bearers import Bearer
from .care import Care
from .unanswered import TargetUnreachable

TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Reach:
    """
    How a target is reached over the network.

    Without a proxy and a file of authorities, the environment decides as httpx users
    expect: HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and their like.
    """

    timeout: float = TIMEOUT_SECONDS
    proxy: str | None = None
    ca_file: Path | None = None

    def open(self, transport: httpx.BaseTransport | None = None) -> httpx.Client:
        """Return an httpx client that reaches so."""
        trusted = (
            ssl.create_default_context(cafile=str(self.ca_file))
            if self.ca_file
            else True
        )
        return httpx.Client(
            transport=transport,
            timeout=self.timeout,
            proxy=self.proxy,
            verify=trusted,
        )


class Client:
    """
    Sends requests to one base URL and counts them.

    Args:
        base_url: what every path follows.
        transport: the way to an embedded target; None for the network.
        care: the guards of a target that is not embedded.
        reach: timeout, proxy and certificates.
    """

    def __init__(
        self,
        *,
        base_url: str,
        transport: httpx.BaseTransport | None,
        care: Care | None = None,
        reach: Reach | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.scrubber = Scrubber()
        self.sent = 0
        self.care = care
        self._http = (reach or Reach()).open(transport)
        # An embedded target needs none of what httpx does for a network.
        self._answer = (
            transport.send if isinstance(transport, AppTransport) else self._over_http
        )

    def send(self, request: Request, bearer: Bearer) -> Exchange:
        """
        Send one request and return the exchange.

        Raises:
            TargetUnreachable: no usable answer came, or it was not sent; its kinds say
                why.
        """
        if self.care is None:
            return self._once(request, bearer)
        return self.care.send(
            request, lambda: self._once(request, bearer), self.base_url
        )

    def _once(self, request: Request, bearer: Bearer) -> Exchange:
        self.sent += 1
        carried = bearer.carried_by(request)
        started = time.perf_counter()
        try:
            status, fields, content = self._answer(
                carried.method,
                self.base_url + carried.target,
                carried.headers,
                carried.content,
            )
        except (httpx.RequestError, httpx.InvalidURL) as error:
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
