"""
Nothing but a live token in its place opens an endpoint.

Every endpoint is asked without a token, with what is none, with what nearly is one, and
with a live one under another scheme or in another place: `audience.get/truncated`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from instasent_conformance.cases import Step
from instasent_conformance.cases.authentication import (
    LAW,
    auth_cases,
    closed_doors,
    other_product_case,
    refusal_questions,
    widening,
)
from instasent_conformance.cases.scopes import cell_case, one_option_case
from instasent_conformance.checks import CaseRecord
from instasent_conformance.contract import Endpoint, Registry
from instasent_conformance.exchange import Transcript
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.oracles.doors import Knock
from instasent_conformance.oracles.token_facts import (
    ScopeLists,
    SecretReads,
    SourceTokens,
)
from instasent_conformance.profiles import Profile
from instasent_conformance.tokens import NEAR_MISS_KINDS, Token, TokenNeed, near_miss
from instasent_conformance.trial import Trial
from instasent_conformance.world import World

pytestmark = pytest.mark.law("authentication")
_STREAM = "stream.get"
_LISTS = ("organization.get", "project.get")
_READS = ("datasource.get", "datasource.list", "datasource.stats", _STREAM)


def test_only_a_live_bearer_token_opens_an_endpoint(
    trial: Trial,
    world: World,
    contract: Registry,
    endpoint: Endpoint,
    profile: Profile,
) -> None:
    """What is no live token in its place is refused, and learns nothing."""
    full = world.everything()
    with trial.attempting(f"{endpoint.id}/setup"):
        names = dict.fromkeys(f"{endpoint.id}/{kind}" for kind in ("none", "unknown"))
        if not trial.exists(endpoint.id, names):
            return
        for case in auth_cases(
            contract,
            endpoint.id,
            fresh=lambda: world.fresh_request(endpoint.id),
            full=full,
            most=profile.examples,
            thorough=profile.thorough,
        ):
            trial.run(case)
        if not trial.may(contract.access[endpoint.id].effect, f"{endpoint.id}/doors"):
            return
        asker, owner = world.own_builder(endpoint.id), world.builder("foreign")
        for door in closed_doors(endpoint, asker, owner, full):
            real, unreal = (
                trial.send(request, door.need)[0]
                for request in (door.real, door.unreal)
            )
            trial.judge(
                Knock(endpoint.id, door, real, unreal),
                case=f"{endpoint.id}/{door.word}",
                exchanges=[real, unreal],
            )


def test_one_status_answers_every_bad_token(
    trial: Trial, world: World, contract: Registry, profile: Profile
) -> None:
    """Which status refuses a token that is not live is the same at every endpoint."""
    full, thorough = world.everything(), profile.thorough
    for question, asked in refusal_questions(contract, full, thorough=thorough):
        with trial.attempting(f"one-option/{question}"):
            steps = [
                Step(world.fresh_request(endpoint), need, once=True)
                for endpoint, need in asked
                if world.is_there(endpoint)
                and contract.access[endpoint].effect in trial.target.allowed
            ]
            trial.run(one_option_case(contract, question, steps, "read", law=LAW))


def test_a_token_of_another_product_opens_nothing(
    trial: Trial, world: World, contract: Registry
) -> None:
    """A live token of the transactional product is none here."""
    name = "other-product/tokens"
    if trial.target.inventory.find(TokenNeed(kind="api_sms")) is None:
        detail = "the target has no token of the transactional product"
        outcome = Outcome.NOT_APPLICABLE
        trial.abstain(name, Reason.NO_TOKEN, detail, outcome=outcome)
        return
    for endpoint in contract.endpoints:
        with trial.attempting(f"{endpoint}/api-sms", endpoint=endpoint):
            if world.is_there(endpoint):
                trial.run(
                    other_product_case(
                        contract,
                        endpoint,
                        fresh=lambda endpoint=endpoint: world.fresh_request(endpoint),
                        full=world.everything(),
                    )
                )


def test_a_token_keeps_its_scopes(
    trial: Trial, world: World, contract: Registry
) -> None:
    """A token lists what it was granted, and no request grants it more."""
    for endpoint in _LISTS:
        for need in (TokenNeed(), world.everything()):
            case = f"{endpoint}/scopes/{'all' if need.scopes else 'none'}"
            with trial.attempting(case, endpoint=endpoint):
                look = world.fresh_request(endpoint)
                gate = world.fresh_request("datasource.list")
                before, token = trial.send(look, need)
                shut, _ = trial.send(gate, need)
                granted = need.as_sent(token).scopes
                for request in widening(contract, look, gate):
                    trial.send(request, need)
                after, still = (trial.send(asked, need)[0] for asked in (look, gate))
                trial.judge(
                    ScopeLists(endpoint, granted, before, after, shut, still),
                    case=case,
                    endpoint=endpoint,
                    exchanges=[before, shut, after, still],
                )


def test_every_data_source_has_its_token(trial: Trial, world: World) -> None:
    """Each data source has a token of its own, shown once, that opens its stream."""
    name = "data-sources/tokens"
    if not trial.may("write", name):
        return
    with trial.attempting(name):
        tokens = [
            world.datasource(source).token for source in ("first", "second", "spare")
        ]
        owned = [token for token in tokens if token is not None]
        if len(owned) < len(tokens):
            trial.abstain(name, Reason.NO_TOKEN, "no answer shows the tokens")
            return
        answers = [
            trial.target.send_as(
                world.builder().build(_STREAM, path={"datasource": str(t.datasource)}),
                t,
            )
            for t in owned
        ]
        distinct = len({token.secret for token in owned}) == len(owned)
        trial.judge(
            SourceTokens(distinct, tuple(answers)), case=name, exchanges=answers
        )
        judge_near_misses(trial, world, owned[0])
        judge_later_reads(trial, world, owned[0])


def judge_near_misses(trial: Trial, world: World, token: Token) -> None:
    """Ask the stream with what is almost the token of its data source."""
    request = world.builder().build(_STREAM)
    own = TokenNeed(kind="datasource")
    control = trial.send(request, own)[0]
    for kind in NEAR_MISS_KINDS:
        spelt = near_miss(token.secret, kind)
        if spelt is None:
            continue
        need = TokenNeed(kind=kind)
        case = cell_case(
            trial.contract,
            _STREAM,
            f"datasource-{kind}",
            (Step(request, own, "control"), Step(request, need)),
            law=LAW,
        )
        forged = replace(token, alias=f"{kind}: {token.alias}", secret=spelt)
        probe = trial.target.send_as(request, forged)
        trial.judge(
            CaseRecord(case, Transcript((control, probe)), (token, None)),
            case=case.id,
            endpoint=_STREAM,
            exchanges=[control, probe],
        )


def judge_later_reads(trial: Trial, world: World, token: Token) -> None:
    """Read a data source back, wherever its secret might be shown again."""
    reads = [trial.send(world.builder().build(endpoint))[0] for endpoint in _READS]
    trial.judge(
        SecretReads(
            tuple((read, token.secret in read.response.text) for read in reads)
        ),
        case="data-sources/secrets",
        exchanges=reads,
    )
