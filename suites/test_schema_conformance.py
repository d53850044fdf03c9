"""
An answer has a documented status, type and shape; a request is taken as described.

Each endpoint is asked the contract's example, the same with no token or an unknown id
(`audience.get/unknown-audienceId`), and requests that Schemathesis generates from the
exported contract: described ones (`audience.search/described`) and broken ones
(`audience.search/broken`). Of generated requests the minimal failing one is shown.
"""

from __future__ import annotations

import json

import pytest

from instasent_conformance.cases.answers import plain_requests
from instasent_conformance.cases.boundaries import (
    about_nothing,
    about_person,
    accented_contact,
    page_of_one,
)
from instasent_conformance.cases.breaking import shrunk
from instasent_conformance.cases.generated import (
    Draft,
    invalid_bodies,
    is_generated,
    valid_drafts,
)
from instasent_conformance.contract import Endpoint, Json, Registry
from instasent_conformance.exchange import Exchange, Request
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.oracles.answers import (
    Answered,
    InvalidRequest,
    Successes,
    ValidRequest,
)
from instasent_conformance.oracles.requests import (
    acceptance_weight,
    distinct_refusals,
    owed_refusal,
)
from instasent_conformance.oracles.schemas import Break
from instasent_conformance.oracles.scope_gate import refuses_openly
from instasent_conformance.trial import Trial
from instasent_conformance.world import World

pytestmark = pytest.mark.law("schema-conformance")

SIMPLER_ATTEMPTS = 12
PAID_EXAMPLES = 1
LASTING_EXAMPLES = 3
READS_PEOPLE = ("contact", "ds-contact")


