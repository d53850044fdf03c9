"""
Every answer tells a budget that the next request lowers by one.

    GET …/project/{project} → x-ratelimit-remaining: 587, and 586 the next time
"""

from __future__ import annotations

import time

import pytest

from instasent_conformance.cases.rates import (
    COUNTED,
    DEFAULT,
    INGEST,
    classes,
    neighbours,
    refused,
)
from instasent_conformance.contract import Registry
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.oracles.budgets import (
    Ceilings,
    Countdown,
    Exhaustion,
    Moments,
    RefusedAnswer,
    Rounds,
    certainty_of,
    reading_of,
    window_of,
)
from instasent_conformance.tokens import ProjectAlias
from instasent_conformance.trial import Trial

pytestmark = pytest.mark.law("rate-limits")
_ROUNDS = 3
_SOON = 20
_LITTLE = 10 * COUNTED
_MOST = 400
_MOST_IN_A_HURRY = 60
_PUSH = "stream.push-contacts"


def test_every_request_lowers_its_budget(trial: Trial, contract: Registry) -> None:
    """What is left falls by one with each request, and the limit stays."""
    for rate_class, endpoint in classes(contract).items():
        case = f"{rate_class}/countdown"
        with trial.attempting(case, endpoint=endpoint):
            _refill(trial, endpoint)
            asked = tuple(_ask(trial, endpoint) for _ in range(COUNTED))
            trial.judge(
                Countdown(rate_class, asked),
                case=case,
                endpoint=endpoint,
                exchanges=asked,
            )


def test_each_class_has_its_budget(trial: Trial, contract: Registry) -> None:
    """A request of one class takes nothing from another."""
    named = classes(contract)
    for rate_class, other in neighbours(list(named)):
        case = f"{rate_class}/beside-{other}"
        with trial.attempting(case, endpoint=named[rate_class]):
            pairs = _rounds(trial, named[rate_class], named[other], "home")
            trial.judge(
                Rounds(
                    rate_class,
                    f"A request of {other}",
                    shared=False,
                    between=1,
                    pairs=pairs,
                    provenance=certainty_of(rate_class, other),
                ),
                case=case,
                endpoint=named[rate_class],
                exchanges=[exchange for pair in pairs for exchange in pair],
            )


def test_an_organisation_has_its_budget(trial: Trial, contract: Registry) -> None:
    """Projects of one organisation share a budget; another organisation has its own."""
    endpoint = classes(contract)[DEFAULT]
    projects: tuple[ProjectAlias, ...] = ("sibling", "foreign")
    for project in projects:
        case = f"{DEFAULT}/beside-{project}"
        with trial.attempting(case, endpoint=endpoint):
            pairs = _rounds(trial, endpoint, endpoint, project)
            trial.judge(
                Rounds(
                    DEFAULT,
                    f"The {project} project",
                    shared=project == "sibling",
                    between=1,
                    pairs=pairs,
                ),
                case=case,
                endpoint=endpoint,
                exchanges=[exchange for pair in pairs for exchange in pair],
            )


def test_a_window_lasts_a_minute(trial: Trial, contract: Registry) -> None:
    """The budget resets a minute after its window began, and not before."""
    endpoint, case = classes(contract)[DEFAULT], f"{DEFAULT}/window"
    with trial.attempting(case, endpoint=endpoint):
        started = time.monotonic()
        first = _ask(trial, endpoint)
        trial.target.wait(_SOON)
        soon = _ask(trial, endpoint)
        trial.target.wait(window_of(contract) + 1)
        later = _ask(trial, endpoint)
        lag = time.monotonic() - started
        elapsed = (_SOON + lag, _SOON + window_of(contract) + 1 + lag)
        trial.judge(
            Moments((first, soon, later), elapsed),
            case=case,
            endpoint=endpoint,
            exchanges=[first, soon, later],
        )


