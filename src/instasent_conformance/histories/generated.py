"""Tell generated histories to the target; a failing one is shrunk before it counts."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ..cases.histories import SOURCES, History, Operation, Remove, SourceContact
from ..cases.shrinking import shrink
from ..checks import checks_of
from ..finding import Outcome, Reason, Severity, Violation, severity_of
from ..oracles.merging_evidence import MergeEvidence, Reading
from ..trial import Trial
from .directed import ENDPOINT, OBSTACLES, abstain, may_write
from .machine import HistoryMachine
from .telling import Telling

CASE = "merging/generated-histories"
SHRINK_SECONDS = 10.0
"""How long a failing history may be shrunk before the smallest one so far counts."""

_ANY_REMOVAL = (Remove(SourceContact(SOURCES[0], "u1")),)


@dataclass
class Search:
    """The run of one state machine: what passed, and what failed first."""

    trial: Trial
    passed: list[Reading] = field(default_factory=list)
    failed: tuple[Telling, Reading] | None = None
    obstacle: Exception | None = None
    requests: int = 0
    _telling: Telling | None = None

    def machine(self) -> HistoryMachine:
        """Return a machine whose steps go to the target, until the search is over."""
        over = self.failed is not None or self.obstacle is not None
        self._telling = None if over else Telling(self.trial)
        return HistoryMachine(self._perform, self._finish)

    def shrink(self) -> None:
        """Replace the history that failed by the simplest that fails likewise."""
        if self.failed is None:
            return
        broken = self._broken(self.failed[1])
        deadline = time.monotonic() + SHRINK_SECONDS

        def still_fails(history: History) -> bool:
            if time.monotonic() > deadline:
                return False
            telling = Telling(self.trial)
            try:
                reading = telling.tell_all(history)
            except OBSTACLES:
                return False
            self.requests += len(telling.exchanges)
            if not broken & self._broken(reading):
                return False
            self.failed = telling, reading
            return True

        shrink(self.failed[0].history, still_fails=still_fails)

    def _perform(self, step: Operation) -> None:
        if self._telling is None:
            return
        try:
            self._telling.tell(step)
        except OBSTACLES as error:
            self.obstacle, self._telling = error, None

    def _finish(self) -> None:
        telling, self._telling = self._telling, None
        if telling is None or not telling.history:
            return
        try:
            reading = telling.read()
        except OBSTACLES as error:
            self.obstacle = error
            return
        self.requests += len(telling.exchanges)
        if self._broken(reading):
            self.failed = telling, reading
        else:
            self.passed.append(reading)

    def _broken(self, reading: Reading) -> frozenset[str]:
        """Return the checks that find more than an observation in a reading."""
        evidence = MergeEvidence((reading,))
        return frozenset(
            check.id
            for check in checks_of(self.trial.law, MergeEvidence)
            for verdict in check.judge(evidence, self.trial.contract)
            if isinstance(verdict, Violation)
            and severity_of(verdict, check.severity) is not Severity.OBSERVATION
        )


def judge_generated(trial: Trial) -> None:
    """Run the state machine, then judge its simplest failure or everything it read."""
    if not trial.wants(CASE) or not may_write(trial, CASE, _ANY_REMOVAL):
        return
    if not trial.profile.histories:
        detail = f"the {trial.profile.name} profile generates no histories"
        reason, outcome = Reason.EFFECT_NOT_ALLOWED, Outcome.NOT_APPLICABLE
        trial.abstain(CASE, reason, detail, endpoint=ENDPOINT, outcome=outcome)
        return
    search = Search(trial)
    _explore(search)
    search.shrink()
    if search.obstacle is not None:
        abstain(trial, CASE, search.obstacle)
        return
    trial.judge(
        MergeEvidence((search.failed[1],) if search.failed else tuple(search.passed)),
        case=CASE,
        exchanges=search.failed[0].exchanges if search.failed else (),
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
        # A history is a plain list, and shrinks better as one than as random choices.
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )

    def factory() -> HistoryMachine:
        return search.machine()

    seeded: Any = seed(search.trial.seed)(factory)
    run_state_machine_as_test(seeded, settings=chosen)
