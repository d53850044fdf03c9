"""One fault before the suites: widen the choice of cases until it is convicted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..contract import Registry
from ..contract.model import Effect
from ..faults import Planted, planted_fault, tells_apart
from ..finding import Finding
from ..profiles import profile_named
from ..targets import EMULATOR, Allowance, TargetRequest
from .acquittals import Acquittals, places
from .evidence import convicting, weight_of
from .judging import Judgement, Question, judge
from .model import Conviction, Ending, Healthy, Result
from .planning import EVERYTHING, Choice, choices

SAME_ANSWERS = "its witness gets the answers that the healthy emulator gives"
NOTHING_SAID = "no check has a new finding"
CRASHED = "the suite crashed on it, and nothing else was found"


@dataclass(frozen=True, slots=True)
class Task:
    """
    One fault, or health where the id is empty, under one profile and one seed.

    Attributes:
        first: the item that convicted it before, which is judged before any other.
    """

    fault: str
    profile: str
    seed: int
    first: str = ""


@dataclass
class Court:
    """
    Judges faults one after the other in one warm process.

    Args:
        contract: the contract to judge by, loaded once.
        target: the target that faults are planted in.
        effects: effects allowed beyond those of the profile.
        config: the file that describes targets.
        to_the_end: whether the law of a fault is judged as a whole, so that every check
            that convicts is known.
        acquittals: what health shows, known already or to be found out.
    """

    contract: Registry
    target: str = EMULATOR
    effects: frozenset[Effect] = frozenset()
    config: Path | None = None
    to_the_end: bool = False
    acquittals: Acquittals = field(default_factory=Acquittals)
    _runs: int = 0

    def healthy(self, task: Task) -> Healthy:
        """Judge the target without a fault by everything."""
        found = self._judge(task, EVERYTHING, to_the_end=True)
        self.acquittals.note((task.profile, task.seed, EVERYTHING), found.findings)
        return Healthy(
            profile=task.profile,
            seed=task.seed,
            findings=len(found.findings),
            errors=len(found.errors),
            requests=found.requests,
            seconds=found.seconds,
        )

    def convict(self, task: Task) -> Result:
        """Plant a fault and judge it until a check has something new to say."""
        fault = planted_fault(task.fault, self.contract)
        if fault.excluded:
            nothing = _Trying()
            return self._ended(fault, task, nothing, "excluded", fault.excluded)
        trying = _Trying()
        for choice in self._choices(fault, task):
            if choice.sure and not tells_apart(fault, self.contract):
                return self._ended(fault, task, trying, "excluded", SAME_ANSWERS)
            found = self._judge(task, choice, to_the_end=self.to_the_end)
            trying.count(found)
            new = self._new(task, choice, found)
            if new:
                conviction = convicting(new, found)
                return self._ended(
                    fault, task, trying, "convicted", conviction=conviction, found=new
                )
        reason = CRASHED if trying.crashed else NOTHING_SAID
        return self._ended(fault, task, trying, "survived", reason)

    def _choices(self, fault: Planted, task: Task) -> Iterator[Choice]:
        return choices(
            fault, self.contract, to_the_end=self.to_the_end, first=task.first
        )

    def _judge(self, task: Task, choice: Choice, *, to_the_end: bool) -> Judgement:
        question = Question(
            self._asked(task),
            task.profile,
            choice.selection,
            to_the_end=to_the_end,
            wide=choice.wide,
            item=choice.item,
        )
        return judge(question, self.contract)

    def _asked(self, task: Task) -> TargetRequest:
        return TargetRequest(
            name=self.target,
            seed=task.seed,
            run=self._run(task),
            effects=profile_named(task.profile).effects,
            allowed=Allowance(self.effects),
            fault=task.fault or None,
            config=self.config,
        )

    def _run(self, task: Task) -> str:
        """Return the name of a run; what lasts must not meet the values of another."""
        if self.target == EMULATOR:
            return f"s{task.seed}"
        self._runs += 1
        return f"s{task.seed}p{os.getpid()}n{self._runs}"

    def _new(self, task: Task, choice: Choice, found: Judgement) -> list[Finding]:
        """Return the findings with a requirement that health does not show there."""
        named = [finding for finding in found.findings if finding.requirements]
        if not named:
            return []
        known = self.acquittals.of(
            (task.profile, task.seed, choice.whole),
            lambda: self._health(task, choice.whole),
        )
        return [one for one in named if not known & places([one])]

    def _health(self, task: Task, choice: Choice) -> tuple[Finding, ...]:
        healthy = replace(task, fault="")
        return self._judge(healthy, choice, to_the_end=True).findings

    def _ended(
        self,
        fault: Planted,
        task: Task,
        trying: _Trying,
        ending: Ending,
        reason: str = "",
        *,
        conviction: Conviction | None = None,
        found: list[Finding] | None = None,
    ) -> Result:
        return Result(
            id=fault.id,
            source=fault.source,
            family=fault.family,
            law=fault.law,
            breaks=fault.breaks,
            sentence=fault.sentence,
            severity=conviction.severity if conviction else weight_of(fault),
            profile=task.profile,
            seed=task.seed,
            ending=ending,
            reason=reason,
            conviction=conviction,
            checks=tuple(sorted({one.check for one in found or ()})),
            requests=trying.requests,
            seconds=time.perf_counter() - trying.started,
            processor_seconds=time.process_time() - trying.busy,
            selections=trying.selections,
        )


@dataclass
class _Trying:
    """What it took to judge a fault so far."""

    started: float = field(default_factory=time.perf_counter)
    busy: float = field(default_factory=time.process_time)
    requests: int = 0
    selections: int = 0
    crashed: bool = False

    def count(self, found: Judgement) -> None:
        self.requests += found.requests
        self.selections += 1
        self.crashed = self.crashed or bool(found.errors)
