"""An emulator in a process of its own, reached over TCP."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from instasent_conformance.contract import Registry
from instasent_conformance.emulator import Settings, create_app


def serve(registry: Registry, file: Path | None) -> tuple[int, str]:
    """Serve a state in a process of its own; return its id and its address."""
    # With the protocol named, asyncio sends small answers at once.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    child = os.fork()
    if not child:
        try:
            app = create_app(registry, settings=Settings(world="empty", state=file))
            config = uvicorn.Config(app, log_level="critical", lifespan="off")
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            os._exit(1)
    listener.close()
    return child, base


@dataclass(frozen=True, slots=True)
class Place:
    """A project: its path, a token of every scope, and the paths of its streams."""

    path: str
    headers: Mapping[str, str]
    streams: Mapping[str, str]


def settle(client: httpx.Client, registry: Registry, *sources: str) -> Place:
    """Create a project with datasources of these names."""
    body = {"name": "Lab", "plan": "XL", "projects": ["One"]}
    owner = client.post("/_control/organizations", json=body).json()
    scopes = sorted(registry.scope_words)
    given = {"kind": "product", "organization": owner["id"], "scopes": scopes}
    token = client.post("/_control/tokens", json=given).json()["token"]
    path = f"/v1/project/{owner['projects'][0]['uid']}"
    headers = {"authorization": f"Bearer {token}"}
    streams = {}
    for name in sources:
        wanted = {"name": name, "audienceTags": []}
        made = client.post(f"{path}/datasource", json=wanted, headers=headers)
        streams[name] = f"{path}/datasource/{made.json()['entity']['id']}/stream"
    return Place(path, headers, streams)
