"""
The control plane of an emulated target: it stands for the vendor's dashboard.

Only targets call it. A real API has none, and then tokens come from an inventory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from .errors import TargetDown

PREFIX = "/_control"
SERVICE = "instasent-conformance emulator"
"""What a control plane calls itself; no real API answers so."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation made for a run, with the UIDs of its projects in order."""

    id: str
    plan: str
    projects: tuple[str, ...]


class ControlPlane:
    """Makes organisations, mints and revokes tokens, and lets time pass."""

    def __init__(self, http: httpx.Client, origin: str) -> None:
        self._http = http
        self._base = origin.rstrip("/") + PREFIX

    def answers(self) -> bool:
        """Return whether a control plane is there."""
        try:
            answer = self._http.get(self._base)
            return answer.status_code == 200 and answer.json()["name"] == SERVICE
        except (httpx.TransportError, ValueError, TypeError, KeyError):
            return False

    def create_organisation(
        self, name: str, *, plan: str, projects: list[str]
    ) -> Organisation:
        """Create an organisation on a plan with named projects."""
        made = self._post(
            "/organizations", {"name": name, "plan": plan, "projects": projects}
        )
        return Organisation(
            id=made["id"],
            plan=plan,
            projects=tuple(project["uid"] for project in made["projects"]),
        )

    def mint(
        self,
        *,
        organisation: str,
        project: str,
        scopes: list[str],
        title: str,
        kind: str = "product",
    ) -> tuple[str, str]:
        """Mint a token; return its id and its secret."""
        made = self._post(
            "/tokens",
            {
                "kind": kind,
                "organization": organisation,
                "project": project,
                "scopes": scopes,
                "title": title,
            },
        )
        return made["id"], made["token"]

    def revoke(self, token: str) -> None:
        """Revoke a token by its id."""
        self._check(self._http.delete(f"{self._base}/tokens/{token}"))

    def advance(self, seconds: float) -> None:
        """Let time pass on the target."""
        self._post("/clock/advance", {"seconds": seconds})

    @contextmanager
    def limiting(self) -> Iterator[bool]:
        """Have the rate limits enforced for a while; yield that they are."""
        before = self._post("/limits", {"enforced": True})["before"]
        try:
            yield True
        finally:
            self._post("/limits", {"enforced": before})

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._check(self._http.post(self._base + path, json=body)).json()

    def _check(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_success:
            return answer
        raise TargetDown(
            f"the control plane at {self._base} answered {answer.status_code}: "
            f"{answer.text[:200]}. Next step: restart the emulator."
        )