def test_a_larger_plan_allows_more(trial: Trial, contract: Registry) -> None:
    """The ceiling of a class rises with the plan."""
    plans = [
        contract.plans.get(trial.target.projects[alias].plan or "")
        for alias in ("lower", "home")
        if alias in trial.target.projects
    ]
    ranks = [plan.rank for plan in plans if plan is not None]
    for rate_class, endpoint in classes(contract).items():
        case = f"{rate_class}/ceilings"
        if len(ranks) < 2 or ranks[0] >= ranks[1]:
            detail = "the target has no two projects whose plans are known to differ"
            trial.abstain(
                case,
                Reason.NO_FIXTURE,
                detail,
                endpoint=endpoint,
                outcome=Outcome.NOT_APPLICABLE,
            )
            continue
        with trial.attempting(case, endpoint=endpoint):
            smaller, larger = _ask(trial, endpoint, "lower"), _ask(trial, endpoint)
            trial.judge(
                Ceilings(rate_class, smaller, larger),
                case=case,
                endpoint=endpoint,
                exchanges=[smaller, larger],
            )


def test_refusals_tell_the_budget(trial: Trial, contract: Registry) -> None:
    """A refusal carries the headers of the budget, whatever it refuses for."""
    endpoint = classes(contract)[DEFAULT]
    world = trial.world
    for one in refused(world.builder(), endpoint, world.everything()):
        case = f"{endpoint}/{one.name}"
        with trial.attempting(case, endpoint=endpoint):
            exchange, _ = trial.send(one.request, one.need)
            known = one.need.kind == "product"
            trial.judge(
                RefusedAnswer(one.name, known, exchange),
                case=case,
                endpoint=endpoint,
                exchanges=[exchange],
            )


def test_a_used_up_budget_is_refused(trial: Trial, contract: Registry) -> None:
    """Beyond its budget a class answers 429, and others go on."""
    named = classes(contract)
    with trial.target.limiting() as limited:
        for rate_class in named:
            case, endpoint = f"{rate_class}/used-up", named[rate_class]
            if not limited:
                trial.abstain(
                    case,
                    Reason.NO_CAPABILITY,
                    "the target does not enforce its limits, or cannot be told to",
                    endpoint=endpoint,
                    outcome=Outcome.NOT_APPLICABLE,
                )
            elif trial.may("destroy", case, endpoint=endpoint):
                with trial.attempting(case, endpoint=endpoint):
                    _use_up(trial, contract, rate_class, case)


def _use_up(trial: Trial, contract: Registry, rate_class: str, case: str) -> None:
    """Use up the budget of the smallest plan, where that takes few requests."""
    named = classes(contract)
    endpoint = named[rate_class]
    other = named[INGEST if rate_class == DEFAULT else DEFAULT]
    trial.target.wait(window_of(contract) + 1)
    told = reading_of(_ask(trial, endpoint, "lower"))
    most = _MOST if trial.profile.thorough else _MOST_IN_A_HURRY
    if told is None or told.limit > most:
        detail = f"the budget of {rate_class} is too large to be used up"
        trial.abstain(
            case,
            Reason.NO_CAPABILITY,
            detail,
            endpoint=endpoint,
            outcome=Outcome.NOT_APPLICABLE,
        )
        return
    for _ in range(told.left):
        _ask(trial, endpoint, "lower")
    more = _PUSH if rate_class == INGEST else endpoint
    beyond = tuple(_ask(trial, asked, "lower") for asked in (endpoint, more))
    beside = _ask(trial, other, "lower")
    trial.target.wait(window_of(contract) + 1)
    after = _ask(trial, endpoint, "lower")
    trial.judge(
        Exhaustion(rate_class, beyond, beside, after),
        case=case,
        endpoint=endpoint,
        exchanges=[*beyond, beside, after],
    )


def _ask(trial: Trial, endpoint: str, project: ProjectAlias = "home") -> Exchange:
    world = trial.world
    request = world.builder(project).build(endpoint)
    return trial.send(request, world.everything(project))[0]


def _refill(trial: Trial, endpoint: str) -> None:
    """Wait for the next window where hardly anything is left of this one."""
    told = reading_of(_ask(trial, endpoint))
    if told is not None and told.left < _LITTLE < told.limit:
        trial.target.wait(window_of(trial.contract) + 1)


def _rounds(
    trial: Trial, endpoint: str, other: str, project: ProjectAlias
) -> tuple[tuple[Exchange, Exchange], ...]:
    """Ask an endpoint before and after another one, several times."""
    _refill(trial, endpoint)
    trial.world.builder(project)
    pairs = []
    for _ in range(_ROUNDS):
        before = _ask(trial, endpoint)
        _ask(trial, other, project)
        pairs.append((before, _ask(trial, endpoint)))
    return tuple(pairs)
