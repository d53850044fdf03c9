"""The emulator as one ASGI application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from instasent_conformance.contract import Registry
from instasent_conformance.emulator.clock import WallClock
from instasent_conformance.emulator.control import control_routes
from instasent_conformance.emulator.control.answering import refusal_response
from instasent_conformance.emulator.defaults import default_collaborators
from instasent_conformance.emulator.docs_page import docs_route
from instasent_conformance.emulator.errors import EmulatorError, Refusal
from instasent_conformance.emulator.gateway import Gateway
from instasent_conformance.emulator.grants import fill_grants
from instasent_conformance.emulator.keeping import recall_meta
from instasent_conformance.emulator.routes import load_handlers
from instasent_conformance.emulator.seeding import seed_world
from instasent_conformance.emulator.service import Collaborators, Service
from instasent_conformance.emulator.settings import Knobs, Settings
from instasent_conformance.emulator.store import Store


def create_app(
    registry: Registry,
    *,
    settings: Settings,
    collaborators: Collaborators | None = None,
) -> Starlette:
    """
    Return an emulator of the API that a contract describes.

    It owns its state file until its process ends or `app.state.close()` is called.

    Args:
        registry: the contract.
        settings: what to start with.
        collaborators: the behaviours; the healthy ones when None.

    Raises:
        EmulatorError: the settings ask for something that is not honoured.

    """
    knobs = Knobs(registry, settings.knobs)
    if not settings.base_path.startswith("/") or settings.base_path.endswith("/"):
        raise EmulatorError("the base path begins with a slash and ends without one")
    parts = collaborators or default_collaborators(seed=settings.seed)
    if settings.real_time:
        parts = replace(parts, clock=WallClock())
    service = Service(
        registry=registry,
        settings=settings,
        knobs=knobs,
        store=Store(settings.state),
        collaborators=parts,
        origin=(parts.clock.now(), parts.ids.counter),
    )
    recall_meta(service)
    fill_grants(service)
    seed_world(service)
    return _assemble(service)


def _assemble(service: Service) -> Starlette:
    async def not_found(_request: Request) -> Response:
        return refusal_response(service, Refusal(404, "There is no such route"))

    methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    app = _Emulator(
        Gateway(service, load_handlers()),
        service.settings.base_path,
        [
            *control_routes(service),
            docs_route(service),
            Route("/{path:path}", not_found, methods=methods),
        ],
    )
    app.state.close = service.store.close
    return app


class _Emulator(Starlette):
    """The API at its prefix, which is asked most, and what stands beside it."""

    def __init__(
        self, gateway: Gateway, prefix: str, routes: Sequence[BaseRoute]
    ) -> None:
        super().__init__(routes=routes)
        self._gateway = gateway
        self._inside = f"{prefix}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; no route is tried for those to the API."""
        if scope["type"] == "http" and scope["path"].startswith(self._inside):
            await self._gateway(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
