"""A laboratory: one emulator, an organisation in it, and a way to call both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.emulator import Collaborators, Settings, create_app

Start = Callable[..., "Lab"]


class Lab:
    """
    An emulator with one organisation of two projects, and tokens on demand.

    Calls go through HTTP, as they would from anywhere else.
    """

    def __init__(
        self, registry: Registry, settings: Settings, parts: Collaborators | None
    ) -> None:
        app = create_app(registry, settings=settings, collaborators=parts)
        self.release = app.close
        self.registry = registry
        self.knobs = dict(settings.knobs)
        self._loop = asyncio.new_event_loop()
        transport = httpx.ASGITransport(app)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://lab")

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()
        self.release()

    def send(self, method: str, path: str, **given: Any) -> httpx.Response:
        return self._loop.run_until_complete(
            self._client.request(method, path, **given)
        )

    def control(self, path: str, body: Mapping[str, object] | None = None) -> Any:
        method = "GET" if body is None else "POST"
        response = self.send(method, f"/_control{path}", json=body)
        assert 200 == response.status_code, response.text
        return response.json()

    def settle(self, plan: str = "XL", **given: object) -> Lab:
        """Create the organisation, its projects and a token that may do anything."""
        body = {"name": "Lab", "plan": plan, "projects": ["One", "Two"], **given}
        self.organization = self.control("/organizations", body)
        self.project, self.other = (p["uid"] for p in self.organization["projects"])
        self.secret = self.mint(*sorted(self.registry.scope_words))
        return self

    def mint(self, *scopes: str, project: str | None = None) -> str:
        body = {
            "kind": "product",
            "organization": self.organization["id"],
            "project": project,
            "scopes": list(scopes),
            "title": "lab",
        }
        return str(self.control("/tokens", body)["token"])

    def call(
        self, method: str, path: str, *, token: str | None = None, **given: Any
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token or self.secret}"}
        headers |= given.pop("headers", {})
        return self.send(method, f"/v1{path}", headers=headers, **given)

    def at(self, method: str, path: str, **given: Any) -> httpx.Response:
        """Call a route of the first project."""
        return self.call(method, f"/project/{self.project}{path}", **given)

    def source(self, **given: object) -> str:
        body = {"name": "Source", "audienceTags": [], **given}
        return str(self.at("POST", "/datasource", json=body).json()["entity"]["id"])

    def push(self, source: str, *items: object, query: str = "_sync") -> httpx.Response:
        path = f"/datasource/{source}/stream/contacts?{query}"
        return self.at("POST", path, json=list(items))

    def log(self, source: str, *items: object, query: str = "_sync") -> httpx.Response:
        path = f"/datasource/{source}/stream/events?{query}"
        return self.at("POST", path, json=list(items))

    def who(self, value: str) -> Any:
        """Return the person that has a unique value, or none."""
        response = self.at("GET", f"/audience/user/{value}")
        return response.json()["entity"] if response.status_code == 200 else None

    def search(self, **given: object) -> httpx.Response:
        return self.at("POST", "/audience/search", json=given)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Load the contract as it ships."""
    return load_registry()


@pytest.fixture
def start(registry: Registry) -> Iterator[Start]:
    """Start laboratories and close them afterwards."""
    labs: list[Lab] = []

    def begin(
        parts: Collaborators | None = None,
        knobs: Mapping[str, str] | None = None,
        **given: Any,
    ) -> Lab:
        settings = Settings(**{"world": "empty", "knobs": knobs or {}, **given})
        labs.append(Lab(registry, settings, parts))
        return labs[-1]

    yield begin
    for lab in labs:
        lab.close()


@pytest.fixture
def lab(start: Start) -> Lab:
    """Return a settled laboratory under the assumed options."""
    return start().settle()
