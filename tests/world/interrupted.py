"""A target that is cut off at a request, as if the process had been killed there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from instasent_conformance.client import Care, Client, Pacer
from instasent_conformance.contract import load_registry
from instasent_conformance.target import Target
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.targets.network import journal_header, natures_of
from instasent_conformance.world.journal import Journal

CONTRACT = load_registry()
EFFECTS = frozenset(("read", "write", "destroy"))


class Killed(BaseException):
    """The end of the process; nothing that runs may catch it."""


@dataclass
class Severed(httpx.BaseTransport):
    """Passes requests on until one; that one may or may not arrive."""

    inner: httpx.BaseTransport
    until: int
    arrives: bool
    sent: int = field(default=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or end."""
        self.sent += 1
        if self.sent >= self.until:
            if self.arrives:
                self.inner.handle_request(request)
            raise Killed
        return self.inner.handle_request(request)


@dataclass(frozen=True)
class Stage:
    """An emulator that outlives the runs on it, and targets that lead there."""

    base: Target
    transport: httpx.BaseTransport

    @classmethod
    def open(cls) -> Stage:
        """Start an emulator with the projects of a run."""
        asked = TargetRequest(run="t", effects=EFFECTS)  # type: ignore[arg-type]
        base = open_target(asked, CONTRACT)
        return cls(base, base.client._http._transport)

    def target(self, journal: Path, mark: str, *, until: int, arrives: bool) -> Target:
        """Return a target with a journal, which is cut off at a request."""
        asked = TargetRequest(name="stage", run=mark)
        header = journal_header(asked, self.base.client.base_url, {})
        care = Care(
            natures_of(CONTRACT),
            pacer=Pacer(sleep=lambda _: None),
            listener=Journal(CONTRACT, journal, header),
        )
        client = Client(
            base_url=self.base.client.base_url,
            transport=Severed(self.transport, until, arrives),
            care=care,
        )
        return replace(self.base, client=client, journal=journal, disposable=False)
