"""One sitting: the healthy emulator before the suites, under a seed and some knobs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field

from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.convicting.judging import Judgement, Question, judge
from instasent_conformance.convicting.sittings import red_findings
from instasent_conformance.finding import Outcome
from instasent_conformance.profiles import profile_named
from instasent_conformance.selection import Selection
from instasent_conformance.targets import TargetRequest

_CONTRACTS: list[Registry] = []
"""The contract of this process, read once."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is judged: a profile, a seed, some laws (all when none), some knobs set."""

    profile: str
    seed: int
    laws: tuple[str, ...] = ()
    knobs: tuple[tuple[str, str], ...] = ()
    fault: str | None = None

    @property
    def command(self) -> str:
        """The command that repeats the sitting."""
        laws = "".join(f" --law {law}" for law in self.laws)
        knobs = "".join(f" --knob {knob}={option}" for knob, option in self.knobs)
        fault = f" --fault {self.fault}" if self.fault else ""
        sized = f"--profile {self.profile} --seed {self.seed}"
        return f"conform run {sized}{laws}{knobs}{fault}"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a sitting ended; complaints tell what should not have been said."""

    sitting: Sitting
    cases: Counter[str]
    alarms: Counter[str]
    undecided: Counter[str]
    crashes: Counter[str]
    requests: int
    seconds: float
    complaints: tuple[str, ...] = field(default=())

    @property
    def clean(self) -> bool:
        """Whether nothing was found, left undecided or crashed."""
        return not self.complaints


def sit(sitting: Sitting) -> Ended:
    """Judge the healthy emulator in this process."""
    if not _CONTRACTS:
        _CONTRACTS.append(load_registry())
    question = Question(
        TargetRequest(
            seed=sitting.seed,
            run=f"s{sitting.seed}",
            effects=profile_named(sitting.profile).effects,
            knobs=dict(sitting.knobs),
            fault=sitting.fault,
        ),
        sitting.profile,
        Selection(frozenset(sitting.laws)),
        to_the_end=True,
    )
    with _quiet():
        judgement = judge(question, _CONTRACTS[0])
    return _ended(sitting, judgement)


def _ended(sitting: Sitting, judgement: Judgement) -> Ended:
    cases, alarms = Counter[str](), Counter[str]()
    undecided, crashes = Counter[str](), Counter[str]()
    for item in judgement.items:
        cases[item.law] += len(item.records)
        alarms[item.law] += len(list(red_findings([item])))
        crashes[item.law] += item.outcome is Outcome.ERROR
        undecided[item.law] += sum(
            record.outcome is Outcome.INCONCLUSIVE for record in item.records
        )
    return Ended(
        sitting=sitting,
        cases=cases,
        alarms=+alarms,
        undecided=+undecided,
        crashes=+crashes,
        requests=judgement.requests,
        seconds=judgement.seconds,
        complaints=tuple(_complaints(sitting, judgement)),
    )


def _complaints(sitting: Sitting, judgement: Judgement) -> Iterator[str]:
    budget = profile_named(sitting.profile).requests
    if judgement.requests > budget:
        yield f"{judgement.requests} requests, of a budget of {budget}"
    for item in judgement.items:
        if item.outcome is Outcome.ERROR:
            yield f"crash in {item.id}: {item.detail}"
            continue
        for finding in red_findings([item]):
            told = finding.violation
            yield (
                f"{finding.check} at {finding.case}: {told.message} "
                f"(expected {told.expected}; observed {told.observed})"
            )
        for record in item.records:
            if record.outcome is Outcome.INCONCLUSIVE:
                yield f"undecided {record.case}: {record.reason}; {record.detail}"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pytest prints from the terminal."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield
