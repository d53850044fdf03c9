"""Tell generated histories to the target; a failing one is shrunk before it counts."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ..cases.drawing import repeatable
from ..cases.histories import SOURCES, History, Operation, Remove, SourceContact
from ..cases.shrinking import shrink
from ..checks import checks_of
from ..finding import Outcome, Reason, Severity, Violation, severity_of
from ..oracles.merging_drawing import drawn
from ..oracles.merging_evidence import MergeEvidence, Reading
from ..trial import Trial
from .directed import ENDPOINT, OBSTACLES, abstain, may_write
from .machine import HistoryMachine
from .telling import Telling

_SHARE = 10
_SHARES = {"merging": 2, "lifecycle": 4}
"""Of how many histories of the profile a law tells one."""

_LENGTHS = {"lifecycle": 2}
"""How many times longer than elsewhere the histories of a law are."""

SHRINK_SECONDS = 10.0
"""How long a failing history may be shrunk before the smallest one so far counts."""

ANY_REMOVAL = (Remove(SourceContact(SOURCES[0], "u1")),)


@dataclass
class Search:
    """The run of one state machine: what passed, and what failed first."""

    trial: Trial
    laws: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    told: list[Telling] = field(default_factory=list)
    passed: list[Reading] = field(default_factory=list)
    failed: tuple[Telling, Reading] | None = None
    obstacle: Exception | None = None
    requests: int = 0
    _telling: Telling | None = None

    def machine(self) -> HistoryMachine:
        """Return a machine whose steps go to the target, until the search is over."""
        over = self.failed is not None or self.obstacle is not None
        self._telling = None if over else Telling(self.trial)
        if self._telling is not None:
            self.told.append(self._telling)
        return HistoryMachine(self._perform, self._finish, self.visits)

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

    def _perform(self, step: Operation) -> Operation:
        if self._telling is None:
            return step
        try:
            return self._telling.tell(step)
        except OBSTACLES as error:
            self._give_up(self._telling, error)
            return step

    def _give_up(self, telling: Telling, error: Exception) -> None:
        """End the search; what was told so far may show why it cannot go on."""
        self.obstacle, self._telling = error, None
        try:
            reading = telling.read()
        except OBSTACLES:
            return
        if self._broken(reading):
            self.failed = telling, reading

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
            for law in self.laws or (self.trial.law,)
            for check in checks_of(law, MergeEvidence)
            for verdict in check.judge(evidence, self.trial.contract)
            if isinstance(verdict, Violation)
            and severity_of(verdict, check.severity) is not Severity.OBSERVATION
        )


def judge_generated(trial: Trial, laws: tuple[str, ...] = ()) -> None:
    """
    Run the state machine, then judge its simplest failure or everything it read.

    Args:
        trial: where the outcome is recorded.
        laws: the laws to judge by, where it is not the law of the trial alone.

    """
    case = f"{trial.law}/generated-histories"
    if may_generate(trial, case, ANY_REMOVAL):
        conclude(Search(trial, laws), case)


def may_generate(trial: Trial, case: str, history: History) -> bool:
    """Return whether histories like this one are to be generated; abstain where not."""
    if not trial.wants(case) or not may_write(trial, case, history):
        return False
    if not trial.profile.histories:
        detail = f"the {trial.profile.name} profile generates no histories"
        reason, outcome = Reason.EFFECT_NOT_ALLOWED, Outcome.NOT_APPLICABLE
        trial.abstain(case, reason, detail, endpoint=ENDPOINT, outcome=outcome)
    return bool(trial.profile.histories)


def conclude(search: Search, case: str) -> None:
    """Run a search to its end, and judge what it found under the name of a case."""
    trial, laws = search.trial, search.laws
    _explore(search)
    search.shrink()
    if search.failed is None and search.obstacle is not None:
        abstain(trial, case, search.obstacle)
        return
    evidence = MergeEvidence(
        (search.failed[1],) if search.failed else tuple(search.passed)
    )
    trial.judge(
        evidence,
        case=case,
        exchanges=search.failed[0].exchanges if search.failed else (),
        endpoint=ENDPOINT,
        requests=search.requests,
        laws=laws,
        draw=lambda: drawn(evidence),
    )


def _explore(search: Search) -> None:
    profile = search.trial.profile
    share = _SHARES.get(search.trial.law, _SHARE)
    chosen = settings(
        database=None,
        deadline=None,
        max_examples=max(1, profile.histories // share),
        stateful_step_count=profile.steps * _LENGTHS.get(search.trial.law, 1),
        # A history is a plain list, and shrinks better as one than as random choices.
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )

    def factory() -> HistoryMachine:
        return search.machine()

    seeded: Any = seed(search.trial.seed)(factory)
    with repeatable():
        run_state_machine_as_test(seeded, settings=chosen)
