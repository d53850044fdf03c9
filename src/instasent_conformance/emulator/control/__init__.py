"""The control plane: what the vendor's dashboard would be used for."""

from __future__ import annotations

from instasent_conformance.emulator.asgi import Receive, Scope
from instasent_conformance.emulator.control.accounts import (
    add_organization,
    add_token,
    change_plan,
    list_organizations,
    remove_token,
    set_funds,
    set_subscription,
)
from instasent_conformance.emulator.control.answering import (
    Action,
    carry_out,
    refused,
)
from instasent_conformance.emulator.control.state import (
    advance_clock,
    describe,
    digest,
    drain_queue,
    reset,
    restore,
    set_limits,
    show_outbox,
    snapshot,
)
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.responding import Reply
from instasent_conformance.emulator.service import Service

PATH = "/_control"
_ACTIONS: tuple[tuple[str, str, Action], ...] = (
    ("", "GET", describe),
    ("/organizations", "GET", list_organizations),
    ("/organizations", "POST", add_organization),
    ("/organizations/*/plan", "POST", change_plan),
    ("/organizations/*/funds", "POST", set_funds),
    ("/tokens", "POST", add_token),
    ("/tokens/*", "DELETE", remove_token),
    ("/subscriptions", "POST", set_subscription),
    ("/clock/advance", "POST", advance_clock),
    ("/limits", "POST", set_limits),
    ("/queue/drain", "POST", drain_queue),
    ("/outbox", "GET", show_outbox),
    ("/snapshot", "POST", snapshot),
    ("/restore", "POST", restore),
    ("/reset", "POST", reset),
    ("/digest", "GET", digest),
)


class ControlPlane:
    """The actions of the control plane, by path and method."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._by_path: dict[str, dict[str, Action]] = {}
        for path, method, action in _ACTIONS:
            self._by_path.setdefault(path, {})[method] = action

    async def answer(self, scope: Scope, receive: Receive) -> Reply:
        """Answer one request below the path of the control plane."""
        path, ident = scope["path"].removeprefix(PATH), ""
        found = None if "*" in path else self._by_path.get(path)
        parts = path.split("/")
        if found is None and len(parts) > 2 and parts[2]:
            ident, parts[2] = parts[2], "*"
            found = self._by_path.get("/".join(parts))
        if found is None:
            return refused(self._service, Refusal(404, "There is no such route"))
        return await carry_out(self._service, found, ident, scope, receive)
