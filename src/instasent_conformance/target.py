"""What is judged: a way to send, an inventory of tokens, and what may be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from .client import Bearer, Client
from .contract import Json
from .contract.model import Effect
from .exchange import Exchange, Request
from .tokens import (
    MISPLACED_KINDS,
    NEAR_MISS_KINDS,
    OTHER_SCHEME_KINDS,
    NeedKind,
    ProjectAlias,
    ScopeDemand,
    Token,
    TokenNeed,
    near_miss,
    under_basic,
)

_FORGED = frozenset((*NEAR_MISS_KINDS, *OTHER_SCHEME_KINDS, *MISPLACED_KINDS))
_FIXED: dict[NeedKind, tuple[str, str | None]] = {
    "absent": ("no token", None),
    "garbled": ("a garbled token", "Bearer %%%"),
    "unknown": ("an unknown token", f"Bearer {'0a1b2c3d' * 5}"),
    "empty": ("a bearer scheme without a token", "Bearer"),
}


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

    def find(self, need: TokenNeed, demand: ScopeDemand | None = None) -> Token | None:
        """Return a token that fits exactly, else one that meets a demand, or None."""
        ...

    def close(self) -> None:
        """Let go of whatever the inventory stands on."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the target, as its configuration describes it."""

    alias: ProjectAlias
    uid: str
    plan: str | None


def _never() -> AbstractContextManager[bool]:
    return nullcontext(enter_result=False)


@dataclass(frozen=True)
class StandIns:
    """
    What tokens that are given, and not made to order, must agree on.

    `every` are the scopes that exist; `matters` names, by endpoint, those that bear on
    its answers, `doors` those that open it whatever the answers to open questions are,
    and `opening` the sets that suffice under one of those answers at least.
    """

    every: frozenset[str]
    matters: Mapping[str, frozenset[str]]
    doors: Mapping[str, frozenset[str]]
    opening: Mapping[str, frozenset[frozenset[str]]]

    def demand(self, need: TokenNeed, endpoint: str) -> ScopeDemand | None:
        """Return what a stand-in must hold and lack; None where none will do."""
        if need.kind != "product" or endpoint not in self.matters:
            return None
        matters, door = self.matters[endpoint], self.doors[endpoint]
        return need.demand(self.every, matters, door)

    def opens(self, endpoint: str, scopes: frozenset[str]) -> bool:
        """Return whether these scopes may suffice for an endpoint."""
        return any(enough <= scopes for enough in self.opening.get(endpoint, ()))


@dataclass(frozen=True)
class Target:
    """
    A system that answers requests, real or emulated.

    `facts` are values that its configuration states (`datasource.id`, …); `pins` are
    knob options that hold for it; `wait` lets time pass there; `options` are what the
    command line needs, beside the name, to open the same target again; a `disposable`
    target ends with the run, so nothing that a run writes there is left over.
    `widest` are the scopes of the best token of each project, where nobody can mint a
    better one; `without` are endpoints that its account lacks, `undecided_is_fine` the
    reasons that leave a case undecided for good; `journal` is the file in which every
    write is announced; `stand_ins` say which of the given tokens does as well as the
    one that a step asks for; `limiting` has rate limits enforced for a while, and tells
    whether they are; `patience` are the seconds that a write may take to become
    visible.
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
    stand_ins: StandIns | None = None
    limiting: Callable[[], AbstractContextManager[bool]] = _never
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
        token, bearer = self._bearer(need, request.endpoint)
        return self.client.send(request, bearer), token

    def send_as(self, request: Request, token: Token) -> Exchange:
        """Send a request with a token that the caller holds."""
        self.client.scrubber.learn(token.secret, token.alias)
        return self.client.send(request, Bearer(token.alias, f"Bearer {token.secret}"))

    def _bearer(self, need: TokenNeed, endpoint: str) -> tuple[Token | None, Bearer]:
        if need.kind in _FIXED:
            alias, header = _FIXED[need.kind]
            return None, Bearer(alias, header)
        forged = need.kind in _FORGED
        held = replace(need, kind="product") if forged else need
        demand = self.stand_ins.demand(held, endpoint) if self.stand_ins else None
        token = self.inventory.find(held, demand) or self._best(held, endpoint)
        if token is None and need.kind == "revoked":
            # Any token that was live once will do; one with scopes shows more.
            token = self.inventory.find(replace(need, scopes=frozenset()))
        if token is None:
            raise TokenUnavailable(held)
        self.client.scrubber.learn(token.secret, token.alias)
        if forged:
            return None, self._forged(need, token)
        return (
            None if need.kind == "revoked" else token,
            Bearer(token.alias, f"Bearer {token.secret}"),
        )

    def _best(self, need: TokenNeed, endpoint: str) -> Token | None:
        """Return the best token of a project, where it opens the endpoint at all."""
        scopes = self.widest.get(need.project)
        if not need.whole or need.strict or scopes is None or self.stand_ins is None:
            return None
        if not self.stand_ins.opens(endpoint, scopes):
            return None
        return self.inventory.find(replace(need, scopes=scopes))

    def _forged(self, need: TokenNeed, token: Token) -> Bearer:
        """Return what is made of a live token, and is none or not in its place."""
        if need.kind in MISPLACED_KINDS:
            return Bearer(str(need), None, token.secret, need.kind)
        if need.kind == "bare":
            return Bearer(str(need), token.secret)
        if need.kind in ("basic", "basic-user", "basic-password"):
            written = under_basic(token.secret, need.kind)
            if written != token.secret:
                self.client.scrubber.learn(written, str(need))
            return Bearer(str(need), f"Basic {written}")
        spelt = near_miss(token.secret, need.kind)
        if spelt is None:
            raise TokenUnavailable(need)
        self.client.scrubber.learn(spelt, str(need))
        return Bearer(str(need), f"Bearer {spelt}")
