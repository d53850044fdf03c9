"""One judgement: the shipped suites, in this process, over one selection."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..contract import Registry
from ..finding import Finding, Outcome
from ..profiles import profile_named
from ..recording import ItemRecords
from ..selection import Selection
from ..session import ConformanceSession
from ..settings import SessionSettings
from ..targets import TargetRequest
from .sittings import Only, Stop, red_findings, sit


@dataclass(frozen=True, slots=True)
class Question:
    """
    What is to be judged, and how.

    Attributes:
        to_the_end: whether to go on after the first new finding.
        wide: whether only cases that belong to no single endpoint are judged.
        item: the only item that is judged, `law/name`; empty for all of the selection.
    """

    asked: TargetRequest
    profile: str
    selection: Selection
    to_the_end: bool = False
    wide: bool = False
    item: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The items of a run, and the red findings, crashes and cost in them."""

    items: tuple[ItemRecords, ...]
    seconds: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every red finding."""
        return tuple(red_findings(self.items))

    @property
    def errors(self) -> tuple[str, ...]:
        """What the suite itself crashed on."""
        crashed = [item for item in self.items if item.outcome is Outcome.ERROR]
        return tuple(item.detail for item in crashed)

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return sum(item.requests for item in self.items)

    def item_of(self, finding: Finding) -> str:
        """Return the id of the item that brought a finding; empty where none did."""
        return next(
            (item.id for item in self.items if finding in red_findings([item])), ""
        )


def judge(question: Question, contract: Registry) -> Judgement:
    """
    Judge a target by the shipped suites.

    Args:
        question: the target, the profile and the selection.
        contract: the contract to judge by, loaded before.

    Raises:
        TargetProblem: the target cannot be opened.
    """
    started = time.perf_counter()
    session = ConformanceSession(
        SessionSettings(
            asked=question.asked,
            profile=profile_named(question.profile),
            contracts=contract.root,
            selection=question.selection,
        ),
        loaded=contract,
    )
    session.open_contract()
    try:
        stop = [] if question.to_the_end else [Stop()]
        narrow = question.wide or question.item
        only = [Only(item=question.item)] if narrow else []
        sit(session, [*stop, *only])
    finally:
        session.close()
    return Judgement(tuple(session.items), time.perf_counter() - started)
