"""Read the live specs of a project, and try what they promise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ..cases.contacts import canary_contact
from ..cases.live_specs import Spec, attribute_spec
from ..cases.spec_payloads import (
    LISTED_KEY,
    fitting_value,
)
from ..contract import Json
from ..finding import Reason
from ..oracles.discovery import (
    Foreigners,
    ListedType,
    SharedValue,
    SharedValues,
    ShownAttributes,
    ShownTypes,
    SpecLists,
    UniqueFlags,
)
from ..oracles.event_members import TYPE, value_of
from ..trial import Trial
from ..world import member
from .events_read import listed
from .pushes import CONTACTS, EVENTS
from .story import Story, tell

ATTRIBUTES = "specs.attributes"
TYPES = "specs.events"
PARAMETERS = "specs.event-parameters"
STREAMS = {
    ATTRIBUTES: "stream.specs-attributes",
    TYPES: "stream.specs-events",
    PARAMETERS: "stream.specs-event-parameters",
}
_PAGE = 10

Rows = dict[str, Mapping[str, Json]]


def rows_of(story: Story, endpoint: str, **path: str) -> Rows:
    """Return the rows of a specs answer, by their uid."""
    answer = story.need(endpoint, path=path)
    rows = listed(answer.response.body)
    return {str(row.get("uid", row.get("parameter"))): row for row in rows}


def writable_specs(story: Story) -> dict[str, Spec]:
    """Return the attributes that the stream of this run may write."""
    source = story.world.datasource()
    rows = rows_of(story, STREAMS[ATTRIBUTES], datasource=source.id)
    specs = {uid: attribute_spec(row) for uid, row in rows.items()}
    return {uid: spec for uid, spec in specs.items() if not spec.readonly}


def judge_agreement(trial: Trial) -> None:
    """Judge whether the specs of a stream agree with those of its project."""

    def telling(story: Story, endpoint: str) -> SpecLists:
        source = story.world.datasource()
        path = {}
        if endpoint == ATTRIBUTES:
            # So that there is something beside what every project has.
            story.push(CONTACTS, [_custom_contact(story)])
        if endpoint == PARAMETERS:
            path["eventType"] = next(iter(rows_of(story, TYPES)))
        project = rows_of(story, endpoint, **path)
        taken = {
            ATTRIBUTES: lambda: frozenset((LISTED_KEY,)),
            TYPES: lambda: _pushed_types(story, project),
            PARAMETERS: lambda: frozenset(project),
        }[endpoint]()
        path["datasource"] = source.id
        stream = rows_of(story, STREAMS[endpoint], **path)
        return SpecLists(endpoint, project, stream, taken)

    for endpoint, stream in STREAMS.items():
        tell(
            trial,
            f"{stream}/agrees-with-its-project",
            partial(telling, endpoint=endpoint),
            endpoint=stream,
        )


def _pushed_types(story: Story, listed_types: Rows) -> frozenset[str]:
    """Return the event types of a project of which its stream takes events."""
    user_id, audience_id = story.new_person()
    event = story.world.event
    batch = [{**event(user_id), "_event_type": uid} for uid in listed_types]
    story.push(EVENTS, batch)
    answer = story.need("audience.events", path={"audienceId": audience_id})
    shown = _types_in(member(answer.response.body, "entities"))
    return frozenset(shown & listed_types.keys())


def judge_unique_flags(trial: Trial) -> None:
    """Judge whether the unique flags name the merging attributes, and decide merges."""

    def flags(story: Story) -> UniqueFlags:
        answers = {name: story.need(name) for name in (ATTRIBUTES, "project.get")}
        rows = listed(answers[ATTRIBUTES].response.body)
        return UniqueFlags(
            frozenset(str(row["uid"]) for row in rows if row.get("unique") is True),
            {name: _named(answer.response.body) for name, answer in answers.items()},
            story.uid("user-id"),
        )

    tell(trial, f"{ATTRIBUTES}/unique", flags, endpoint=ATTRIBUTES, effects=("read",))
    tell(trial, f"{ATTRIBUTES}/unique-merges", _shared, endpoint=ATTRIBUTES)


def judge_shown_attributes(trial: Trial) -> None:
    """Judge whether the specs list what contacts show, for their own project alone."""

    def shown(story: Story) -> ShownAttributes:
        contact = canary_contact(story.contract, story.canaries)
        contact[LISTED_KEY] = story.canaries.word()
        natives = {attribute.uid for attribute in story.contract.attributes}
        own = {uid: value for uid, value in contact.items() if uid in natives}
        # A project may refuse a contact with attributes that nobody declared.
        found = person_after(story, contact) or person_after(story, own)
        specs = rows_of(story, ATTRIBUTES)
        marks = {uid[0] for uid in natives}
        ours = {uid for uid in found if uid in contact or uid[:1] in marks}
        rows = {uid: attribute_spec(row) for uid, row in specs.items()}
        return ShownAttributes(frozenset(ours), rows)

    def foreign(story: Story) -> Foreigners:
        story.push(CONTACTS, [_custom_contact(story)])
        answer = story.need(ATTRIBUTES, project="sibling")
        uids = {row.get("uid") for row in listed(answer.response.body)}
        return Foreigners(LISTED_KEY, LISTED_KEY in uids)

    tell(trial, f"{ATTRIBUTES}/lists-what-is-shown", shown, endpoint=ATTRIBUTES)
    tell(trial, f"{ATTRIBUTES}/of-one-project", foreign, endpoint=ATTRIBUTES)


def judge_types(trial: Trial) -> None:
    """Judge whether listed event types can be asked for, and shown ones are listed."""

    def named(story: Story, uid: str) -> ListedType:
        row = rows_of(story, TYPES).get(uid, {})
        answer = story.ask(PARAMETERS, path={"eventType": uid})
        search = story.ask("event.search", body=_of_type(story, uid))
        described = member(member(answer.response.body, "metadata"), "event")
        return ListedType(uid, row, answer, described, search)

    for uid in type_uids(trial, f"{PARAMETERS}/listed"):
        tell(
            trial,
            f"{PARAMETERS}/{uid}",
            partial(named, uid=uid),
            endpoint=PARAMETERS,
            effects=("read",),
        )
    tell(trial, f"{TYPES}/lists-what-is-shown", _shown_types, endpoint=TYPES)


def _shown_types(story: Story) -> ShownTypes:
    user_id, audience_id = story.new_person()
    undeclared = f"conform_{story.canaries.word()}"
    for uid in (*rows_of(story, TYPES), undeclared):
        story.push(EVENTS, [{**story.world.event(user_id), "_event_type": uid}])
    answer = story.need("audience.events", path={"audienceId": audience_id})
    found = story.ask("event.search", body=_of_type(story, undeclared))
    shown = {
        word
        for one in (answer, found)
        for word in _types_in(member(one.response.body, "entities"))
    }
    return ShownTypes(frozenset(shown), frozenset(rows_of(story, TYPES)))


def _types_in(value: Json) -> set[str]:
    """Return the types that events of an answer name, in any spelling."""
    if isinstance(value, list):
        return {word for inner in value for word in _types_in(inner)}
    if not isinstance(value, dict):
        return set()
    named = value_of(value, TYPE)
    if isinstance(named, str):
        return {named}
    return {word for inner in value.values() for word in _types_in(inner)}


def type_uids(trial: Trial, case: str) -> list[str]:
    """Return the event types that the project lists; abstain where it lists none."""
    uids: list[str] = []
    with trial.attempting(case, endpoint=TYPES):
        answer, _ = trial.send(trial.world.bare_builder().build(TYPES))
        uids = [str(row.get("uid")) for row in listed(answer.response.body)]
        if not uids:
            detail = f"{TYPES} answered {answer.response.status}, and lists nothing"
            trial.abstain(case, Reason.NO_FIXTURE, detail, endpoint=TYPES)
    return uids


def _of_type(story: Story, uid: str) -> Json:
    """Return the filter that an event search finds the events of one type by."""
    condition = {
        "type": "event_condition",
        "key": "event-type",
        "operator": "matches-string",
        "values": [uid],
    }
    example = story.world.bare_builder().example("event.search")
    root = {"type": "group", "join": "and", "children": [condition]}
    return {**example, "root": root, "limit": _PAGE}


def _shared(story: Story) -> SharedValues:
    rows = rows_of(story, ATTRIBUTES)
    specs = [attribute_spec(row) for row in rows.values()]
    identity, pairs = story.uid("user-id"), []
    for spec in specs:
        value = fresh_value(story, spec)
        tells = isinstance(value, str) and value != fresh_value(story, spec)
        if spec.readonly or not tells or spec.uid == identity:
            continue
        users = [story.canaries.user_id() for _ in range(2)]
        for user in users:
            story.push(CONTACTS, [{identity: user, spec.uid: value}])
        found = [member(story.person(user), "id") for user in users]
        if None not in found:
            pairs.append(SharedValue(spec, found[0] == found[1]))
    return SharedValues(tuple(pairs))


def _custom_contact(story: Story) -> dict[str, Json]:
    """Return a contact with an attribute that nobody declared."""
    user_id = story.canaries.user_id()
    return {story.uid("user-id"): user_id, LISTED_KEY: story.canaries.word()}


def _named(body: Json) -> frozenset[str]:
    named = member(member(body, "metadata"), "uniqueAttributes")
    return frozenset(named if isinstance(named, list) else ())


def person_after(story: Story, contact: dict[str, Json]) -> dict[str, Json]:
    """Push a contact; return the attributes that its audience contact shows."""
    story.push(CONTACTS, [contact])
    person = story.person(str(contact[story.uid("user-id")]))
    nested = member(person, "attributesData")
    found = nested if isinstance(nested, dict) else person
    return found if isinstance(found, dict) else {}


def fresh_value(story: Story, spec: Spec) -> Json:
    """Return a value that fits an attribute, or None where nobody can know one."""
    return fitting_value(story.contract, story.canaries, spec)
