"""Where tokens come from: a list that somebody minted by hand, or a control plane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..contract import Registry
from ..target import Inventory
from ..tokens import ProjectAlias, ScopeDemand, Token, TokenNeed, left_out
from .config import TokenConfig
from .control import ControlPlane, Organisation

_Kind = Literal["product", "api_sms"]
_MINTED: Mapping[str, _Kind] = {
    "product": "product",
    "altered": "product",
    "revoked": "product",
    "api_sms": "api_sms",
}
"""What is minted for a need."""

_WITH_ANY_SCOPES = frozenset(("altered", "api_sms", "revoked"))
"""Needs that a token of the right kind fits, whatever it may do."""


@dataclass(frozen=True)
class ListedInventory:
    """Tokens that were minted by hand; it finds exact matches and mints nothing."""

    tokens: Sequence[Token]

    def find(self, need: TokenNeed, demand: ScopeDemand | None = None) -> Token | None:
        """
        Return a token that fits the need, else the nearest that meets the demand.

        Any product token will do to make a near miss of.
        """
        found = next((token for token in self.tokens if _fits(token, need)), None)
        return found or self._nearest(need, demand)

    def _nearest(self, need: TokenNeed, demand: ScopeDemand | None) -> Token | None:
        meeting = (
            token
            for token in self.tokens
            if demand is not None
            and (token.kind, token.project) == (need.kind, need.project)
            and demand.met_by(token.scopes)
        )
        return min(
            meeting, key=lambda token: len(token.scopes ^ need.scopes), default=None
        )

    def close(self) -> None:
        """Do nothing: a list needs no closing."""


def _fits(token: Token, need: TokenNeed) -> bool:
    return (
        token.kind == ("product" if need.kind == "altered" else need.kind)
        and token.project == need.project
        and (
            token.datasource == need.datasource
            if need.kind == "datasource"
            else need.kind in _WITH_ANY_SCOPES or token.scopes == need.scopes
        )
    )


def described(config: TokenConfig) -> Token:
    """Return a token as it is described, its secret left where it is."""
    return Token(
        alias=config.alias,
        kind=config.kind,
        project=config.project,
        scopes=config.scopes,
        plan=None,
        secret="",
        datasource=config.datasource,
    )


def widest_of(
    contract: Registry, tokens: Iterable[Token]
) -> dict[ProjectAlias, frozenset[str]]:
    """
    Return the scopes of the best product token of each project.

    What the plan of a project leaves out is no use to a token; among tokens of equal
    use the one that holds least besides is taken.
    """
    best: dict[ProjectAlias, frozenset[str]] = {}
    for token in tokens:
        if token.kind != "product":
            continue
        lost = left_out(contract, token.project, token.plan)
        known = best.get(token.project, frozenset())
        worth = (len(token.scopes - lost), -len(token.scopes))
        if token.project not in best or worth > (len(known - lost), -len(known)):
            best[token.project] = token.scopes
    return best


@dataclass(frozen=True)
class PlannedInventory:
    """Tokens that are described and not read: the emulator mints one like each."""

    described: Sequence[Token]
    minting: Inventory

    def find(self, need: TokenNeed, demand: ScopeDemand | None = None) -> Token | None:
        """Return a token of the stand-in where the target has one that fits."""
        found = ListedInventory(self.described).find(need, demand)
        return self.minting.find(need.as_sent(found)) if found else None

    def close(self) -> None:
        """Close the inventory of the stand-in."""
        self.minting.close()


@dataclass
class MintingInventory:
    """
    Mints, once each, the tokens that a run needs, but not those of data sources.

    A token that is to be revoked is first put to `use`, once, as a live one.
    """

    control: ControlPlane
    homes: Mapping[ProjectAlias, tuple[Organisation, str]]
    use: Callable[[Token], None] = field(default=lambda _: None)
    _minted: dict[tuple[_Kind, str, frozenset[str], bool], Token] = field(
        default_factory=dict
    )

    def find(self, need: TokenNeed, _: ScopeDemand | None = None) -> Token | None:
        """Return a token with exactly these scopes; revoked on request."""
        if need.kind not in _MINTED or need.project not in self.homes:
            return None
        revoked = need.kind == "revoked"
        key = (_MINTED[need.kind], need.project, need.scopes, revoked)
        if key not in self._minted:
            self._minted[key] = self._mint(need, revoked=revoked)
        return self._minted[key]

    def close(self) -> None:
        """Close the connection to the control plane."""
        self.control.close()

    def _mint(self, need: TokenNeed, *, revoked: bool) -> Token:
        organisation, project = self.homes[need.project]
        identifier, secret = self.control.mint(
            organisation=organisation.id,
            project=project,
            scopes=sorted(need.scopes),
            kind=_MINTED[need.kind],
            title=f"conform {len(self._minted) + 1}",
        )
        token = Token(
            alias=str(need),
            kind=_MINTED[need.kind],
            project=need.project,
            scopes=need.scopes,
            plan=organisation.plan,
            secret=secret,
        )
        if revoked:
            self.use(token)
            self.control.revoke(identifier)
        return token
