"""A target is reached by the proxy and with the certificates that were named."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from instasent_conformance.client import Reach
from instasent_conformance.targets import TargetProblem
from instasent_conformance.targets.config import TargetConfig
from instasent_conformance.targets.network import reach_of, require_answer

BASE = "http://target.conform.example/v1"


class Proxy(BaseHTTPRequestHandler):
    """Answers for every host, and counts what it was asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Say that nothing is there."""
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def proxy() -> Iterator[str]:
    """Serve a proxy, in a thread."""
    Proxy.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Proxy)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_proxy_of_a_target_is_used(proxy: str) -> None:
    """A request goes to the proxy that conform.toml names, with its whole address."""
    require_answer(BASE, reach_of(TargetConfig(base_url=BASE, proxy=proxy)))

    assert [f"{BASE}/"] == Proxy.asked


def test_the_environment_names_a_proxy(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the key the variables decide that httpx users know."""
    monkeypatch.setenv("HTTP_PROXY", proxy)
    require_answer(BASE, Reach(timeout=5))

    assert [f"{BASE}/"] == Proxy.asked


def test_a_file_of_authorities_must_be_there(tmp_path: Path) -> None:
    """A path that leads nowhere is named, with the next step."""
    wanted = TargetConfig(base_url=BASE, ca_file=str(tmp_path / "no.pem"))
    with pytest.raises(TargetProblem, match="Next step"):
        reach_of(wanted)
