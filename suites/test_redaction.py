"""
An attribute is disclosed exactly at the levels that its row names.

    level default, GET …/audience/{id} → user id, full name, no trace of the email
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from instasent_conformance.cases import Cell, MissingFact
from instasent_conformance.cases.contacts import CUSTOM_BOOL, CUSTOM_TEXT
from instasent_conformance.cases.disclosure import (
    MOST_PAGES,
    Column,
    aggregating,
    bucket_requests,
    columns,
    contact_surfaces,
    event_request,
    is_sold,
    lowest_need,
    message_surfaces,
    missteps,
    next_page,
    showing_requests,
    widest,
)
from instasent_conformance.cases.side_channels import Question, side_questions
from instasent_conformance.cases.subjects import Subject, two_sources, written_by
from instasent_conformance.contract import Endpoint, Json, Registry
from instasent_conformance.exchange import Request
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.oracles.disclosure import (
    Answer,
    LevelSight,
    PlanSight,
    Sight,
    View,
    is_refused,
    level_of,
    obstacle_of,
    read,
    sights_of,
)
from instasent_conformance.oracles.glimpses import (
    BucketGlimpse,
    ErrorGlimpse,
    EventGlimpse,
    MessageGlimpse,
    can_be_traced,
    hidden_traces,
    is_about,
    shows,
)
from instasent_conformance.oracles.hidden_forms import forms_of
from instasent_conformance.oracles.leaks import is_known
from instasent_conformance.oracles.side_channels import (
    SideChannel,
    is_hidden_text,
    tells,
)
from instasent_conformance.tokens import ProjectAlias, Token, TokenNeed
from instasent_conformance.trial import Trial
from instasent_conformance.world import World, member

pytestmark = pytest.mark.law("redaction")
CUSTOM = {CUSTOM_TEXT: "custom", CUSTOM_BOOL: "custom-bool"}
Subjects = Callable[[ProjectAlias], tuple[Subject, ...]]


@pytest.fixture
def subjects(contract: Registry, world: World) -> Subjects:
    """Return the contacts of a project: of one source, and at home of two as well."""

    @cache
    def of(project: ProjectAlias) -> tuple[Subject, ...]:
        values = world.planted(project).values
        found = [_subject(world, "single-source", project, values)]
        if project == "home":
            first, second = two_sources(contract, world.canaries, values)
            world.push_contacts([first])
            world.push_contacts([second], datasource="second")
            found.append(_subject(world, "merged", project, first, second))
        return tuple(found)

    return of


@pytest.mark.endpoints(effect="read", surface="contact")
def test_attributes_follow_the_level(
    contract: Registry, trial: Trial, endpoint: Endpoint, subjects: Subjects
) -> None:
    """Every attribute is shown at its levels, and leaves no trace at the others."""
    for column in columns(contract, endpoint.id):
        name = f"{endpoint.id}/{column.name}"
        with trial.attempting(name):
            view = _look(trial, endpoint, column, subjects(column.need.project))
            if not view.control:
                detail = "the smallest plan does not open this surface"
                trial.abstain(
                    name,
                    Reason.OPEN_QUESTION,
                    detail,
                    outcome=Outcome.NOT_APPLICABLE,
                )
                continue
            _judge(trial, name, column, view)


def test_hidden_attributes_have_one_form(
    contract: Registry, trial: Trial, subjects: Subjects
) -> None:
    """What the lowest level hides is withheld in one way on all surfaces."""
    name = "every-surface/hidden-forms"
    with trial.attempting(name):
        views = [
            _look(trial, surface, column, subjects("home"))
            for surface in contact_surfaces(contract)
            for column in list(columns(contract, surface.id))[:1]
        ]
        forms = forms_of(contract, views, custom=CUSTOM)
        if not forms.seen:
            trial.abstain(name, Reason.NO_CONTROL, "no surface hides an attribute")
            return
        seen = [answer.exchange for view in views for answer in view.seen]
        trial.judge(forms, case=name, exchanges=seen)


@pytest.mark.endpoints(effect="read", surface="contact")
def test_errors_disclose_nothing(
    contract: Registry,
    world: World,
    trial: Trial,
    endpoint: Endpoint,
    subjects: Subjects,
) -> None:
    """What goes wrong for a token of the lowest level tells it nothing more."""
    with trial.attempting(f"{endpoint.id}/errors"):
        known = subjects("home")
        for step in missteps(world.builder(), endpoint, known[0]):
            exchange, token = trial.send(step.request, step.need)
            level = level_of(contract, token)
            trial.judge(
                ErrorGlimpse(step.endpoint, level, known, read(exchange)),
                case=f"{step.endpoint}/errors/{step.name}",
                exchanges=[exchange],
            )


@pytest.mark.endpoints(effect="read", surface="event")
def test_events_disclose_no_contact_data(
    contract: Registry,
    world: World,
    trial: Trial,
    endpoint: Endpoint,
    subjects: Subjects,
) -> None:
    """A timeline shows events, and of the contact no more than its level."""
    name = f"{endpoint.id}/contact-data"
    with trial.attempting(name):
        known = subjects("home")
        event = world.event(known[0].user_id)
        world.push_events([event])
        request, need = event_request(world.builder(), endpoint, known[0])
        control, seen = trial.send(request)[0], trial.send(request, need)[0]
        glimpse = EventGlimpse(
            surface=endpoint.id,
            level=_lowest(contract),
            subjects=known,
            answer=read(seen),
            names=(str(event["_event_id"]), known[0].user_id),
            control=read(control),
        )
        trial.judge(glimpse, case=name, exchanges=[control, seen])


def test_buckets_disclose_nothing(
    contract: Registry, world: World, trial: Trial, subjects: Subjects
) -> None:
    """Values that a level hides are in no bucket, whatever an aggregation asks for."""
    for endpoint in aggregating(contract):
        name = f"{endpoint.id}/buckets"
        with trial.attempting(name, endpoint=endpoint.id):
            if not trial.exists(endpoint.id, {name: None}):
                continue
            known, since = subjects("home"), len(trial.records)
            for uid, request in bucket_requests(world.builder(), endpoint, known):
                if can_be_traced(contract, uid, known):
                    list_values(trial, endpoint, uid, request, known)
            if len(trial.records) == since:
                detail = "no token is shown the values of any attribute"
                trial.abstain(name, Reason.NO_CONTROL, detail, endpoint=endpoint.id)


def test_messages_disclose_no_contact_data(
    contract: Registry, world: World, trial: Trial, subjects: Subjects
) -> None:
    """A message shows whom it went to by phone, and nothing else of that person."""
    for endpoint in message_surfaces(contract):
        name = f"{endpoint.id}/contact-data"
        with trial.attempting(name, endpoint=endpoint.id):
            known = subjects("home")[:1]
            request = known[0].bind(world.builder()).build(endpoint.id)
            control, _ = trial.send(request)
            if not is_about(contract, read(control), known[0]):
                detail = "no answer of this surface is about a contact of this run"
                na = Outcome.NOT_APPLICABLE
                trial.abstain(
                    name, Reason.NO_CONTROL, detail, endpoint=endpoint.id, outcome=na
                )
                continue
            seen, _ = trial.send(request, lowest_need(contract, endpoint))
            trial.judge(
                MessageGlimpse(endpoint.id, _lowest(contract), known, read(seen)),
                case=name,
                endpoint=endpoint.id,
                exchanges=[control, seen],
            )


def test_hidden_attributes_cannot_be_asked_for(
    contract: Registry, world: World, trial: Trial, subjects: Subjects
) -> None:
    """Two questions that differ by a hidden value alone have one answer."""
    for endpoint in contract.endpoints.values():
        since: dict[str, int] = {}
        with trial.attempting(f"{endpoint.id}/side-channel", endpoint=endpoint.id):
            asked = list(side_questions(world.builder(), endpoint, subjects("home")))
            for channel in dict.fromkeys(question.channel for question in asked):
                since[channel] = len(trial.records)
                found = [
                    question
                    for question in asked
                    if question.channel == channel
                    and is_hidden_text(contract, question.uid, _lowest(contract))
                ]
                for question in found[: trial.profile.examples]:
                    ask_aside(trial, endpoint, question)
                trial.roll_up(f"{endpoint.id}/side-channel/{channel}", since[channel])


def ask_aside(trial: Trial, endpoint: Endpoint, question: Question) -> None:
    """Ask a pair of questions with the widest token, and with one of the lowest."""
    pair = (question.one, question.other)
    low = lowest_need(trial.contract, endpoint)
    first, second = (trial.send(request)[0] for request in pair)
    if not tells((first, second)):
        return
    one, other = (trial.send(request, low)[0] for request in pair)
    trial.judge(
        SideChannel(
            endpoint.id,
            _lowest(trial.contract),
            question,
            asked=(one, other),
            control=(first, second),
        ),
        case=f"{endpoint.id}/side-channel/{question.channel}",
        endpoint=endpoint.id,
        exchanges=[first, second, one, other],
    )


def list_values(
    trial: Trial,
    endpoint: Endpoint,
    uid: str,
    request: Request,
    known: tuple[Subject, ...],
) -> None:
    """Ask for the values of one attribute, where a token of every scope gets them."""
    contract = trial.contract
    control, _ = trial.send(request)
    seen, _ = trial.send(request, lowest_need(contract, endpoint))
    glimpse = BucketGlimpse(
        surface=endpoint.id,
        level=_lowest(contract),
        subjects=known,
        answer=read(seen),
        uid=uid,
        control=read(control),
    )
    if shows(contract, glimpse, glimpse.control) or any(
        hidden_traces(contract, glimpse)
    ):
        trial.judge(
            glimpse,
            case=f"{endpoint.id}/buckets/{CUSTOM.get(uid, uid)}",
            endpoint=endpoint.id,
            exchanges=[control, seen],
        )


def _lowest(contract: Registry) -> str:
    return min(contract.levels, key=lambda row: row.rank).level


def _subject(
    world: World, name: str, project: ProjectAlias, *contacts: dict[str, Json]
) -> Subject:
    identity = world.contract.attribute("user-id").uid
    user_id = contacts[0][identity]
    request = world.bare_builder(project).build(
        "audience.by-value", path={"userId": user_id}
    )
    need = widest(world.contract, TokenNeed(project=project), request.endpoint)
    found = member(member(world.send(request, need).response.body, "entity"), "id")
    if not isinstance(found, str):
        raise MissingFact("audience.id")
    return Subject(name, user_id, found, written_by(*contacts))


def _look(
    trial: Trial, surface: Endpoint, column: Column, subjects: tuple[Subject, ...]
) -> View:
    seen, token = _read(trial, surface, column.need, subjects)
    # A surface that the plan does not open shows nothing to compare with.
    closed = column.by_plan and is_sold(trial.contract, surface.id) and is_refused(seen)
    wide = widest(trial.contract, column.need, surface.id)
    return View(
        surface=surface.id,
        column=column.name,
        level=level_of(trial.contract, token),
        subjects=subjects,
        seen=seen,
        control=() if closed else _read(trial, surface, wide, subjects)[0],
    )


def _read(
    trial: Trial, surface: Endpoint, need: TokenNeed, subjects: Sequence[Subject]
) -> tuple[tuple[Answer, ...], Token | None]:
    answers: list[Answer] = []
    token: Token | None = None
    builder = trial.world.builder(need.project)
    for first in showing_requests(builder, surface, subjects):
        request: Request | None = first
        pages = 0
        while request is not None and pages < MOST_PAGES:
            exchange, token = trial.send(request, need)
            answers.append(read(exchange))
            request, pages = next_page(exchange), pages + 1
    return tuple(answers), token


def _judge(trial: Trial, name: str, column: Column, view: View) -> None:
    kind: type[Sight] = PlanSight if column.by_plan else LevelSight
    shown = [answer.exchange for answer in view.seen]
    for sight in sights_of(trial.contract, view, kind, custom=CUSTOM):
        case = f"{name}/{sight.label}"
        cell = Cell("attribute", sight.label, column.name, view.surface)
        if obstacle_of(view) or is_known(trial.contract, sight):
            trial.judge(sight, case=case, exchanges=shown, cell=cell)
        else:
            trial.abstain(
                case,
                Reason.OPEN_QUESTION,
                "no token shows a value of this attribute",
                cell=cell,
                outcome=Outcome.NOT_APPLICABLE,
            )
