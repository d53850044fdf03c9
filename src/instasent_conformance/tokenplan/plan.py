"""From questions to the tokens that a user has to mint, and what each of them buys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..contract import Registry
from ..tokens import ProjectAlias, ScopeDemand
from .design import Design, smallest_family
from .questions import Question, questions_of

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class PlannedToken:
    """A token to mint: its scopes, its project, and the questions it alone settles."""

    alias: str
    kind: Literal["product", "datasource", "revoked"]
    project: ProjectAlias
    scopes: tuple[str, ...]
    datasource: str
    settles: int
    alone: int


@dataclass(frozen=True, slots=True)
class TokenPlan:
    """
    The tokens to mint and what they are worth.

    `lower_bound` is the fewest product tokens of the home project that any plan needs;
    `shares` is the share of all questions that the first 1, 2, … tokens settle, the
    most valuable first; `lost` are the questions that no token can settle, because they
    need a scope that the user cannot get. `revoked` is one more token, to be revoked as
    soon as it is minted: it settles no question about scopes, but without it nobody
    knows whether such a token is refused.
    """

    tokens: tuple[PlannedToken, ...]
    questions: int
    lower_bound: int
    shares: tuple[float, ...]
    lost: tuple[str, ...]
    revoked: PlannedToken

    @property
    def is_proven(self) -> bool:
        """Whether fewer product tokens of the home project cannot do."""
        home = [t for t in self.tokens if (t.kind, t.project) == ("product", "home")]
        return len(home) == self.lower_bound


def plan_tokens(
    contract: Registry,
    *,
    without: frozenset[str] = frozenset(),
    projects: Iterable[ProjectAlias] = ("home", "sibling", "foreign", "lower"),
    seed: int = 0,
) -> TokenPlan:
    """
    Return the fewest tokens that make every question about scopes judgeable.

    Args:
        contract: what is asked.
        without: scopes that the user cannot get; what needs one is lost.
        projects: the projects that the user has.
        seed: of the search for the smallest family.

    """
    asked = questions_of(contract)
    reach = [q for q in asked if q.project in set(projects)]
    open_ones = [q for q in reach if not q.demand.has & without]
    home, tokens = Design((), 0), list[_Minted]()
    for project in dict.fromkeys(q.project for q in open_ones):
        design = _design(open_ones, project, without, seed)
        home = design if project == "home" else home
        tokens += [_Minted("product", project, held, "") for held in design.family]
    tokens += [
        _Minted("datasource", project, frozenset(), name)
        for project, name in dict.fromkeys(
            (q.project, q.datasource) for q in open_ones if q.datasource
        )
    ]
    ordered = _most_valuable_first(tokens, open_ones)
    return TokenPlan(
        tokens=tuple(_described(ordered, open_ones)),
        questions=len(asked),
        lower_bound=home.lower_bound,
        shares=tuple(_shares(ordered, open_ones, len(asked))),
        lost=tuple(sorted({q.id for q in asked} - {q.id for q in open_ones})),
        revoked=PlannedToken(
            alias="home-revoked",
            kind="revoked",
            project="home",
            scopes=tuple(sorted(contract.scope_words - without)),
            datasource="",
            settles=0,
            alone=0,
        ),
    )


def coverage_of(
    contract: Registry, held: Iterable[tuple[ProjectAlias, frozenset[str], str]]
) -> tuple[int, tuple[Question, ...]]:
    """
    Return how many questions there are, and those that an inventory leaves open.

    Args:
        contract: what is asked.
        held: project, scopes and data source (empty for a product token) of each token.

    """
    tokens = [
        _Minted("datasource" if source else "product", project, scopes, source)
        for project, scopes, source in held
    ]
    asked = questions_of(contract)
    return len(asked), tuple(
        q for q in asked if not any(token.settles(q) for token in tokens)
    )


@dataclass(frozen=True, slots=True)
class _Minted:
    kind: Literal["product", "datasource"]
    project: ProjectAlias
    scopes: frozenset[str]
    datasource: str

    def settles(self, question: Question) -> bool:
        """Return whether a question can be asked with this token."""
        return (
            self.project == question.project
            and self.datasource == question.datasource
            and question.demand.met_by(self.scopes)
        )


def _design(
    asked: Sequence[Question],
    project: ProjectAlias,
    without: frozenset[str],
    seed: int,
) -> Design:
    # A scope that nobody gets is lacked by every token, so that needs no arranging.
    demands = [
        ScopeDemand(q.demand.has, q.demand.lacks - without)
        for q in asked
        if q.project == project and not q.datasource
    ]
    return smallest_family(demands, seed=seed)


def _most_valuable_first(
    tokens: Sequence[_Minted], asked: Sequence[Question]
) -> list[_Minted]:
    left, waiting, ordered = list(asked), list(tokens), list[_Minted]()
    while waiting:
        best = max(waiting, key=lambda token: sum(map(token.settles, left)))
        waiting.remove(best)
        ordered.append(best)
        left = [q for q in left if not best.settles(q)]
    return ordered


def _described(
    tokens: Sequence[_Minted], asked: Sequence[Question]
) -> Iterable[PlannedToken]:
    settlers = {q.id: [t for t in tokens if t.settles(q)] for q in asked}
    number = 0
    for token in tokens:
        product = token.kind == "product"
        letter = _LETTERS[number] if product else token.datasource
        number += product
        yield PlannedToken(
            alias=f"{token.project}-{letter}",
            kind=token.kind,
            project=token.project,
            scopes=tuple(sorted(token.scopes)),
            datasource=token.datasource,
            settles=sum(token in found for found in settlers.values()),
            alone=sum(found == [token] for found in settlers.values()),
        )


def _shares(
    tokens: Sequence[_Minted], asked: Sequence[Question], total: int
) -> Iterable[float]:
    for number in range(1, len(tokens) + 1):
        first = tokens[:number]
        settled = sum(any(t.settles(q) for t in first) for q in asked)
        yield settled / total
