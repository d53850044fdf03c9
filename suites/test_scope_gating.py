"""
An endpoint admits exactly the tokens that its row names.

Every endpoint is asked with every kind of live token: one per single scope, all but
one, exactly enough, all, and tokens of other projects and of data sources. One case is
one cell of the heat map: `audience.get/without-…`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from instasent_conformance.cases import Case, Cell, HiddenFact, Step
from instasent_conformance.cases.authentication import bad_columns
from instasent_conformance.cases.scopes import (
    every_answer,
    every_cell,
    field_columns,
    gate_cases,
    gate_columns,
    lower_plan_cases,
    lower_plan_question,
    one_option_case,
    open_columns,
    shared_questions,
)
from instasent_conformance.cases.stand_ins import is_scope_open
from instasent_conformance.contract import Endpoint, Registry
from instasent_conformance.exchange import Request
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.oracles.scoped_fields import FieldAnswer, value_at
from instasent_conformance.oracles.write_traces import (
    Attempt,
    WriteTraces,
)
from instasent_conformance.profiles import Profile
from instasent_conformance.target import TokenUnavailable
from instasent_conformance.tokens import TokenNeed
from instasent_conformance.trial import Trial
from instasent_conformance.world import World
from instasent_conformance.world.patience import state_after

pytestmark = pytest.mark.law("scope-gating")

_ALIVE = "stream.get"
_TRIES = 3


def test_an_endpoint_admits_exactly_the_tokens_of_its_row(
    trial: Trial,
    world: World,
    contract: Registry,
    endpoint: Endpoint,
    profile: Profile,
) -> None:
    """A token is admitted if its kind, its project and its scopes suffice."""
    cases: list[Case] = []
    with trial.attempting(f"{endpoint.id}/setup"):
        cells = every_cell(contract, endpoint.id, thorough=profile.thorough)
        if not trial.exists(endpoint.id, cells):
            return
        for case in gate_cases(
            contract,
            endpoint.id,
            fresh=lambda: world.fresh_request(endpoint.id),
            full=world.everything(),
            alive=lambda need: stream_of(world, need),
            thorough=profile.thorough,
        ):
            trial.run(case)
            cases.append(case)
    judged = {r.case for r in trial.records if r.outcome in ("pass", "fail")}
    trial.run(every_answer([c for c in cases if c.id in judged], endpoint.id))
    for column in open_columns(contract, endpoint.id):
        leave_open(trial, endpoint, column)


def test_a_plan_opens_what_it_includes(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """A scope has effect on the smallest plan unless it belongs to a larger one."""
    exact = f"{endpoint.id}/lower-plan-exact"
    with trial.attempting(f"{endpoint.id}/setup-lower-plan"):
        cell = Cell("scope", endpoint.id, "lower-plan-exact")
        if not trial.exists(endpoint.id, {exact: cell}):
            return
        for case in lower_plan_cases(
            contract,
            endpoint.id,
            fresh=lambda: world.fresh_request(endpoint.id, "lower"),
        ):
            trial.run(case)
    if is_scope_open(contract, contract.access[endpoint.id]):
        leave_open(trial, endpoint, "lower-plan-exact")


def test_one_option_explains_all_endpoints(
    trial: Trial, world: World, contract: Registry
) -> None:
    """An open question has one answer, whichever endpoint is asked."""
    for question, asked in shared_questions(contract):
        with trial.attempting(f"one-option/{question}"):
            steps = [
                Step(world.fresh_request(endpoint), need, once=True)
                for endpoint, need in asked
                if world.is_there(endpoint)
            ]
            reads = [
                step
                for step in steps
                if contract.access[step.request.endpoint].effect == "read"
            ]
            trial.run(one_option_case(contract, question, reads, "read"))
            trial.run(one_option_case(contract, question, steps, "bill"))


def test_one_option_explains_the_smallest_plan(
    trial: Trial, world: World, contract: Registry
) -> None:
    """What a plan does about a scope that it lacks is the same at every endpoint."""
    with trial.attempting("one-option/plan"):
        asked = [
            (endpoint, need)
            for endpoint, need in lower_plan_question(contract)
            if contract.access[endpoint].effect == "read" and world.is_there(endpoint)
        ]
        reads = list(steps_on_the_smallest_plan(world, asked))
        trial.run(one_option_case(contract, "plan", reads, "read", "lower"))


@pytest.mark.endpoints(effect="write")
def test_a_refused_write_leaves_no_trace(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """What was not admitted is not there afterwards."""
    judge_traces(trial, world, contract, endpoint)


@pytest.mark.endpoints(effect="destroy")
def test_a_refused_deletion_deletes_nothing(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """What was not to be deleted is still there afterwards."""
    judge_traces(trial, world, contract, endpoint)


@pytest.mark.endpoints(effect="bill")
def test_a_refused_message_costs_nothing(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """The account of the organisation is the same before and after a refusal."""
    judge_traces(trial, world, contract, endpoint)


def test_a_field_needs_its_scope(
    trial: Trial, world: World, contract: Registry
) -> None:
    """A field with a scope of its own is there for holders of that scope alone."""
    for row in contract.fields:
        for column, need in field_columns(contract, row):
            name = f"{row.endpoint}{row.pointer}"
            with trial.attempting(f"{name}/{column}"):
                request = world.fresh_request(row.endpoint, need.project)
                whole, _ = trial.send(request, world.everything(need.project))
                exchange, token = trial.send(request, need)
                known = value_at(whole.response.body, row.pointer)
                trial.judge(
                    FieldAnswer(row, need.as_sent(token), exchange, known),
                    case=f"{name}/{column}",
                    endpoint=row.endpoint,
                    exchanges=[exchange],
                    cell=Cell("scope", name, column),
                )


def steps_on_the_smallest_plan(
    world: World, asked: Iterable[tuple[str, TokenNeed]]
) -> Iterator[Step]:
    """Yield the steps whose requests name nothing that the plan hides."""
    for endpoint, need in asked:
        with suppress(HiddenFact):
            yield Step(world.fresh_request(endpoint, "lower"), need)


def stream_of(world: World, need: TokenNeed) -> Request:
    """Return a request that a live token of a data source gets answered."""
    identifier = world.datasource(need.datasource, need.project).id
    builder = world.bare_builder(need.project)
    return builder.with_facts(datasource__id=identifier).build(_ALIVE)


def leave_open(trial: Trial, endpoint: Endpoint, column: str) -> None:
    """Record that no source says what the cell is to be."""
    trial.abstain(
        f"{endpoint.id}/{column}",
        Reason.OPEN_QUESTION,
        f"no source names the scope of {endpoint.id}",
        cell=Cell("scope", endpoint.id, column),
        outcome=Outcome.NOT_APPLICABLE,
    )


def judge_traces(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """Read state back around one accepted write and around those to be refused."""
    case = f"{endpoint.id}/refused-leaves-no-trace"
    if not trial.may(contract.access[endpoint.id].effect, case):
        return
    with trial.attempting(case):
        if not trial.exists(endpoint.id, {case: None}):
            return
        full = world.everything()
        thorough = trial.profile.thorough
        bad = tuple(bad_columns(full))
        columns = (
            *(bad if thorough else bad[:1]),
            *gate_columns(contract, endpoint.id, thorough=thorough),
        )
        needs = [
            need
            for column, need in columns
            if column not in contract.scope_words | {"all", "exact"}
        ]
        traces = WriteTraces(
            endpoint=endpoint.id,
            control=attempt(trial, world, endpoint, full),
            attempts=tuple(attempts(trial, world, endpoint, needs)),
        )
        if not traces.attempts:
            raise TokenUnavailable(needs[0])
        trial.judge(
            traces, case=case, exchanges=[a.exchange for a in traces.suspicious]
        )


def attempts(
    trial: Trial, world: World, endpoint: Endpoint, needs: Iterable[TokenNeed]
) -> Iterator[Attempt]:
    """Yield one attempt for each token; the cell of a token that is missing says so."""
    for need in needs:
        with suppress(TokenUnavailable):
            yield patient_attempt(trial, world, endpoint, need)


def patient_attempt(
    trial: Trial, world: World, endpoint: Endpoint, need: TokenNeed
) -> Attempt:
    """Try again where the state changed: somebody else may have changed it."""
    for _ in range(_TRIES):
        tried = attempt(trial, world, endpoint, need)
        if not tried.changed:
            break
    return tried


def attempt(trial: Trial, world: World, endpoint: Endpoint, need: TokenNeed) -> Attempt:
    """Send one write between two looks at what it would change."""
    request = world.effective_request(endpoint.id)
    look = partial(world.state_behind, request)
    before = look()
    exchange, _ = trial.send(request, need)
    after = state_after(trial.target, exchange, before, look)
    return Attempt(str(need), exchange, before, after)
