"""Where tokens come from: a list that somebody minted by hand, or a control plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..tokens import ProjectAlias, Token, TokenNeed
from .control import ControlPlane, Organisation

_Kind = Literal["product", "api_sms"]
_MINTED: Mapping[str, _Kind] = {
    "product": "product",
    "altered": "product",
    "revoked": "product",
    "api_sms": "api_sms",
}
"""What is minted for a need."""


@dataclass(frozen=True)
class ListedInventory:
    """Tokens that were minted by hand; it finds exact matches and mints nothing."""

    tokens: Sequence[Token]

    def find(self, need: TokenNeed) -> Token | None:
        """Return the first token that fits the need; any product token to alter."""
        return next((token for token in self.tokens if _fits(token, need)), None)

    def close(self) -> None:
        """Do nothing: a list needs no closing."""


def _fits(token: Token, need: TokenNeed) -> bool:
    return (
        token.kind == ("product" if need.kind == "altered" else need.kind)
        and token.project == need.project
        and (
            token.datasource == need.datasource
            if need.kind == "datasource"
            else need.kind == "altered" or token.scopes == need.scopes
        )
    )


@dataclass
class MintingInventory:
    """Mints, once each, the tokens that a run needs, but not those of data sources."""

    control: ControlPlane
    homes: Mapping[ProjectAlias, tuple[Organisation, str]]
    _minted: dict[tuple[_Kind, str, frozenset[str], bool], Token] = field(
        default_factory=dict
    )

    def find(self, need: TokenNeed) -> Token | None:
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
        if revoked:
            self.control.revoke(identifier)
        return Token(
            alias=str(need),
            kind=_MINTED[need.kind],
            project=need.project,
            scopes=need.scopes,
            plan=organisation.plan,
            secret=secret,
        )
