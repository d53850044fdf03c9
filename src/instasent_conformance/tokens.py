"""Tokens, and the words in which a case asks for one."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from typing import Literal

from .contract import Registry

ProjectAlias = Literal["home", "sibling", "foreign", "lower"]
"""
Which project a case talks about.

`home` is where the run writes; `sibling` is another project of the same
organisation; `foreign` belongs to another organisation; `lower` belongs to an
organisation whose plan includes no plan-tier scope.
"""

NeedKind = Literal[
    "product",
    "datasource",
    "api_sms",
    "absent",
    "garbled",
    "unknown",
    "revoked",
    "altered",
    "respelt",
    "truncated",
    "extended",
    "recased",
    "empty",
    "bare",
    "basic",
    "basic-user",
    "basic-password",
    "in-query",
    "in-cookie",
    "in-header",
    "in-body",
]
"""
What a step is sent with.

`api_sms` is live, in another product. `garbled` has a form that no token has, `unknown`
was never minted, `revoked` was live once. `altered`, `respelt`, `truncated`, `extended`
and `recased` are a live secret with its last or first character changed, cut off, one
added, or its case swapped. `empty` names the scheme alone; `bare` and the `basic`
ones carry a live secret without a scheme or under another one, the latter as it is or
in the place of a user or a password. The others carry a live secret where
no bearer belongs.
"""

NEAR_MISS_KINDS: tuple[NeedKind, ...] = (
    "altered",
    "respelt",
    "truncated",
    "extended",
    "recased",
)
"""The kinds that carry something which is almost a live token."""

BAD_TOKEN_KINDS: tuple[NeedKind, ...] = (
    "garbled",
    "unknown",
    "revoked",
    *NEAR_MISS_KINDS,
)
"""The kinds that carry something which is no live token."""

OTHER_SCHEME_KINDS: tuple[NeedKind, ...] = (
    "empty",
    "bare",
    "basic",
    "basic-user",
    "basic-password",
)
"""The kinds whose `Authorization` header holds no bearer token."""

MISPLACED_KINDS: tuple[NeedKind, ...] = (
    "in-query",
    "in-cookie",
    "in-header",
    "in-body",
)
"""The kinds that carry a live token, and no `Authorization` header."""

_WITH_AN = "aeiou"

_LISTED_SCOPES = 3


@dataclass(frozen=True, slots=True)
class Token:
    """
    A bearer with scopes.

    The secret never shows in `repr`, so that no assertion or log prints it.
    """

    alias: str
    kind: Literal["product", "datasource", "api_sms", "revoked"]
    project: ProjectAlias
    scopes: frozenset[str]
    plan: str | None
    secret: str = field(repr=False)
    datasource: str | None = None


@dataclass(frozen=True, slots=True)
class ScopeDemand:
    """What a token must hold and lack to do as well as another one."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()

    @property
    def is_possible(self) -> bool:
        """Whether any token at all can meet it."""
        return not self.has & self.lacks

    def met_by(self, held: frozenset[str]) -> bool:
        """Return whether a token with these scopes meets it."""
        return self.has <= held and not self.lacks & held


@dataclass(frozen=True, slots=True)
class TokenNeed:
    """
    The kind of token that a step of a case must be sent with.

    `scopes` are exact where a token can be made to order. Where tokens are given, one
    that differs in what does not matter stands in; `about` are the scopes that matter,
    if they are fewer than those that bear on the answers of the endpoint. A step that
    wants the `whole` of an answer does not mind what a token holds besides, and makes
    do with the best one there is; one that is `strict` does not make do, because
    everything that the answer shows is judged.
    `datasource` names a fact of the world for tokens of that kind.
    """

    kind: NeedKind = "product"
    scopes: frozenset[str] = frozenset()
    project: ProjectAlias = "home"
    datasource: str = "first"
    about: frozenset[str] | None = field(default=None, compare=False, repr=False)
    whole: bool = field(default=False, compare=False, repr=False)
    strict: bool = field(default=False, compare=False, repr=False)

    def demand(
        self,
        every: frozenset[str],
        matters: frozenset[str],
        door: frozenset[str] = frozenset(),
    ) -> ScopeDemand:
        """
        Return what a stand-in must hold and lack.

        It agrees on the scopes that matter. A single scope beside them, held or left
        out, is what the step is about, so it agrees on that one too.

        Args:
            every: the scopes that exist.
            matters: those that bear on the answers of the endpoint asked.
            door: those that open it whatever the answers to open questions are; what
                is asked for its whole answer is asked with all of them.

        """
        matters = matters if self.about is None else self.about
        if self.whole:
            return ScopeDemand(has=self.scopes & (matters | door))
        beside, left_out = self.scopes - matters, every - self.scopes - matters
        return ScopeDemand(
            has=self.scopes & matters | (beside if len(beside) == 1 else frozenset()),
            lacks=(matters - self.scopes)
            | (left_out if len(left_out) == 1 else frozenset()),
        )

    def as_sent(self, token: Token | None) -> TokenNeed:
        """Return this need with the scopes of the token that a step was sent with."""
        if token is None or self.kind != "product" or token.scopes == self.scopes:
            return self
        return replace(self, scopes=token.scopes)

    def __str__(self) -> str:
        """Describe the need in the words of a report."""
        if self.kind == "datasource":
            return f"the token of the {self.datasource} data source ({self.project})"
        if self.kind != "product":
            return _said_of(self.kind)
        words = ", ".join(sorted(self.scopes)) or "no scope"
        if len(self.scopes) > _LISTED_SCOPES:
            words = f"{len(self.scopes)} scopes"
        return f"a product token of the {self.project} project with {words}"


ABSENT = TokenNeed(kind="absent")
"""No `Authorization` header at all."""


def near_miss(secret: str, kind: NeedKind) -> str | None:
    """Return a secret that is almost this one; None where it has no such neighbour."""
    first, last = ("0" if secret[at] != "0" else "1" for at in (0, -1))
    found = {
        "altered": secret[:-1] + last,
        "respelt": first + secret[1:],
        "truncated": secret[:-1],
        "extended": f"{secret}0",
        "recased": secret.swapcase(),
    }[kind]
    return found if found != secret else None


def under_basic(secret: str, kind: NeedKind) -> str:
    """Return what stands behind the Basic scheme: the secret itself, or in a pair."""
    if kind == "basic":
        return secret
    pair = f"{secret}:" if kind == "basic-user" else f"api:{secret}"
    return b64encode(pair.encode()).decode()


def _said_of(kind: NeedKind) -> str:
    if kind in MISPLACED_KINDS:
        return f"a live token {kind.replace('-', ' a ')} and no Authorization header"
    if kind == "empty":
        return "a bearer scheme without a token"
    if kind == "bare":
        return "a live token without a scheme"
    if kind == "basic":
        return "a live token under the Basic scheme"
    if kind in ("basic-user", "basic-password"):
        part = kind.removeprefix("basic-")
        return f"a live token as the {part} of the Basic scheme"
    if kind == "api_sms":
        return "a token of the transactional product"
    return f"{'an' if kind[0] in _WITH_AN else 'a'} {kind} token"


def left_out(
    contract: Registry, project: ProjectAlias, plan: str | None
) -> frozenset[str]:
    """
    Return the scopes that the plan of a project leaves out.

    Of a plan that the contract does not know, these are all that plans sell for the
    project `lower`, which is there for that, and none for any other.
    """
    sold, known = contract.plan_words, contract.plans.get(plan or "")
    if known is not None:
        return sold - known.includes
    return sold if project == "lower" else frozenset()
