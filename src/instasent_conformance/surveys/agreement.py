"""Read the same contacts, events, counts and details in every way there is."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.contacts import canary_value
from ..cases.filter_questions import attribute_is, group
from ..cases.numbered import first_events, numbered_event, numbering_kind
from ..contract import Json
from ..exchange import Exchange
from ..finding import Outcome, Reason
from ..oracles.listings import rows_of
from ..oracles.scoped_fields import value_at
from ..oracles.stories import (
    ContactStory,
    DetailStory,
    EventStory,
    MessageStory,
    StatisticsStory,
    TokenStory,
    TotalStory,
)
from ..tokens import TokenNeed
from ..trial import Trial
from ..world.model import SYNC
from .filtering import contact_survey
from .writing import SOURCE, now_of, write_contacts

_SOURCES = (SOURCE, "second")
_PEOPLE = 3
_CUSTOM = "conform_agreed_text"
_FEW = 3
_ROLES = (
    "first-name",
    "last-name",
    "country",
    "lists",
    "date-registered",
    "accepts-sms",
)

_SEGMENT_DETAIL = (
    *("segment.get", "segmentUid", ("uid", "name", "type")),
    *("V-SEGMENT-01", "V-SEGMENT-06"),
)

DETAILS: dict[str, tuple[str, str, tuple[str, ...], str, str]] = {
    "datasource.list": (
        *("datasource.get", "id", ("id", "uid", "name", "type")),
        *("V-SOURCE-05", "V-SOURCE-05"),
    ),
    "segment.list": _SEGMENT_DETAIL,
    "segment.list-dynamic": _SEGMENT_DETAIL,
    "campaign.list": (
        *("campaign.get", "campaignId", ("id", "title", "campaignAt", "status")),
        *("V-CAMPAIGN-01", "V-CAMPAIGN-04"),
    ),
    "automation.list": (
        *("automation.get", "automationId", ("id", "title", "status")),
        *("V-AUTOMATION-01", "V-AUTOMATION-04"),
    ),
    "sms.list-direct": (
        *("sms.get", "id", ("id", "to", "text")),
        *("V-SMS-24", "V-SMS-27"),
    ),
}
"""List to its detail, the path parameter, the members that define it, and the rules."""


def judge_contacts(trial: Trial) -> None:
    """Judge that every read tells the same of contacts from two sources."""
    case, endpoint = "every-read/contact", "audience.get"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        since = len(trial.records)
        custom = frozenset(_custom_text(trial))
        for _ in range(_PEOPLE):
            user_id, sights = _sights(trial, custom)
            trial.judge(
                ContactStory(user_id, sights, custom),
                case=case,
                endpoint=endpoint,
                exchanges=sights,
            )
        trial.roll_up(case, since)


def judge_events(trial: Trial) -> None:
    """Judge that every list tells the same of the events of a contact."""
    case, endpoint = "every-list/events", "audience.events"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        world, contract = trial.world, trial.contract
        kind = numbering_kind(contract)
        mark, user_id = world.canaries.name(), world.canaries.user_id()
        write_contacts(trial, [{contract.attribute("user-id").uid: user_id}])
        events = [
            world.event(user_id)
            | {
                "_event_type": kind.uid,
                "_event_date": now_of(trial).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "_event_parameters": numbered_event(kind, mark, number),
            }
            for number in range(_FEW)
        ]
        world.push_events(events, datasource=SOURCE)
        body = {"root": first_events(kind, mark, _FEW), "limit": 10}
        path = {"audienceId": str(world.audience_id(user_id))}
        builder = world.builder()
        lists = tuple(
            trial.send(request, world.everything(strict=True))[0]
            for request in (
                builder.build("audience.events", path=path),
                builder.build("event.search", body=body),
                builder.build("event.scroll", body=body),
            )
        )
        written = frozenset(str(event["_event_id"]) for event in events)
        story = EventStory(written, lists, kind.uid)
        trial.judge(story, case=case, endpoint=endpoint, exchanges=lists)
        totals = TotalStory(_FEW, lists[1:], "V-EVENT-14")
        trial.judge(
            totals, case=f"{case}/total", endpoint="event.search", exchanges=lists[1:]
        )


def judge_totals(trial: Trial) -> None:
    """Judge that search, scroll and aggregations count the same matches."""
    case, endpoint = "every-count/contacts", "audience.search"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        survey = contact_survey(trial, endpoint)
        builder, root = trial.world.builder(), group("and", survey.mark)
        asked: dict[str, Json] = {"all": {"type": "count"}}
        bodies: tuple[tuple[str, Json], ...] = (
            ("audience.search", {"root": root, "limit": 1}),
            ("audience.search", {"root": root, "limit": 10}),
            ("audience.scroll", {"root": root, "limit": 1}),
            (
                "audience.aggregations",
                builder.in_syntax({"root": root, "aggregations": asked}),
            ),
        )
        counts = tuple(
            trial.send(builder.build(name, body=body))[0] for name, body in bodies
        )
        story = TotalStory(len(survey.marked.contacts), counts, "V-AUDIENCE-11")
        trial.judge(story, case=case, endpoint=endpoint, exchanges=counts)


def judge_details(trial: Trial, listing: str) -> None:
    """Judge that the rows of a list are what each shows alone."""
    case = f"{listing}/details"
    detail, parameter, key, key_rule, rule = DETAILS[listing]
    with trial.attempting(case, endpoint=listing):
        builder = trial.world.builder()
        rows = rows_of(trial.send(builder.build(listing))[0])
        if not rows:
            _nothing_listed(trial, case, listing)
            return
        since = len(trial.records)
        for row in (*rows[:_FEW], rows[-1]):
            named = str(row.get("uid" if listing.startswith("segment") else "id"))
            request = builder.build(detail, path={parameter: named})
            alone, _ = trial.send(request)
            if alone.response.status == 422 and listing.startswith("segment"):
                continue  # A segment that needs a parameter need not show itself.
            story = DetailStory(detail, row, alone, key, key_rule, rule)
            trial.judge(story, case=case, endpoint=detail, exchanges=[alone])
        trial.roll_up(case, since)


def judge_project(trial: Trial) -> None:
    """Judge that a project reads as the organisation lists it."""
    case, endpoint = "organization.get/details", "project.get"
    with trial.attempting(case, endpoint=endpoint):
        builder = trial.world.builder()
        home = str(builder.fill("{{project.uid}}"))
        answer, _ = trial.send(builder.build("organization.get"))
        listed = value_at(answer.response.body, "/entity/projects")
        for row in listed if isinstance(listed, list) else ():
            if isinstance(row, dict) and row.get("uid") == home:
                alone, _ = trial.send(builder.build(endpoint))
                # The list is of summaries, which need show no more than these alike.
                key = ("id", "uid", "name")
                shown = {name: row[name] for name in key if name in row}
                story = DetailStory(endpoint, shown, alone, key, "V-ORG-02", "V-ORG-02")
                trial.judge(story, case=case, endpoint=endpoint, exchanges=[alone])
                return
        _nothing_listed(trial, case, "organization.get")


def judge_creation(trial: Trial) -> None:
    """Judge that a data source reads as its creation answered."""
    case, endpoint = "datasource.create/details", "datasource.create"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        made = trial.world.datasource(SOURCE)
        shown: dict[str, Json] = {"id": made.own_id, "name": made.name}
        request = trial.world.builder().build("datasource.get", path={"id": made.id})
        alone, _ = trial.send(request)
        key, rule = tuple(shown), "V-SOURCE-03"
        story = DetailStory(endpoint, shown, alone, key, rule, rule)
        trial.judge(story, case=case, endpoint=endpoint, exchanges=[alone])


def judge_statistics(trial: Trial) -> None:
    """Judge that the total of a data source follows what it is pushed."""
    case, endpoint = "datasource.stats/total", "datasource.stats"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        world = trial.world
        uid = trial.contract.attribute("user-id").uid
        source = world.datasource(SOURCE)
        name = {p.fact: p.name for p in trial.contract.endpoint(endpoint).parameters}
        request = world.builder().build(
            endpoint, path={name["datasource.id"]: source.id}
        )
        before, _ = trial.send(request)
        fresh: list[dict[str, Json]] = [
            {uid: world.canaries.user_id()} for _ in range(_FEW)
        ]
        push = world.push_contacts(fresh, datasource=SOURCE)
        after, _ = trial.send(request)
        story = StatisticsStory(before, push, after, _FEW)
        trial.judge(
            story, case=case, endpoint=endpoint, exchanges=[before, push, after]
        )


def judge_tokens(trial: Trial) -> None:
    """Judge that both kinds of token push to the same effect."""
    case, endpoint = "stream.push-contacts/tokens", "stream.push-contacts"
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        world, contract = trial.world, trial.contract
        custom = _custom_text(trial)
        shared = _values(trial, _ROLES) | custom
        identity = contract.attribute("user-id").uid
        source = world.datasource(SOURCE)
        needs = (world.everything(), TokenNeed("datasource", datasource=SOURCE))
        pushes, reads = [], []
        for need in needs:
            contact = shared | {identity: world.canaries.user_id()}
            world.remember([contact], datasource=SOURCE)
            request = world.bare_builder().build(
                endpoint, path={"datasource": source.id}, query=SYNC, body=[contact]
            )
            pushes.append(trial.send(request, need)[0])
            reads.append(_by_value(trial, str(contact[identity])))
        roles = ("user-id", "source-contacts", "date-imported", "date-updated")
        own = frozenset(contract.attribute(role).uid for role in roles) | {"id"}
        story = TokenStory(
            (pushes[0], pushes[1]), (reads[0], reads[1]), own, frozenset(custom)
        )
        trial.judge(story, case=case, endpoint=endpoint, exchanges=[*pushes, *reads])


def _custom_text(trial: Trial) -> dict[str, Json]:
    """
    Return a value for a custom text of the project; none where it takes none.

    The token of a data source makes one first, where a push makes attributes.
    """
    world = trial.world
    source = world.datasource(SOURCE)
    maker = {
        trial.contract.attribute("user-id").uid: world.canaries.user_id(),
        _CUSTOM: world.canaries.word(),
    }
    world.remember([maker], datasource=SOURCE)
    builder = world.bare_builder()
    push = builder.build(
        "stream.push-contacts", path={"datasource": source.id}, query=SYNC, body=[maker]
    )
    trial.send(push, TokenNeed("datasource", datasource=SOURCE))
    specs, _ = trial.send(builder.build("specs.attributes"))
    known = {row.get("uid") for row in rows_of(specs)}
    return {_CUSTOM: world.canaries.word()} if _CUSTOM in known else {}


def judge_messages(trial: Trial) -> None:
    """Judge that a contact has the same messages by its id and by its phone."""
    case, endpoint = "sms.list-by-contact/names", "sms.list-by-contact"
    with trial.attempting(case, endpoint=endpoint):
        builder = trial.world.builder()
        by_id, by_phone = (
            trial.send(
                builder.build(endpoint, path={"audienceId": str(builder.fill(word))})
            )[0]
            for word in ("{{audience.id}}", "{{contact.phone}}")
        )
        trial.judge(
            MessageStory(by_id, by_phone, _sent(trial)),
            case=case,
            endpoint=endpoint,
            exchanges=[by_id, by_phone],
        )


def _sent(trial: Trial) -> str:
    """Return the id of the message that this run sent to its own contact."""
    if "bill" not in trial.target.allowed:
        return ""
    return str(trial.world.facts().known.get("sms.id", ""))


def _sights(trial: Trial, custom: frozenset[str]) -> tuple[str, tuple[Exchange, ...]]:
    """Write one contact in two sources, and read it in every way."""
    world, contract = trial.world, trial.contract
    uid = {a.role: a.uid for a in contract.attributes}
    unique = _values(trial, ("user-id", "email", "phone"))
    for source in _SOURCES:
        words = {uid: trial.world.canaries.word() for uid in custom}
        values = unique | _values(trial, _ROLES) | words
        write_contacts(trial, [values], datasource=source)
    user_id = str(unique[uid["user-id"]])
    builder = world.builder()
    root = group("and", attribute_is(uid["user-id"], "matches-string", [user_id]))
    found = _by_value(trial, user_id)
    requests = (
        builder.build(
            "audience.get",
            path={"audienceId": str(value_at(found.response.body, "/entity/id"))},
        ),
        builder.build("audience.by-phone", path={"userPhone": unique[uid["phone"]]}),
        builder.build("audience.by-email", path={"userEmail": unique[uid["email"]]}),
        builder.build("audience.search", body={"root": root, "limit": 1}),
        builder.build("audience.scroll", body={"root": root, "limit": 1}),
    )
    everything = trial.world.everything(strict=True)
    sights = (found, *(trial.send(request, everything)[0] for request in requests))
    return user_id, (*sights, *_in_segment(trial, root))


def _in_segment(trial: Trial, root: Json) -> Iterator[Exchange]:
    """Yield the scroll of a segment, where the contact is a member."""
    uid = trial.world.facts().get("segment.dynamic-uid")
    if uid is None:
        return
    request = trial.world.builder().build(
        "segment.scroll", path={"segmentUid": str(uid)}, body={"root": root, "limit": 1}
    )
    page, _ = trial.send(request, trial.world.everything(strict=True))
    if rows_of(page):
        yield page


def _by_value(trial: Trial, user_id: str) -> Exchange:
    request = trial.world.bare_builder().build(
        "audience.by-value", path={"userId": user_id}
    )
    return trial.send(request, trial.world.everything(strict=True))[0]


def _values(trial: Trial, roles: tuple[str, ...]) -> dict[str, Json]:
    attributes = [trial.contract.attribute(role) for role in roles]
    return {a.uid: canary_value(a, trial.world.canaries) for a in attributes}


def _nothing_listed(trial: Trial, case: str, endpoint: str) -> None:
    trial.abstain(
        case,
        Reason.NO_FIXTURE,
        "the list holds nothing",
        endpoint=endpoint,
        outcome=Outcome.NOT_APPLICABLE,
    )
