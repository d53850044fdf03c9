"""Tell generated histories to the target; a failing one is shrunk before it counts."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.errors import Flaky, HypothesisException
from hypothesis.stateful import run_state_machine_as_test

from ..cases import MissingFact
from ..cases.histories import SOURCES, Operation, Remove, SourceContact
from ..checks import checks_of
from ..finding import Outcome, Reason, Severity, Violation, severity_of
from ..oracles.merging_evidence import MergeEvidence, Reading
from ..target import TokenUnavailable
from ..trial import Trial
from .directed import ENDPOINT, abstain, may_write
from .machine import HistoryMachine
from .telling import Telling, TellingError

CASE = "merging/generated-histories"
SHRINK_SECONDS = 10.0
"""How long a failing history may be shrunk before the smallest one so far counts."""

_ANY_REMOVAL = (Remove(SourceContact(SOURCES[0], "u1")),)


class BrokenHistoryError(Exception):
    """A generated history broke a check; it never leaves this module."""


@dataclass
class Search:
    """The run of one state machine: what passed, and the smallest that failed."""

    trial: Trial
    passed: list[Reading] = field(default_factory=list)
    smallest: Telling | None = None
    evidence: MergeEvidence | None = None
    obstacle: Exception | None = None
    requests: int = 0
    _deadline: float | None = None
    _telling: Telling | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more needs to be told."""
        late = self._deadline is not None and time.monotonic() > self._deadline
        return late or self.obstacle is not None

    def machine(self) -> HistoryMachine:
        """Return a machine whose steps go to the target."""
        self._telling = None if self.over else Telling(self.trial)
        return HistoryMachine(self._perform, self._finish)

    def _perform(self, step: Operation) -> None:
        if self._telling is None:
            return
        try:
            self._telling.tell(step)
        except (TellingError, MissingFact, TokenUnavailable) as error:
            self._give_up(error)

    def _finish(self) -> None:
        telling, self._telling = self._telling, None
        if telling is None or not telling.history:
            return
        try:
            evidence = MergeEvidence((telling.read(),))
        except (TellingError, MissingFact, TokenUnavailable) as error:
            self._give_up(error)
            return
        self.requests += len(telling.exchanges)
        if not _is_broken(self.trial, evidence):
            self.passed += evidence.readings
            return
        self._deadline = self._deadline or time.monotonic() + SHRINK_SECONDS
        if self.smallest is None or _size(telling) <= _size(self.smallest):
            self.smallest, self.evidence = telling, evidence
        raise BrokenHistoryError

    def _give_up(self, error: Exception) -> None:
        self.obstacle, self._telling = error, None


def judge_generated(trial: Trial) -> None:
    """Run the state machine, then judge its smallest failure or everything it read."""
    if not trial.wants(CASE) or not may_write(trial, CASE, _ANY_REMOVAL):
        return
    if not trial.profile.histories:
        detail = f"the {trial.profile.name} profile generates no histories"
        reason, outcome = Reason.EFFECT_NOT_ALLOWED, Outcome.NOT_APPLICABLE
        trial.abstain(CASE, reason, detail, endpoint=ENDPOINT, outcome=outcome)
        return
    search = Search(trial)
    _explore(search)
    if search.obstacle is not None and search.evidence is None:
        abstain(trial, CASE, search.obstacle)
        return
    trial.judge(
        search.evidence or MergeEvidence(tuple(search.passed)),
        case=CASE,
        exchanges=search.smallest.exchanges if search.smallest else (),
        endpoint=ENDPOINT,
        requests=search.requests,
    )


def _explore(search: Search) -> None:
    profile = search.trial.profile
    chosen = settings(
        database=None,
        deadline=None,
        max_examples=profile.histories,
        stateful_step_count=profile.steps,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    factory: Any = seed(search.trial.seed)(lambda: search.machine())  # noqa: PLW0108
    try:
        run_state_machine_as_test(factory, settings=chosen)
    except (BrokenHistoryError, Flaky):
        # Time ran out while shrinking, or the search ended: the smallest is kept.
        return
    except HypothesisException:
        if search.evidence is None:
            raise


def _is_broken(trial: Trial, evidence: MergeEvidence) -> bool:
    """Return whether a check finds more than an observation in the evidence."""
    return any(
        isinstance(verdict, Violation)
        and severity_of(verdict, check.severity) is not Severity.OBSERVATION
        for check in checks_of(trial.law, type(evidence))
        for verdict in check.judge(evidence, trial.contract)
    )


def _size(telling: Telling) -> tuple[int, int]:
    return len(telling.history), len(repr(telling.history))
