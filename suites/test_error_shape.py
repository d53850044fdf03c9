"""
A bad request gets one clear refusal and changes nothing.

    POST …/stream/contacts, half a JSON text → 400 {"message": "…"}, and nothing stored
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

import pytest

from instasent_conformance.cases import MissingFact
from instasent_conformance.cases.bad_bodies import bad_bodies
from instasent_conformance.cases.bad_headers import wrong_headers
from instasent_conformance.cases.bad_paths import hostile_paths, unknown_ids
from instasent_conformance.cases.misuse import (
    Misuse,
    dry_run,
    wrong_methods,
    wrong_queries,
)
from instasent_conformance.cases.turns import in_turn
from instasent_conformance.contract import Endpoint, Registry
from instasent_conformance.exchange import Exchange, Request
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.oracles.refusals import (
    ErrorShapes,
    Refusal,
    shape_of,
)
from instasent_conformance.profiles import Profile
from instasent_conformance.target import TokenUnavailable
from instasent_conformance.tokens import ABSENT, Token, TokenNeed
from instasent_conformance.trial import Trial
from instasent_conformance.world import World

pytestmark = pytest.mark.law("error-shape")
_MOMENT = 5.0
_SHAPED = ("body", "path")
_FEW = 3
_LASTING = {"datasource.create": "a data source", "sender.create": "a sender"}


@pytest.mark.endpoints(body=True)
def test_bad_bodies_are_refused(trial: Trial, world: World, endpoint: Endpoint) -> None:
    """A body that breaks the contract is refused, clearly and without a trace."""
    name = f"{endpoint.id}/body"
    with trial.attempting(f"{name}/setup"):
        if trial.exists(endpoint.id, {name: None}):
            builder = world.own_builder(endpoint.id)
            _run(trial, world, endpoint.id, bad_bodies(builder, endpoint.id))


def test_bad_paths_are_refused(
    trial: Trial, world: World, endpoint: Endpoint, profile: Profile
) -> None:
    """An id that names nothing is not found, and a hostile one crashes nothing."""
    with trial.attempting(f"{endpoint.id}/path/setup"):
        if not trial.exists(endpoint.id, {f"{endpoint.id}/path": None}):
            return
        builder = world.own_builder(endpoint.id)
        if not any(p.place == "path" for p in endpoint.parameters):
            detail = "the path of this endpoint names nothing"
            name = f"{endpoint.id}/path"
            outcome = Outcome.NOT_APPLICABLE
            trial.abstain(name, Reason.OPEN_QUESTION, detail, outcome=outcome)
            return
        hostile = tuple(hostile_paths(builder, endpoint.id))
        if not profile.thorough:
            hostile = in_turn(builder.contract, endpoint.id, hostile, most=1)
        hostile = hostile[: profile.examples]
        _run(trial, world, endpoint.id, (*unknown_ids(builder, endpoint.id), *hostile))


def test_unknown_methods_and_queries_are_harmless(
    trial: Trial,
    world: World,
    contract: Registry,
    endpoint: Endpoint,
    profile: Profile,
) -> None:
    """A method that no source names is refused; no query or header crashes anything."""
    with trial.attempting(f"{endpoint.id}/method/setup"):
        if not trial.exists(endpoint.id, {f"{endpoint.id}/method": None}):
            return
        right = world.fresh_request(endpoint.id)
        wrong = wrong_queries(contract, right)
        most = 3 * profile.examples if profile.thorough else _FEW
        queries = in_turn(contract, endpoint.id, wrong, most=most)
        most = profile.examples if profile.thorough else 1
        headers = wrong_headers(contract, right, most=most)
        methods = wrong_methods(contract, right)
        _run(trial, world, endpoint.id, (*methods, *queries, *headers))


def test_a_trial_push_stores_nothing(trial: Trial, world: World) -> None:
    """A good push that asks for a trial only is answered, and stores nothing."""
    with trial.attempting("dry-run/setup"):
        misuse = dry_run(world.builder())
        _run(trial, world, misuse.endpoint, (misuse,))


def test_all_endpoints_refuse_alike(
    trial: Trial, world: World, contract: Registry
) -> None:
    """The refusals of all endpoints have one shape."""
    case = "every-endpoint/error-shape"
    with trial.attempting(case):
        answers = [
            answer
            for name, row in contract.access.items()
            if row.effect in trial.target.allowed and world.is_there(name)
            for request, need in _refused(world, name)
            for answer in _sent(trial, request, need)
        ]
        _judge_shapes(trial, case, [(a.request.endpoint, a) for a in answers])


def _refused(world: World, endpoint: str) -> Iterator[tuple[Request, TokenNeed]]:
    with suppress(MissingFact):
        # What is admitted nevertheless takes nothing that others look for.
        builder = world.own_builder(endpoint)
        for need in (ABSENT, TokenNeed()):
            yield builder.build(endpoint), need
        for misuse in islice(unknown_ids(builder, endpoint), 1):
            yield misuse.request, world.everything()


def _sent(trial: Trial, request: Request, need: TokenNeed) -> Iterator[Exchange]:
    """Yield the answer, if there is a token to ask with."""
    with suppress(TokenUnavailable):
        yield trial.send(request, need)[0]


def _run(trial: Trial, world: World, endpoint: str, misuses: Iterable[Misuse]) -> None:
    control = trial.send(world.fresh_request(endpoint))[0]
    answered: list[tuple[str, Exchange]] = []
    for misuse in misuses:
        row = trial.contract.access[endpoint]
        effect = (
            "write" if (misuse.kind, row.effect) == ("method", "read") else row.effect
        )
        if not trial.may(effect, misuse.id, endpoint=endpoint):
            continue
        with trial.attempting(misuse.id, endpoint=endpoint):
            refusal = _ask(trial, control, misuse)
            shown = [e for e in (control, refusal.probe, refusal.after) if e]
            trial.judge(refusal, case=misuse.id, endpoint=endpoint, exchanges=shown)
            if refusal.probe.response.succeeded:
                _note_what_it_made(world, misuse)
            if misuse.kind in _SHAPED and misuse.must == "refuse":
                answered.append((misuse.id, refusal.probe))
    if answered:
        case = f"{answered[0][0].rpartition('/')[0]}/error-shape"
        _judge_shapes(trial, case, answered)


def _note_what_it_made(world: World, misuse: Misuse) -> None:
    """Remember what an accepted request wrote, so that it is removed or reported."""
    if misuse.endpoint == "stream.push-contacts":
        identity = world.contract.attribute("user-id").uid
        world.remember([{identity: trace} for trace in misuse.traces])
    elif misuse.endpoint in _LASTING:
        world.leftovers.append(f"{_LASTING[misuse.endpoint]} made by {misuse.id}")


def _ask(trial: Trial, control: Exchange, misuse: Misuse) -> Refusal:
    probe, token = trial.send(misuse.request)
    after = None
    if misuse.look is not None:
        if misuse.kind == "dry-run":
            trial.target.wait(_MOMENT)
        after = trial.send(misuse.look)[0]
    return Refusal(misuse, control, probe, after, _echoes(probe, token))


def _echoes(probe: Exchange, token: Token | None) -> bool:
    said = (probe.response.text, *probe.response.headers.values())
    return token is not None and any(token.secret in text for text in said)


def _judge_shapes(
    trial: Trial, case: str, answered: list[tuple[str, Exchange]]
) -> None:
    shapes = [shape_of(name, exchange.response) for name, exchange in answered]
    seen = tuple(shape for shape in shapes if shape is not None)
    exchanges = [exchange for _, exchange in answered]
    if seen:
        trial.judge(ErrorShapes(seen), case=case, exchanges=exchanges)
    else:
        trial.abstain(case, Reason.NO_CONTROL, "no request was refused")
