"""Tell generated webs in two ways: what they come to be is the same, whatever it is."""

from __future__ import annotations

import time
from functools import partial
from random import Random

from ..cases.histories import History
from ..cases.shrinking import shrink
from ..cases.webs import RETELLINGS, web
from ..checks import checks_of
from ..exchange import Exchange
from ..finding import Violation
from ..oracles.merging_drawing import drawn
from ..oracles.merging_evidence import OrderEvidence
from ..trial import Trial
from .directed import ENDPOINT, OBSTACLES, abstain
from .generated import SHRINK_SECONDS, may_generate
from .telling import Telling

_SHARE = 20
"""Of how many generated histories one is a web, for each way to tell it again."""

Told = tuple[OrderEvidence, list[Exchange]]


def judge_retelling(trial: Trial, name: str) -> None:
    """Tell webs, and again as the retelling says; a failing web is shrunk."""
    case = f"{trial.law}/told-{name}"
    if not may_generate(trial, case, ()):
        return
    random = Random(f"{trial.seed}/{name}")
    started = len(trial.records)
    for _ in range(max(1, trial.profile.histories // _SHARE)):
        try:
            evidence, exchanges = _smallest(trial, name, web(random))
        except OBSTACLES as error:
            abstain(trial, case, error)
            return
        trial.judge(
            evidence,
            case=case,
            exchanges=exchanges,
            endpoint=ENDPOINT,
            draw=partial(drawn, evidence),
        )
    trial.roll_up(case, started)


def _smallest(trial: Trial, name: str, history: History) -> Told:
    """Return what a web came to be, or the simplest that fails where it fails."""
    told = _tell(trial, name, history)
    broken = _broken(trial, told[0])
    deadline = time.monotonic() + SHRINK_SECONDS

    def still_fails(variant: History) -> bool:
        nonlocal told
        if time.monotonic() > deadline:
            return False
        try:
            retold = _tell(trial, name, variant)
        except OBSTACLES:
            return False
        if not broken & _broken(trial, retold[0]):
            return False
        told = retold
        return True

    if broken:
        shrink(history, still_fails=still_fails)
    return told


def _tell(trial: Trial, name: str, history: History) -> Told:
    tellings = Telling(trial), Telling(trial)
    readings = (
        tellings[0].tell_all(history),
        tellings[1].tell_all(RETELLINGS[name](history)),
    )
    exchanges = [exchange for telling in tellings for exchange in telling.exchanges]
    return OrderEvidence(readings), exchanges


def _broken(trial: Trial, evidence: OrderEvidence) -> frozenset[str]:
    return frozenset(
        check.id
        for check in checks_of(trial.law, OrderEvidence)
        for verdict in check.judge(evidence, trial.contract)
        if isinstance(verdict, Violation)
    )
