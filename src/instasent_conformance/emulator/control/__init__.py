"""The control plane: what the vendor's dashboard would be used for."""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount, Route

from instasent_conformance.emulator.control.accounts import (
    add_organization,
    add_token,
    change_plan,
    list_organizations,
    remove_token,
    set_funds,
    set_subscription,
)
from instasent_conformance.emulator.control.answering import Action, endpoint
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
from instasent_conformance.emulator.service import Service

_ACTIONS: tuple[tuple[str, str, Action], ...] = (
    ("", "GET", describe),
    ("/organizations", "GET", list_organizations),
    ("/organizations", "POST", add_organization),
    ("/organizations/{id}/plan", "POST", change_plan),
    ("/organizations/{id}/funds", "POST", set_funds),
    ("/tokens", "POST", add_token),
    ("/tokens/{id}", "DELETE", remove_token),
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


def control_routes(service: Service) -> list[BaseRoute]:
    """Return the routes of the control plane, or none when it is off."""
    if not service.settings.control:
        return []
    by_path: dict[str, dict[str, Action]] = {}
    for path, method, action in _ACTIONS:
        by_path.setdefault(path, {})[method] = action
    root = Route(
        "/_control", endpoint(service, by_path.pop("")), methods=["GET", "POST"]
    )
    routes = [
        Route(path, endpoint(service, actions), methods=["GET", "POST", "DELETE"])
        for path, actions in by_path.items()
    ]
    return [root, Mount("/_control", routes=routes)]
