"""Look contacts up, find them in a segment, count them, and show them in part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..cases.filter_questions import group, marked_events
from ..cases.marked import Kind, MarkedEvent, MarkedSet, kinds
from ..contract import Json
from ..exchange import Exchange
from ..oracles.figures import Figure, Figures
from ..oracles.found_contacts import Lookup, Lookups, PartialData, SegmentCondition
from ..trial import Trial
from .filtering import Survey, contact_survey
from .writing import written_set

_BY_ROLE = {
    "audience.by-phone": (("phone", "D-LOOKUP-01"),),
    "audience.by-email": (("email", "V-AUDIENCE-05"),),
    "audience.by-value": tuple(
        (role, "V-AUDIENCE-04") for role in ("user-id", "email", "phone")
    ),
}
_PATH = {
    "audience.by-phone": "userPhone",
    "audience.by-email": "userEmail",
    "audience.by-value": "userId",
}
LOOKUPS = tuple(_BY_ROLE)
_FEW = 6


def judge_lookups(trial: Trial, endpoint: str) -> None:
    """Judge a lookup with values of marked contacts and with values of nobody."""
    case = f"{endpoint}/lookup"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        marked = written_set(trial, _FEW)
        asked = tuple(_lookups(trial, endpoint, marked))
        trial.judge(
            Lookups(endpoint, asked),
            case=case,
            endpoint=endpoint,
            exchanges=[one.exchange for one in asked],
        )


def judge_segment_condition(trial: Trial) -> None:
    """Judge that a search by segment finds what the scroll of the segment holds."""
    case, endpoint = "audience.search/segment-condition", "audience.search"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        survey = contact_survey(trial, endpoint)
        world = trial.world
        uid = world.builder().fill("{{segment.dynamic-uid}}")
        body = {"root": survey.mark, "limit": survey.limit}
        path = {"segmentUid": str(uid)}
        scroll, _ = trial.send(
            world.builder().build("segment.scroll", path=path, body=body)
        )
        by_values = {"key": "segment", "operator": "matches-string", "values": [uid]}
        by_key = {"key": uid, "operator": "exists", "values": []}
        spelt = tuple(
            survey.ask({"type": "segment_condition", **members})
            for members in (by_values, by_key)
        )
        trial.judge(
            SegmentCondition(endpoint, scroll, spelt),
            case=case,
            endpoint=endpoint,
            exchanges=[scroll, *spelt],
        )


def judge_partial_data(trial: Trial) -> None:
    """Judge that a search without all data shows a part of it."""
    case, endpoint = "audience.search/all-data", "audience.search"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        survey = contact_survey(trial, endpoint)
        root = group("and", survey.mark)
        answers = (
            survey.ask(root),
            survey.ask(root, includeAllData=True),
            survey.ask(root, includeAllData=False),
        )
        trial.judge(
            PartialData(endpoint, *answers),
            case=case,
            endpoint=endpoint,
            exchanges=answers,
        )


def judge_figures(trial: Trial, endpoint: str) -> None:
    """Judge aggregations over marked contacts or events."""
    case = f"{endpoint}/figures"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        if not trial.exists(endpoint, {case: None}):
            return
        survey = contact_survey(trial, "audience.search")
        since = len(trial.records)
        over_events = endpoint.startswith("event.")
        found = _of_events(trial, survey) if over_events else [_of_contacts(survey)]
        for root, asked, figures in found:
            body = {"root": root, "aggregations": asked}
            answer = _send(trial, endpoint, body)
            evidence = Figures(endpoint, answer, tuple(figures))
            trial.judge(evidence, case=case, endpoint=endpoint, exchanges=[answer])
        trial.roll_up(case, since)


def _lookups(trial: Trial, endpoint: str, marked: MarkedSet) -> Iterator[Lookup]:
    canaries = trial.world.canaries
    nobody = {
        "user-id": canaries.user_id(),
        "email": canaries.email(),
        "phone": canaries.phone(),
    }
    for role, rule in _BY_ROLE[endpoint]:
        uid = trial.contract.attribute(role).uid
        owners = [
            (c.id, str(c.values[uid])) for c in marked.contacts if uid in c.values
        ]
        for owner, value in (*owners[:2], ("", nobody[role])):
            request = trial.world.builder().build(
                endpoint, path={_PATH[endpoint]: value}
            )
            answer, _ = trial.send(request)
            yield Lookup(endpoint, role, owner, answer, rule)


def _of_contacts(survey: Survey) -> tuple[Json, dict[str, Json], list[Figure]]:
    country = survey.trial.contract.attribute("country").uid
    contacts = survey.marked.contacts
    by_country = Counter(
        str(c.values[country]) for c in contacts if country in c.values
    )
    asked: dict[str, Json] = {
        "all": {"type": "count"},
        "countries": {"type": "terms", "field": country, "size": 10},
        "different": {"type": "cardinality", "field": country},
    }
    figures = [
        Figure("all", "V-AGGREGATE-03", value=len(contacts)),
        Figure("countries", "V-AGGREGATE-03", buckets=dict(by_country)),
        Figure("different", "V-AGGREGATE-03", value=len(by_country)),
    ]
    return group("and", survey.mark), asked, figures


def _of_events(
    trial: Trial, survey: Survey
) -> Iterator[tuple[Json, dict[str, Json], list[Figure]]]:
    for kind in kinds(trial.contract):
        events = [e for e in survey.marked.events if e.kind == kind.uid]
        if kind.number and events:
            root = group("and", marked_events(survey.marked, kind))
            yield root, *_metrics(kind, events)


def _metrics(
    kind: Kind, events: list[MarkedEvent]
) -> tuple[dict[str, Json], list[Figure]]:
    field = f"{kind.uid}.{kind.number}"
    numbers = [event.parameters[str(kind.number)] for event in events]
    asked: dict[str, Json] = {
        name: {"type": name, "field": field} for name in ("sum", "avg", "min", "max")
    }
    asked["all"] = {"type": "count"}
    asked["days"] = {
        "type": "date-histogram",
        "field": "created-at",
        "interval": "day",
    }
    return asked, [
        Figure("sum", "D-AGGREGATE-02", value=sum(numbers)),
        Figure("avg", "D-AGGREGATE-03", value=sum(numbers) / len(numbers)),
        Figure("min", "D-AGGREGATE-03", value=min(numbers)),
        Figure("max", "D-AGGREGATE-03", value=max(numbers)),
        Figure("all", "D-AGGREGATE-03", value=len(numbers)),
        Figure("days", "D-AGGREGATE-01", adds_up_to=len(numbers)),
    ]


def _send(trial: Trial, endpoint: str, body: Json) -> Exchange:
    builder = trial.world.builder()
    request = builder.build(endpoint, body=builder.in_syntax(body))
    return trial.send(request, trial.world.everything(strict=True))[0]
