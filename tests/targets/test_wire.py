"""What goes wrong on a real socket is no answer, and is said as such."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread

import pytest

from instasent_conformance.client import (
    Care,
    Client,
    Limits,
    Pacer,
    Reach,
    TargetUnreachable,
)

from .surroundings import BEARER, NATURES, request

Peer = Callable[[socket.socket], None]
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "


def whole(peer: socket.socket) -> None:
    """Answer in full."""
    peer.sendall(HEAD + b"2\r\n\r\n{}")


def short(peer: socket.socket) -> None:
    """Promise more than is sent."""
    peer.sendall(HEAD + b"90\r\n\r\n{")


def silent(_: socket.socket) -> None:
    """Close without a word."""


def slow(peer: socket.socket) -> None:
    """Say something when nobody listens any more."""
    time.sleep(0.6)
    whole(peer)


def garbled(peer: socket.socket) -> None:
    """Say what is not HTTP."""
    peer.sendall(b"220 mail.example ESMTP\r\n\r\n")


@pytest.fixture
def behaviours() -> list[Peer]:
    """Hold how each connection is served; the last way serves the rest."""
    return []


@pytest.fixture
def base_url(behaviours: list[Peer]) -> Iterator[str]:
    """Serve connections on the loopback interface, one after the other."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(5)

    def serve() -> None:
        served = 0
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with closing(peer):
                peer.recv(65536)
                behave = behaviours[min(served, len(behaviours) - 1)]
                served += 1
                try:
                    behave(peer)
                except OSError:
                    continue

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


@pytest.fixture
def client(base_url: str) -> Iterator[Client]:
    """Return a client that has little patience."""
    pacer = Pacer(sleep=lambda _: None)
    care = Care(NATURES, Limits(retries=1), pacer)
    reach = Reach(timeout=0.5)
    opened = Client(base_url=base_url, transport=None, care=care, reach=reach)
    yield opened
    opened.close()


@pytest.mark.parametrize("trouble", [short, silent, slow, garbled])
def test_trouble_on_the_wire_is_no_answer(
    client: Client, behaviours: list[Peer], trouble: Peer
) -> None:
    """A read that meets it once is answered, a lasting one and a write are not."""
    behaviours += [trouble, whole]
    assert 200 == client.send(request("thing.get"), BEARER).response.status

    behaviours[:] = [trouble]
    for endpoint in ("thing.get", "thing.send"):
        with pytest.raises(TargetUnreachable):
            client.send(request(endpoint), BEARER)
