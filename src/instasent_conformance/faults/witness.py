"""
A witness: the shortest requests that tell a faulty server from the healthy one.

It speaks HTTP to the control plane and to the API, and knows nothing of the suites.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from ..contract import Json, Registry
from ..transport import App, AppTransport

ORIGIN = "http://witness.conform.example"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers and body read as JSON where it is."""

    status: int
    headers: Mapping[str, str]
    body: Any


class Server:
    """
    A fresh server with two organisations, as a witness sees it.

    `home` and `sibling` are projects of one organisation on the highest plan;
    `foreign` is a project of another, on the lowest.
    """

    def __init__(self, app: App, contract: Registry) -> None:
        self.contract = contract
        self._http = httpx.Client(transport=AppTransport(app), base_url=ORIGIN)
        plans = sorted(contract.plans.values(), key=lambda plan: plan.rank)
        top = self.control(
            "organizations",
            {"name": "Top", "plan": plans[-1].plan, "projects": ["Home", "Sibling"]},
        )
        low = self.control(
            "organizations",
            {"name": "Low", "plan": plans[0].plan, "projects": ["Foreign"]},
        )
        self._owners = {"home": top["id"], "sibling": top["id"], "foreign": low["id"]}
        self.projects = {
            "home": top["projects"][0]["uid"],
            "sibling": top["projects"][1]["uid"],
            "foreign": low["projects"][0]["uid"],
        }

    def control(self, path: str, body: Json) -> Any:
        """Post to the control plane and return its JSON answer."""
        return self._http.post(f"/_control/{path}", json=body).json()

    def token(self, *scopes: str, project: str = "home") -> str:
        """Mint a token with exactly these scopes and return its secret."""
        minted = self.control(
            "tokens",
            {
                "kind": "product",
                "organization": self._owners[project],
                "project": self.projects[project],
                "scopes": list(scopes),
                "title": "witness",
            },
        )
        return str(minted["token"])

    def full_token(self, project: str = "home") -> str:
        """Mint a token with every declared scope."""
        return self.token(*sorted(self.contract.scope_words), project=project)

    def ask(
        self,
        endpoint: str,
        token: str | None,
        *,
        body: Json = None,
        content: bytes | None = None,
        query: str = "",
        project: str = "home",
        **path: str,
    ) -> Answer:
        """
        Send one request.

        Args:
            endpoint: contract id of the endpoint.
            token: a secret, or None for no `Authorization` header.
            body: JSON body; `content` gives raw bytes instead.
            query: query string without the question mark.
            project: alias of the project in the path.
            path: values of the other path parameters.
        """
        row = self.contract.endpoint(endpoint)
        values = {"project": self.projects[project], **path}
        url = row.path
        for name, value in values.items():
            url = url.replace("{" + name + "}", quote(value, safe=""))
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        raw = content if content is not None else None
        if body is not None:
            raw = json.dumps(body).encode()
        if raw is not None:
            headers["content-type"] = "application/json"
        answer = self._http.request(
            row.method,
            f"/v1{url}{'?' + query if query else ''}",
            headers=headers,
            content=raw,
        )
        try:
            parsed = answer.json()
        except ValueError:
            parsed = answer.text
        return Answer(answer.status_code, dict(answer.headers), parsed)


Witness = Callable[[Server], Any]
"""Asks a fresh server and returns a comparable value."""
