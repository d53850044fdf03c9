"""Ask filters about marked contacts and events, and compare with a naive reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..cases.drawn_filters import drawn_filters, simpler
from ..cases.filter_questions import (
    Node,
    Question,
    contact_questions,
    event_leaves,
    event_questions,
    group,
    leaves,
    marked_contacts,
    marked_events,
)
from ..cases.marked import MarkedContact, MarkedSet, kinds
from ..contract import Json, Registry
from ..exchange import Exchange
from ..finding import Outcome, Reason
from ..oracles.event_members import TYPE, value_of
from ..oracles.filtering import Asked, FilterAnswers, contradictions
from ..oracles.listings import rows_of, user_ids
from ..trial import Trial
from .writing import written_set

_SMALLEST, _LARGEST = 10, 32
_NESTED = "D-FILTER-11"
_MOST_SIMPLER = 60
_NOTHING = Outcome.NOT_APPLICABLE


def size_of(trial: Trial) -> int:
    """Return how many contacts a survey writes: they fit on one page of a search."""
    return min(_LARGEST, _SMALLEST + trial.profile.examples)


@dataclass(frozen=True)
class Survey:
    """The filters of one endpoint: how they are asked, and about what."""

    trial: Trial
    endpoint: str
    marked: MarkedSet
    events: bool
    mark: Node
    limit: int
    path: tuple[tuple[str, str], ...] = ()

    def ask(self, root: Node, **members: Json) -> Exchange:
        """Send a filter that is tied to the mark."""
        body = {"root": group("and", self.mark, root), "limit": self.limit, **members}
        return self.send(body)

    def send(self, body: Json) -> Exchange:
        """Send a body as it is."""
        builder = self.trial.world.builder()
        request = builder.build(self.endpoint, path=dict(self.path), body=body)
        # Filters and figures may be of what the level of a token discloses.
        everything = self.trial.world.everything(strict=True)
        return self.trial.send(request, everything)[0]

    def answers(self, questions: Iterable[Question]) -> FilterAnswers:
        """Ask questions, and the mark alone as their control."""
        control = self.send({"root": group("and", self.mark), "limit": self.limit})
        asked = tuple(Asked(q, self.ask(q.root)) for q in questions)
        items = self.marked.events if self.events else self._contacts(control)
        return FilterAnswers(
            self.endpoint, items, self.marked.now, control, asked, self.events
        )

    def _contacts(self, control: Exchange) -> tuple[MarkedContact, ...]:
        """Return the contacts that can be found at all: within a segment, its own."""
        members = frozenset(user_ids(self.trial.contract, control))
        return tuple(
            contact
            for contact in self.marked.contacts
            if not self.path or contact.id in members
        )

    def simplest(self, question: Question) -> Question:
        """Return the simplest question that fails like a generated one."""
        tries = 0
        while True:
            for root in simpler(question.root):
                tries += 1
                smaller = replace(question, root=root)
                if tries > _MOST_SIMPLER:
                    return question
                if list(contradictions(self.answers([smaller]), self.trial.contract)):
                    question = smaller
                    break
            else:
                return question


def contact_survey(trial: Trial, endpoint: str) -> Survey:
    """Write marked contacts and return the survey of them at an endpoint."""
    marked = written_set(trial, size_of(trial))
    mark = marked_contacts(trial.contract, marked)
    limit = trial.contract.limit("search.page")
    path = segment_path(trial, endpoint)
    return Survey(
        trial, endpoint, marked, events=False, mark=mark, limit=limit, path=path
    )


def segment_path(trial: Trial, endpoint: str) -> tuple[tuple[str, str], ...]:
    """Return what a path names beside the project: a segment that opens as it is."""
    named = {p.fact: p.name for p in trial.contract.endpoint(endpoint).parameters}
    if "segment.uid" not in named:
        return ()
    uid = trial.world.builder().fill("{{segment.dynamic-uid}}")
    return ((named["segment.uid"], str(uid)),)


def event_survey(trial: Trial, endpoint: str) -> Survey:
    """Write marked events and return the survey of them at an endpoint."""
    marked = written_set(trial, size_of(trial))
    marks = (marked_events(marked, kind) for kind in kinds(trial.contract))
    limit = trial.contract.limit("search.page")
    mark = group("or", *marks)
    return Survey(trial, endpoint, marked, events=True, mark=mark, limit=limit)


def judge_contact_filters(trial: Trial, endpoint: str) -> None:
    """Judge each operator, and generated trees, at an endpoint that lists contacts."""
    _judge(
        trial,
        endpoint,
        contact_survey,
        lambda s: _thinned(endpoint, contact_questions(_told(s), s.marked)),
        lambda s: leaves(_told(s), s.marked),
    )


def _told(survey: Survey) -> Registry:
    """Return the contract without the event types that the target tells by itself."""
    trial = survey.trial
    fresh = {trial.contract.attribute("user-id").uid: trial.world.canaries.user_id()}
    trial.world.push_contacts([fresh])
    builder = trial.world.bare_builder()
    audience = trial.world.audience_id(str(*fresh.values()))
    request = builder.build("audience.events", path={"audienceId": str(audience)})
    shown = {str(value_of(row, TYPE)) for row in rows_of(trial.send(request)[0])}
    told = (kind for kind in trial.contract.event_types if kind.uid not in shown)
    return trial.contract.with_event_types(tuple(told))


def judge_event_filters(trial: Trial, endpoint: str) -> None:
    """Judge each operator, and generated trees, at an endpoint that lists events."""
    _judge(
        trial,
        endpoint,
        event_survey,
        lambda s: event_questions(trial.contract, s.marked),
        lambda _: event_leaves(trial.contract),
    )


def _judge(
    trial: Trial,
    endpoint: str,
    survey_of: Callable[[Trial, str], Survey],
    questions_of: Callable[[Survey], Iterable[Question]],
    leaves_of: Callable[[Survey], list[Node]],
) -> None:
    by_operator, drawn = f"{endpoint}/by-operator", f"{endpoint}/generated"
    if not trial.may("write", by_operator, endpoint=endpoint):
        return
    with trial.attempting(by_operator, endpoint=endpoint):
        survey = survey_of(trial, endpoint)
        _record(trial, survey.answers(questions_of(survey)), by_operator)
        pool = leaves_of(survey)
        if not pool:
            detail, without = "no event type holds more than a text", _NOTHING
            trial.abstain(drawn, Reason.NO_FIXTURE, detail, outcome=without)
            return
        trees = drawn_filters(pool, count=trial.profile.examples, seed=trial.seed)
        questions = [
            Question(f"generated-{number}", tree, _NESTED)
            for number, tree in enumerate(trees)
        ]
        answers = survey.answers(questions)
        broken = next(contradictions(answers, trial.contract), None)
        if broken:
            answers = survey.answers([survey.simplest(broken.asked.question)])
        _record(trial, answers, drawn)


def _thinned(endpoint: str, questions: Iterable[Question]) -> Iterable[Question]:
    """Return every question of a search; elsewhere one for each rule and operator."""
    if endpoint.endswith("search"):
        return questions
    distinct = {(q.rule, q.root.get("operator")): q for q in questions}
    return distinct.values()


def _record(trial: Trial, answers: FilterAnswers, case: str) -> None:
    trial.judge(
        answers,
        case=case,
        endpoint=answers.endpoint,
        exchanges=[answers.control, *(asked.exchange for asked in answers.asked)],
    )
