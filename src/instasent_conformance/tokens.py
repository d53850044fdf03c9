"""Tokens, and the words in which a case asks for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ProjectAlias = Literal["home", "sibling", "foreign", "lower"]
"""
Which project a case talks about.

`home` is where the run writes; `sibling` is another project of the same
organisation; `foreign` belongs to another organisation; `lower` belongs to an
organisation whose plan includes no plan-tier scope.
"""

NeedKind = Literal[
    "product", "datasource", "absent", "garbled", "unknown", "altered", "revoked"
]
"""
What a step is sent with.

`garbled` has a form that no token has, `unknown` was never minted, `altered` is a live
secret with its last character changed, `revoked` was live once.
"""

BAD_TOKEN_KINDS: tuple[NeedKind, ...] = ("garbled", "unknown", "altered", "revoked")
"""The kinds that carry something which is no live token."""


_LISTED_SCOPES = 3


@dataclass(frozen=True, slots=True)
class Token:
    """
    A bearer with scopes.

    The secret never shows in `repr`, so that no assertion or log prints it.
    """

    alias: str
    kind: Literal["product", "datasource", "api_sms"]
    project: ProjectAlias
    scopes: frozenset[str]
    plan: str | None
    secret: str = field(repr=False)
    datasource: str | None = None


@dataclass(frozen=True, slots=True)
class TokenNeed:
    """
    The kind of token that a step of a case must be sent with.

    `scopes` are exact: a token with more does not serve.
    `datasource` names a fact of the world for tokens of that kind.
    """

    kind: NeedKind = "product"
    scopes: frozenset[str] = frozenset()
    project: ProjectAlias = "home"
    datasource: str = "first"

    def __str__(self) -> str:
        """Describe the need in the words of a report."""
        if self.kind == "datasource":
            return f"the token of the {self.datasource} data source ({self.project})"
        if self.kind != "product":
            return f"{'an' if self.kind[0] in 'au' else 'a'} {self.kind} token"
        words = ", ".join(sorted(self.scopes)) or "no scope"
        if len(self.scopes) > _LISTED_SCOPES:
            words = f"{len(self.scopes)} scopes"
        return f"a product token of the {self.project} project with {words}"


ABSENT = TokenNeed(kind="absent")
"""No `Authorization` header at all."""
