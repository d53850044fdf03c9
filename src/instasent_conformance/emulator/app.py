"""The emulator as one ASGI application."""

from __future__ import annotations

from dataclasses import replace

from instasent_conformance.contract import Registry
from instasent_conformance.emulator.asgi import Receive, Scope, Send
from instasent_conformance.emulator.clock import WallClock
from instasent_conformance.emulator.control import PATH as CONTROL
from instasent_conformance.emulator.control import ControlPlane
from instasent_conformance.emulator.control.answering import refused
from instasent_conformance.emulator.defaults import default_collaborators
from instasent_conformance.emulator.docs_page import PATH as DOCS
from instasent_conformance.emulator.docs_page import TYPE, docs_page
from instasent_conformance.emulator.errors import EmulatorError, Refusal
from instasent_conformance.emulator.gateway import Gateway
from instasent_conformance.emulator.grants import fill_grants
from instasent_conformance.emulator.keeping import recall_meta
from instasent_conformance.emulator.responding import Reply, deliver, respond
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
) -> Emulator:
    """
    Return an emulator of the API that a contract describes.

    It owns its state file until its process ends or it is closed.

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
    return Emulator(service)


class Emulator:
    """
    The API at its prefix, the control plane and the page, as one ASGI application.

    Args:
        service: the emulator behind all of them.

    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._inside = f"{service.settings.base_path}/"
        self._gateway = Gateway(service, load_handlers())
        self._control = ControlPlane(service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            raise ValueError(f"only HTTP is answered, not {scope['type']!r}")
        path = scope["path"]
        if path.startswith(self._inside):
            await self._gateway(scope, receive, send)
        elif path == DOCS and scope["method"] in ("GET", "HEAD"):
            page = docs_page(self._service).encode()
            await deliver(send, 200, [], page, kind=TYPE)
        else:
            await respond(send, await self._beside(scope, receive))

    async def _beside(self, scope: Scope, receive: Receive) -> Reply:
        below = f"{scope['path']}/".startswith(f"{CONTROL}/")
        if below and self._service.settings.control:
            return await self._control.answer(scope, receive)
        return refused(self._service, Refusal(404, "There is no such route"))

    def close(self) -> None:
        """Release the state."""
        self._service.store.close()
