"""What a person needs to try the emulator: address, project, tokens, one command."""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..contract import Registry

if TYPE_CHECKING:
    from ..transport import App


@dataclass(frozen=True, slots=True)
class _Purpose:
    label: str
    scopes: frozenset[str]


def greeting(app: App, registry: Registry, origin: str, *, control: bool) -> str:
    """Return the text that `conform serve` prints when it is ready."""
    base = f"{origin}/v1"
    lines = [f"base URL  {base}", f"docs      {origin}/_docs"]
    if not control:
        return "\n".join([*lines, "The control plane is off: mint no tokens here."])
    organisations = _ask(app, "GET", "/_control/organizations")
    if not organisations:
        return "\n".join(
            [*lines, f"The world is empty: POST {origin}/_control/organizations."]
        )
    organisation = organisations[0]
    project = organisation["projects"][0]["uid"]
    lines += [f"project   {project}", "", "tokens, by purpose:"]
    secrets = {}
    for purpose in _purposes(registry):
        minted = _mint(app, organisation["id"], project, purpose)
        secrets[purpose.label] = minted
        lines.append(f"  {purpose.label:<34} {minted}")
    everything = next(iter(secrets.values()))
    path = registry.endpoint("project.get").path.replace("{project}", project)
    lines += [
        "",
        "try it:",
        f"  curl -s -H 'Authorization: Bearer {everything}' {base}{path}",
        f"  conform run --target {base}",
        "",
        "Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def _purposes(registry: Registry) -> list[_Purpose]:
    always = frozenset(s.scope for s in registry.scopes if s.tier == "always")
    levels = [
        _Purpose(
            f"reads contacts at level {level.level}",
            frozenset(low.scope for low in registry.levels if low.rank <= level.rank),
        )
        for level in registry.levels
    ]
    return [
        _Purpose("every scope", registry.scope_words),
        _Purpose("the scopes that any plan offers", always),
        *levels,
    ]


def _mint(app: App, organisation: str, project: str, purpose: _Purpose) -> str:
    body = {
        "kind": "product",
        "organization": organisation,
        "project": project,
        "scopes": sorted(purpose.scopes),
        "title": purpose.label,
    }
    return str(_ask(app, "POST", "/_control/tokens", body)["token"])


def _ask(app: App, method: str, path: str, body: Any = None) -> Any:
    # Without an HTTP client, which would take a good part of the start to load.
    sent: list[MutableMapping[str, Any]] = []
    content = b"" if body is None else json.dumps(body).encode()

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }

    async def call() -> None:
        await app(scope, receive, send)

    asyncio.run(call())
    return json.loads(b"".join(message.get("body", b"") for message in sent))
