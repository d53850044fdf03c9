"""One fault before the suites: widen the choice of cases until it is convicted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs

from ..contract import Registry
from ..contract.model import Effect
from ..faults import Planted, planted_fault, tells_apart
from ..finding import Finding
from ..profiles import profile_named
from ..selection import Selection
from ..targets import EMULATOR, TargetRequest
from .evidence import convicting, weight_of
from .judging import Judgement, Question, judge
from .model import Conviction, Ending, Healthy, Result
from .planning import selections

SAME_ANSWERS = "its witness gets the answers that the healthy emulator gives"
NOTHING_SAID = "no check has a new finding in the whole profile"
CRASHED = "the suite crashed on it, and nothing else was found"


@dataclass(frozen=True, slots=True)
class Task:
    """One fault, or health where the id is empty, under one profile and one seed."""

    fault: str
    profile: str
    seed: int


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
    """

    contract: Registry
    target: str = EMULATOR
    effects: frozenset[Effect] = frozenset()
    config: Path | None = None
    to_the_end: bool = False
    _baselines: dict[tuple[str, int, Selection], frozenset[tuple[str, str]]] = field(
        default_factory=dict
    )

    def healthy(self, task: Task) -> Healthy:
        """Judge the target without a fault by everything."""
        found = self._judge(task, Selection(), to_the_end=True)
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
            return self._result(fault, task, "excluded", reason=fault.excluded)
        started, requests, crashed = time.perf_counter(), 0, False
        tried = 0
        for selection in selections(fault):
            tried += 1
            found = self._judge(task, selection, to_the_end=self.to_the_end)
            requests += found.requests
            crashed = crashed or bool(found.errors)
            new = self._new(task, selection, found)
            if new:
                return structs.replace(
                    self._result(fault, task, "convicted", found=new),
                    requests=requests,
                    seconds=time.perf_counter() - started,
                    selections=tried,
                )
        reason = CRASHED if crashed else NOTHING_SAID
        ending: Ending = "survived"
        if not self._shows(fault):
            ending, reason = "excluded", SAME_ANSWERS
        return structs.replace(
            self._result(fault, task, ending, reason=reason),
            requests=requests,
            seconds=time.perf_counter() - started,
            selections=tried,
        )

    def _judge(
        self, task: Task, selection: Selection, *, to_the_end: bool
    ) -> Judgement:
        return judge(
            Question(self._asked(task), task.profile, selection, to_the_end),
            self.contract,
        )

    def _asked(self, task: Task) -> TargetRequest:
        return TargetRequest(
            name=self.target,
            seed=task.seed,
            run=f"s{task.seed}",
            effects=profile_named(task.profile).effects,
            extra_effects=self.effects,
            fault=task.fault or None,
            config=self.config,
        )

    def _new(
        self, task: Task, selection: Selection, found: Judgement
    ) -> list[Finding]:
        """Return the findings with a requirement that health does not show there."""
        named = [finding for finding in found.findings if finding.requirements]
        if not named:
            return []
        key = (task.profile, task.seed, selection)
        if key not in self._baselines:
            health = self._judge(replace(task, fault=""), selection, to_the_end=True)
            self._baselines[key] = frozenset(map(_place, health.findings))
        return [one for one in named if _place(one) not in self._baselines[key]]

    def _shows(self, fault: Planted) -> bool:
        if fault.witness is None:
            return True
        return tells_apart(fault, self.contract)

    def _result(
        self,
        fault: Planted,
        task: Task,
        ending: Ending,
        *,
        reason: str = "",
        found: list[Finding] | None = None,
    ) -> Result:
        conviction: Conviction | None = convicting(found) if found else None
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
        )


def _place(finding: Finding) -> tuple[str, str]:
    return finding.fingerprint, finding.case
