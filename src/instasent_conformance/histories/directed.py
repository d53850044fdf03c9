"""Tell one shape of merging to the target, and judge what was read back."""

from __future__ import annotations

from collections.abc import Iterable

from ..cases import MissingFact
from ..cases.histories import Forget, History, Operation, Remove
from ..cases.shapes import Shape
from ..client import TargetUnreachable
from ..contract.model import Effect
from ..exchange import Exchange
from ..finding import Reason
from ..oracles.answers import Answered
from ..oracles.legal_requests import LegalRequests
from ..oracles.merging_drawing import drawn
from ..oracles.merging_evidence import (
    MergeEvidence,
    OrderEvidence,
    Reading,
    RepeatEvidence,
    SequelEvidence,
)
from ..target import TokenUnavailable
from ..trial import Trial
from .looking import TellingError
from .telling import Telling

ENDPOINT = "audience.by-value"
"""The endpoint that findings of merging are filed under: where a merge shows."""

OBSTACLES = (TellingError, MissingFact, TokenUnavailable, TargetUnreachable)
"""What keeps a history from being told, and is no verdict on the target."""


HISTORY_LAWS = ("merging", "consolidation", "source-tracking", "timeline", "lifecycle")
"""The laws that every history keeps, whatever it was told for."""


def judge_shape(trial: Trial, shape: Shape, laws: tuple[str, ...] = ()) -> None:
    """
    Write the history of a shape, read it back, judge it; abstain where it cannot.

    Args:
        trial: where the outcome is recorded.
        shape: the history.
        laws: the laws to judge by, where it is not the law of the trial alone.

    """
    case = f"{trial.law}/{shape.name}"
    if not trial.wants(case) or not may_write(trial, case, shape.history):
        return
    tellings: list[Telling] = []
    try:
        evidence = _evidence(trial, shape, tellings)
    except OBSTACLES as error:
        abstain(trial, case, error)
    else:
        trial.judge(
            evidence,
            case=case,
            exchanges=_exchanges(tellings),
            endpoint=ENDPOINT,
            laws=laws,
            draw=lambda: drawn(evidence),
        )
    asked = _exchanges(tellings)
    if trial.law == "lifecycle" and asked:
        _judge_steps(trial, f"{case}/requests", asked)


def _judge_steps(trial: Trial, case: str, exchanges: list[Exchange]) -> None:
    """Judge that the server failed at no step, whether or not it went on after it."""
    steps = tuple(Answered(e.request.endpoint, e) for e in exchanges)
    evidence = LegalRequests(steps, ())
    trial.judge(evidence, case=case, exchanges=exchanges[-1:], endpoint=ENDPOINT)


def may_write(trial: Trial, case: str, history: Iterable[Operation]) -> bool:
    """Return whether the target allows what a history does; abstain where not."""
    needed: set[Effect] = {"write"}
    if any(isinstance(step, Remove | Forget) for step in history):
        needed.add("destroy")
    refused = needed - trial.target.allowed
    if refused:
        trial.abstain(
            case,
            Reason.EFFECT_NOT_ALLOWED,
            f"{min(refused)} requests are not allowed on {trial.target.name}",
            endpoint=ENDPOINT,
        )
    return not refused


def abstain(trial: Trial, case: str, error: Exception) -> None:
    """Record why a history could not be told."""
    if isinstance(error, TellingError | TargetUnreachable):
        reason = error.reason
    else:
        unheld = isinstance(error, TokenUnavailable)
        reason = Reason.NO_TOKEN if unheld else Reason.NO_FIXTURE
    trial.abstain(case, reason, str(error), endpoint=ENDPOINT)


def _exchanges(tellings: Iterable[Telling]) -> list[Exchange]:
    return [exchange for told in tellings for exchange in told.exchanges]


def _evidence(trial: Trial, shape: Shape, tellings: list[Telling]) -> MergeEvidence:
    def tell(history: History) -> Reading:
        tellings.append(Telling(trial))
        return tellings[-1].tell_all(history, shape.watched)

    first = tell(shape.history)
    if shape.repeated:
        again = tellings[0].tell_all(shape.repeated, shape.watched)
        return RepeatEvidence((first, again))
    if shape.then:
        return SequelEvidence((first, tellings[0].tell_all(shape.then, shape.watched)))
    if shape.orders:
        return OrderEvidence((first, *(tell(history) for history in shape.orders)))
    return MergeEvidence((first,))
