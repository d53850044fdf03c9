"""A target that is cut off at a request, as if the process had been killed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import httpx

from instasent_conformance.client import Care, Client, Pacer
from instasent_conformance.contract import load_registry
from instasent_conformance.target import Inventory, Target
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.targets.network import journal_header, natures_of
from instasent_conformance.tokens import ScopeDemand, Token, TokenNeed
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
class Scopeless:
    """Holds for every need the token of the same project that has no scope."""

    inner: Inventory

    def find(
        self,
        need: TokenNeed,
        demand: ScopeDemand | None = None,  # noqa: ARG002
    ) -> Token | None:
        """Return a token without scopes, whatever is demanded."""
        return self.inner.find(replace(need, scopes=frozenset()))

    def close(self) -> None:
        """Leave open what others stand on as well."""


@dataclass(frozen=True)
class Stage:
    """An emulator that outlives the runs on it, and targets that lead there."""

    base: Target
    transport: httpx.BaseTransport

    @classmethod
    def open(cls, knobs: Mapping[str, str] = MappingProxyType({})) -> Stage:
        """Start an emulator with the projects of a run."""
        asked = TargetRequest(
            run="t",
            effects=EFFECTS,  # type: ignore[arg-type]
            knobs=knobs,
        )
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
