"""What is judged: a way to send, an inventory of tokens, and what may be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from .client import Bearer, Client
from .contract import Json
from .contract.model import Effect
from .exchange import Exchange, Request
from .tokens import ProjectAlias, Token, TokenNeed


class TokenUnavailable(LookupError):
    """Nobody holds a token of the kind that a step needs."""

    def __init__(self, need: TokenNeed) -> None:
        super().__init__(need)
        self.need = need

    def __str__(self) -> str:
        """Describe the token that is missing."""
        return f"the target has no {self.need}"


class Inventory(Protocol):
    """Finds or mints the token that a need describes."""

    def find(self, need: TokenNeed) -> Token | None:
        """Return a token that fits exactly, or None."""
        ...

    def close(self) -> None:
        """Let go of whatever the inventory stands on."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the target, as its configuration describes it."""

    alias: ProjectAlias
    uid: str
    plan: str | None


@dataclass(frozen=True)
class Target:
    """
    A system that answers requests, real or emulated.

    `facts` are values that its configuration states (`datasource.id`, …); `pins` are
    knob options that hold for it; `wait` lets time pass there; `options` are what the
    command line needs, beside the name, to open the same target again; a `disposable`
    target ends with the run, so nothing that a run writes there is left over.
    `widest` are the scopes of the best token of each project, where nobody can mint a
    better one; `without` are endpoints that its account lacks,
    `undecided_is_fine` the reasons that leave a case undecided for good; `journal` is
    the file in which every write is announced, `patience` the seconds that one may
    take to become visible.
    """

    name: str
    client: Client
    inventory: Inventory
    projects: Mapping[ProjectAlias, Project]
    allowed: frozenset[Effect]
    wait: Callable[[float], None]
    pins: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Json] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    disposable: bool = False
    widest: Mapping[ProjectAlias, frozenset[str]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    undecided_is_fine: frozenset[str] = frozenset()
    journal: Path | None = None
    patience: float = 0.0

    def close(self) -> None:
        """Close the connections."""
        self.client.close()
        self.inventory.close()

    def send(self, request: Request, need: TokenNeed) -> tuple[Exchange, Token | None]:
        """
        Send a request with a token of the kind needed.

        Raises:
            TokenUnavailable: nobody holds such a token.
            TargetUnreachable: no HTTP answer came.
        """
        token, bearer = self._bearer(need)
        return self.client.send(request, bearer), token

    def send_as(self, request: Request, token: Token) -> Exchange:
        """Send a request with a token that the caller holds."""
        self.client.scrubber.learn(token.secret, token.alias)
        return self.client.send(request, Bearer(token.alias, f"Bearer {token.secret}"))

    def _bearer(self, need: TokenNeed) -> tuple[Token | None, Bearer]:
        if need.kind == "absent":
            return None, Bearer("no token", None)
        if need.kind == "garbled":
            return None, Bearer("a garbled token", "Bearer %%%")
        if need.kind == "unknown":
            return None, Bearer("an unknown token", f"Bearer {'0a1b2c3d' * 5}")
        token = self.inventory.find(need)
        if token is None:
            raise TokenUnavailable(need)
        self.client.scrubber.learn(token.secret, token.alias)
        if need.kind == "altered":
            other = "0" if token.secret[-1] != "0" else "1"
            altered = token.secret[:-1] + other
            self.client.scrubber.learn(altered, str(need))
            return None, Bearer(str(need), f"Bearer {altered}")
        return (
            None if need.kind == "revoked" else token,
            Bearer(token.alias, f"Bearer {token.secret}"),
        )
