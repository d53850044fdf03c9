"""The four sets of a token side by side, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ..finding import Severity
from ..tokens import ProjectAlias

Level = str
"""The name of a disclosure level."""


class Standing(StrEnum):
    """What the answers to probes say about one scope of one token."""

    GRANTED = "granted"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Needed:
    """What a token is used for: scopes, and the disclosure level, where it is known."""

    scopes: frozenset[str] = frozenset()
    endpoints: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """One probe that was sent: what it was about, and the status it was answered."""

    endpoint: str
    about: str
    status: int


@dataclass(frozen=True, slots=True)
class AuditedToken:
    """
    One token with what it declares, what it can, what it needs and what it reads.

    `standings` has every scope; `declared` is None where no answer states it, `needed`
    where nobody said. `disclosed` are attributes, custom ones by their class, and
    `level` the highest that they belong to. `reaches` are other projects and data
    sources that let it in, `reads` what a data source token could read, `changed` the
    invalid writes that were carried out all the same.
    """

    alias: str
    kind: str
    project: ProjectAlias
    plan: str | None
    is_live: bool
    declared: frozenset[str] | None
    standings: Mapping[str, Standing]
    needed: Needed | None = None
    disclosed: frozenset[str] = frozenset()
    level: Level | None = None
    reaches: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = field(default=(), repr=False)

    @property
    def effective(self) -> frozenset[str]:
        """The scopes that the probes found granted."""
        return self._having(Standing.GRANTED)

    @property
    def denied(self) -> frozenset[str]:
        """The scopes that the probes found denied."""
        return self._having(Standing.DENIED)

    @property
    def unknown(self) -> frozenset[str]:
        """The scopes of which no probe tells."""
        return self._having(Standing.UNKNOWN)

    @property
    def carried(self) -> frozenset[str]:
        """The scopes that the token has, by its word where no probe tells."""
        return self.effective | (self.unknown & (self.declared or frozenset()))

    def _having(self, standing: Standing) -> frozenset[str]:
        return frozenset(s for s, found in self.standings.items() if found is standing)


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One thing that is wrong with a token, how much it weighs and what to do."""

    rule: str
    severity: Severity
    token: str
    subject: str
    message: str
    advice: str
