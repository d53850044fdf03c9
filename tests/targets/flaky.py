"""An intermediary that disturbs a share of what passes, in every way that happens."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

import httpx

WAYS = ("late", "dropped", "dropped-after", "502", "503", "429", "truncated", "cut")


@dataclass
class Flaky(httpx.BaseTransport):
    """
    Passes requests on, and disturbs some of them.

    `dropped-after` closes the connection when the request was carried out; `truncated`
    breaks the framing, `cut` keeps it and shortens the body at a random place.
    """

    inner: httpx.BaseTransport
    share: float
    draw: random.Random
    ways: tuple[str, ...] = WAYS
    done: Counter[str] = field(default_factory=Counter)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or disturb."""
        if self.draw.random() >= self.share:
            return self.inner.handle_request(request)
        way = self.draw.choice(self.ways)
        self.done[way] += 1
        if way.isdecimal():
            return httpx.Response(int(way), text="<html>not the API</html>")
        if way == "dropped":
            raise httpx.ConnectError("refused")
        answer = self.inner.handle_request(request)
        if way == "late":
            raise httpx.ReadTimeout("timed out")
        body = answer.read()
        if way != "cut" or not body:
            raise httpx.RemoteProtocolError("peer closed the connection")
        at = self.draw.randrange(len(body))
        headers = {"content-type": answer.headers.get("content-type", "")}
        return httpx.Response(answer.status_code, headers=headers, content=body[:at])
