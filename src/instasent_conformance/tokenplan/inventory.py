"""What the tokens that somebody has are worth, and which one to mint next."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..contract import Registry
from ..tokens import ProjectAlias, ScopeDemand, Token
from .plan import PlannedToken, coverage_of
from .questions import Question, questions_of

_STARTS = 8

HeldToken = tuple[ProjectAlias, frozenset[str], str]
"""Project, scopes and data source (empty for a product token) of a token."""


@dataclass(frozen=True, slots=True)
class Worth:
    """
    How many questions about scopes an inventory settles, and what to add to it.

    `open` are the questions that it leaves open; `next` is a token that settles many
    of them, and `gains` how many, where any token that can be minted settles one.
    """

    questions: int
    open: tuple[Question, ...]
    next: PlannedToken | None
    gains: int

    @property
    def settled(self) -> int:
        """The questions that the inventory settles."""
        return self.questions - len(self.open)

    @property
    def share(self) -> float:
        """The share of all questions that the inventory settles."""
        return self.settled / self.questions if self.questions else 1.0


def worth_of(
    contract: Registry,
    held: Iterable[HeldToken],
    *,
    without: frozenset[str] = frozenset(),
    projects: Iterable[ProjectAlias] = ("home", "sibling", "foreign", "lower"),
) -> Worth:
    """
    Return what an inventory is worth.

    Args:
        contract: what is asked.
        held: the tokens of the inventory.
        without: scopes that the user cannot get.
        projects: the projects that the user has.

    """
    questions, still_open = coverage_of(contract, held)
    askable = [q for q in still_open if q.project in set(projects)]
    best = max(_candidates(askable, without), key=lambda t: t.settles, default=None)
    return Worth(questions, still_open, best, best.settles if best else 0)


def held_tokens(tokens: Iterable[Token]) -> list[HeldToken]:
    """Return tokens as an inventory states them; other products count for nothing."""
    return [
        (token.project, token.scopes, token.datasource or "")
        for token in tokens
        if token.kind == "product" or (token.kind == "datasource" and token.datasource)
    ]


def made_tokens(
    contract: Registry, projects: Iterable[ProjectAlias]
) -> list[HeldToken]:
    """Return the tokens of the data sources that a run makes which may write."""
    asked = questions_of(contract)
    return [
        (project, frozenset(), source)
        for project, source in dict.fromkeys((q.project, q.datasource) for q in asked)
        if source and project in set(projects)
    ]


def _candidates(
    asked: Sequence[Question], without: frozenset[str]
) -> Iterator[PlannedToken]:
    """Yield the best token to add of every project and data source."""
    for project, source in dict.fromkeys((q.project, q.datasource) for q in asked):
        demands = [
            q.demand
            for q in asked
            if (q.project, q.datasource) == (project, source)
            and not q.demand.has & without
        ]
        scopes, gains = _best_scopes(demands)
        if gains:
            yield PlannedToken(
                alias=f"{project}-{source or 'next'}",
                kind="datasource" if source else "product",
                project=project,
                scopes=tuple(sorted(scopes)),
                datasource=source,
                settles=gains,
                alone=gains,
            )


def _best_scopes(demands: Sequence[ScopeDemand]) -> tuple[frozenset[str], int]:
    """Return the scopes that meet most demands, as climbing finds, and how many."""
    names = sorted(frozenset[str]().union(*(demand.has for demand in demands)))
    chance = random.Random(0)
    return max(
        (_climbed(demands, names, chance) for _ in range(_STARTS)),
        key=lambda found: (found[1], -len(found[0])),
    )


def _climbed(
    demands: Sequence[ScopeDemand], names: Sequence[str], chance: random.Random
) -> tuple[frozenset[str], int]:
    held = frozenset(name for name in names if chance.random() < 0.5)
    worth = sum(demand.met_by(held) for demand in demands)
    while names:
        tried = [held ^ {name} for name in names]
        worths = [sum(d.met_by(other) for d in demands) for other in tried]
        if max(worths) <= worth:
            break
        worth = max(worths)
        held = tried[worths.index(worth)]
    return held, worth