def test_every_answer_has_a_documented_form(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """Whatever an endpoint is asked, its answer is one that the contract describes."""
    name = f"{endpoint.id}/example"
    if not trial.may(contract.access[endpoint.id].effect, name):
        return
    with trial.attempting(name):
        if not trial.exists(endpoint.id, {name: None}):
            return
        request = world.fresh_request(endpoint.id)
        body = json.loads(request.content) if request.content else None
        control = ask_described(trial, endpoint, name, body, request)
        answers = [control]
        builder, everything = world.own_builder(endpoint.id), world.everything()
        for case, plain, need in plain_requests(builder, endpoint, request, everything):
            with trial.attempting(case):
                answers.append(trial.send(plain, need)[0])
                evidence = Answered(endpoint.id, answers[-1])
                trial.judge(evidence, case=case, exchanges=answers[-1:])
        answers += edges_are_served(trial, endpoint)
        drafts = drawn_requests(trial, endpoint)
        answers += described_requests_are_taken(trial, endpoint, drafts)
        if endpoint.request is not None:
            sound = [draft.body for draft in drafts] or [body]
            broken_bodies_are_refused(trial, endpoint, sound, control)
        successes = tuple(each for each in answers if each.response.succeeded)
        trial.judge(
            Successes(endpoint.id, successes),
            case=f"{endpoint.id}/one-option",
            exchanges=successes[:2],
        )


def edges_are_served(trial: Trial, endpoint: Endpoint) -> list[Exchange]:
    """Ask for one row of several, an empty data source and a person with accents."""
    answers: list[Exchange] = []
    for edge, request_of in EDGES.items():
        name = f"{endpoint.id}/{edge}"
        with trial.attempting(name):
            request = request_of(trial.world, endpoint)
            if request is not None:
                body = json.loads(request.content) if request.content else None
                answers.append(ask_described(trial, endpoint, name, body, request))
    return answers


def one_of_several(world: World, endpoint: Endpoint) -> Request | None:
    """Return the request for one row where there are several."""
    request = page_of_one(world.builder(), endpoint)
    if request is not None and "write" in world.target.allowed:
        world.datasource("second")
        world.push_contacts([accented_contact(world.contract, world.canaries)])
        world.push_events([world.event(world.planted().user_id) for _ in range(2)])
    return request


def empty_source(world: World, endpoint: Endpoint) -> Request | None:
    """Return the request about a data source that nothing was written to."""
    reads = world.contract.access[endpoint.id].effect == "read"
    if not reads or "write" not in world.target.allowed:
        return None
    return about_nothing(world.builder(), endpoint, world.datasource("empty").id)


def accented_person(world: World, endpoint: Endpoint) -> Request | None:
    """Write a person whose names are not ASCII; return the request that reads it."""
    reads = world.contract.access[endpoint.id].surface in READS_PEOPLE
    if not reads or "write" not in world.target.allowed:
        return None
    contact = accented_contact(world.contract, world.canaries)
    world.push_contacts([contact])
    user_id = str(contact[world.contract.attribute("user-id").uid])
    found = world.audience_id(user_id)
    return about_person(world.builder(), endpoint, contact, found)


def batch_of_two(world: World, endpoint: Endpoint) -> Request | None:
    """Return the request with a batch of two items, where the body is a batch."""
    example = endpoint.request.example if endpoint.request else None
    if not isinstance(example, list):
        return None
    builder = world.own_builder(endpoint.id)
    batch = [item for _ in range(2) for item in builder.example(endpoint.id)]
    world.remember(batch)
    return builder.build(endpoint.id, body=batch)


EDGES = {
    "batch-of-two": batch_of_two,
    "page-of-one": one_of_several,
    "empty-source": empty_source,
    "accented-person": accented_person,
}


def drawn_requests(trial: Trial, endpoint: Endpoint) -> tuple[Draft, ...]:
    """Draw requests that the contract describes; none where only the path varies."""
    if not is_generated(endpoint):
        return ()
    return valid_drafts(
        trial.world.builder(),
        endpoint,
        count=trial.profile.drawn,
        seed=trial.seed,
    )


def described_requests_are_taken(
    trial: Trial, endpoint: Endpoint, drafts: tuple[Draft, ...]
) -> list[Exchange]:
    """Send requests that the contract describes; return their answers."""
    name, since, answers = f"{endpoint.id}/described", len(trial.records), []
    for draft in drafts[: most_examples(trial, endpoint)]:
        builder = trial.world.own_builder(endpoint.id)
        body = builder.bind(draft.body)
        trial.world.remember(body if isinstance(body, list) else ())
        request = builder.build(endpoint.id, query=draft.query, body=body)
        answer = ask_described(trial, endpoint, name, body, request)
        answers.append(answer)
    trial.roll_up(name, since)
    return answers


def broken_bodies_are_refused(
    trial: Trial, endpoint: Endpoint, sound: list[Json], control: Exchange
) -> None:
    """Send bodies that break the request schema; each must be refused."""
    name, since = f"{endpoint.id}/broken", len(trial.records)
    builder, count = trial.world.own_builder(endpoint.id), trial.profile.examples
    drawn = trial.profile.drawn
    bodies = invalid_bodies(builder, endpoint, sound, count=drawn, seed=trial.seed)

    def is_taken(body: Json, broken: Break) -> bool:
        trial.world.remember(body if isinstance(body, list) else ())
        answer, _ = trial.send(builder.build(endpoint.id, body=builder.bind(body)))
        record = trial.judge(
            InvalidRequest(endpoint.id, answer, broken=broken, control=control),
            case=name,
            exchanges=[answer],
        )
        return record.outcome is Outcome.FAIL

    for body, broken in distinct_refusals(
        trial.contract, endpoint, bodies, count=count
    ):
        if not is_taken(body, broken):
            continue
        if is_paid(trial, endpoint):
            break

        def is_same(simpler: Json, broken: Break = broken) -> bool:
            found = owed_refusal(trial.contract, endpoint, simpler)
            same = found is not None and found.location == broken.location
            return found is not None and same and is_taken(simpler, found)

        shrunk(body, is_same, budget=SIMPLER_ATTEMPTS)
    trial.roll_up(name, since)
    if len(trial.records) == since:
        trial.abstain(
            name,
            Reason.OPEN_QUESTION,
            "no source settles which bodies are wrong",
            outcome=Outcome.NOT_APPLICABLE,
        )


def ask_described(
    trial: Trial, endpoint: Endpoint, case: str, body: Json, request: Request
) -> Exchange:
    """Send a request that the contract describes; judge its answer, and return it."""
    answer, token = trial.send(request)
    held = token.scopes if token else frozenset[str]()
    if refuses_openly(trial.contract, endpoint.id, answer.response.status, held):
        detail = "whether the best token suffices is an open question"
        trial.abstain(case, Reason.NO_TOKEN, detail, endpoint=endpoint.id)
        return answer
    weight = acceptance_weight(trial.contract, endpoint, body)
    trial.judge(
        ValidRequest(endpoint.id, answer, body=body, provenance=weight),
        case=case,
        exchanges=[answer],
    )
    return answer


def is_paid(trial: Trial, endpoint: Endpoint) -> bool:
    """Return whether every accepted request costs money."""
    return trial.contract.access[endpoint.id].effect == "bill"


def most_examples(trial: Trial, endpoint: Endpoint) -> int:
    """Return how many accepted requests a target is asked to bear."""
    if is_paid(trial, endpoint):
        return PAID_EXAMPLES
    example = endpoint.request.example if endpoint.request else None
    writes = trial.contract.access[endpoint.id].effect in ("write", "destroy")
    lasting = writes and not isinstance(example, list)
    return LASTING_EXAMPLES if lasting else trial.profile.examples
