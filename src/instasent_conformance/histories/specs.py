"""Read the live specs of a project, and try what they promise."""

from __future__ import annotations

from collections.abc import Mapping

from ..cases.batch_items import LONG_AGO
from ..cases.contacts import canary_contact
from ..cases.live_specs import Spec, attribute_spec, parameter_spec
from ..cases.spec_payloads import (
    LISTED_KEY,
    broken_parameters,
    fitting_parameters,
    fitting_value,
)
from ..contract import Json
from ..finding import Reason
from ..oracles.batches import outcomes
from ..oracles.discovery import (
    Foreigners,
    ListedType,
    Payload,
    Payloads,
    ReadOnlyTries,
    ReadOnlyTry,
    RequiredOnly,
    SharedValue,
    SharedValues,
    ShownAttributes,
    ShownTypes,
    SpecLists,
    UniqueFlags,
)
from ..trial import Trial
from ..world import member
from .events_read import listed, on_timeline
from .pushes import CONTACTS, EVENTS
from .story import Story, tell

ATTRIBUTES = "specs.attributes"
TYPES = "specs.events"
PARAMETERS = "specs.event-parameters"
_STREAMS = {
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
    rows = rows_of(story, _STREAMS[ATTRIBUTES], datasource=source.id)
    specs = {uid: attribute_spec(row) for uid, row in rows.items()}
    return {uid: spec for uid, spec in specs.items() if not spec.readonly}


def judge_agreement(trial: Trial) -> None:
    """Judge whether the specs of a stream agree with those of its project."""

    def telling(story: Story, endpoint: str) -> SpecLists:
        source = story.world.datasource()
        path = {}
        if endpoint == PARAMETERS:
            path["eventType"] = next(iter(rows_of(story, TYPES)))
        project = rows_of(story, endpoint, **path)
        path["datasource"] = source.id
        return SpecLists(endpoint, project, rows_of(story, _STREAMS[endpoint], **path))

    for endpoint, stream in _STREAMS.items():
        tell(
            trial,
            f"{stream}/agrees-with-its-project",
            lambda story, endpoint=endpoint: telling(story, endpoint),
            endpoint=stream,
        )


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
        found = _person_after(story, contact)
        specs = rows_of(story, ATTRIBUTES)
        natives = {attribute.uid for attribute in story.contract.attributes}
        marks = {uid[0] for uid in natives}
        ours = {uid for uid in found if uid in contact or uid[:1] in marks}
        rows = {uid: attribute_spec(row) for uid, row in specs.items()}
        return ShownAttributes(frozenset(ours), rows)

    def foreign(story: Story) -> Foreigners:
        contact = {LISTED_KEY: story.canaries.word()}
        contact[story.uid("user-id")] = story.canaries.user_id()
        story.push(CONTACTS, [contact])
        answer = story.need(ATTRIBUTES, project="sibling")
        uids = {row.get("uid") for row in listed(answer.response.body)}
        return Foreigners(LISTED_KEY, LISTED_KEY in uids)

    tell(trial, f"{ATTRIBUTES}/lists-what-is-shown", shown, endpoint=ATTRIBUTES)
    tell(trial, f"{ATTRIBUTES}/of-one-project", foreign, endpoint=ATTRIBUTES)


def judge_read_only(trial: Trial) -> None:
    """Judge what becomes of values pushed for read-only attributes."""

    def telling(story: Story) -> ReadOnlyTries:
        rows = rows_of(story, ATTRIBUTES)
        specs = [attribute_spec(row) for row in rows.values()]
        control = _person_after(story, _nobody(story))
        tries = []
        for spec in specs:
            value = _pushable(story, spec) if spec.readonly else None
            if value is None:
                continue
            person = _nobody(story)
            shown = _person_after(story, {**person, spec.uid: value}).get(spec.uid)
            tries.append(ReadOnlyTry(spec.uid, value, shown, control.get(spec.uid)))
        return ReadOnlyTries(tuple(tries))

    tell(trial, f"{ATTRIBUTES}/read-only", telling, endpoint=ATTRIBUTES)


def judge_required(trial: Trial) -> None:
    """Judge whether exactly the required attributes must be carried."""
    endpoint = _STREAMS[ATTRIBUTES]

    def telling(story: Story) -> RequiredOnly:
        specs = writable_specs(story)
        values = {uid: _value(story, spec) for uid, spec in specs.items()}
        usable = {uid: value for uid, value in values.items() if value is not None}
        found = {}
        for uid in usable:
            fresh = {other: _value(story, specs[other]) for other in usable}
            del fresh[uid]
            (accepted,) = _push(story, CONTACTS, [fresh])
            found[uid] = (specs[uid].required, accepted)
        return RequiredOnly(found)

    tell(trial, f"{endpoint}/required", telling, endpoint=endpoint)


def judge_contact_payloads(trial: Trial) -> None:
    """Judge contacts made from the live specs, one attribute each and all at once."""

    def telling(story: Story) -> Payloads:
        specs = writable_specs(story)
        needed = {uid for uid, spec in specs.items() if spec.required}
        values = {uid: _value(story, spec) for uid, spec in specs.items()}
        usable = [uid for uid, value in values.items() if value is not None]
        sets = {uid: needed | {uid} for uid in usable} | {"all": set(usable)}
        items = []
        for name, uids in sets.items():
            sent = {uid: _value(story, specs[uid]) for uid in uids}
            items.append(_contact(story, name, sent, ""))
        for uid in usable:
            if specs[uid].data_type not in ("bool", "date", "datetime"):
                continue
            sent = {other: _value(story, specs[other]) for other in needed}
            wrong = {**sent, uid: story.canaries.word()}
            items.append(_contact(story, f"{uid}/another-type", wrong, "its type"))
        return Payloads(specs, tuple(items), whole=False)

    tell(trial, "payloads/contacts", telling, endpoint=CONTACTS)


def judge_event_payloads(trial: Trial) -> None:
    """Judge events made from the live specs of each listed type."""

    def telling(story: Story, uid: str, *, good: bool) -> Payloads:
        rows = rows_of(story, PARAMETERS, eventType=uid)
        specs = {name: parameter_spec(row) for name, row in rows.items()}
        known = list(specs.values())
        tried = (
            [(n, "", sent) for n, sent in fitting_parameters(story.canaries, known)]
            if good
            else list(broken_parameters(story.canaries, known))
        )
        user_id, audience_id = story.new_person()
        items = [
            _event(story, uid, (user_id, audience_id), *one) for one in tried
        ]
        return Payloads(specs, tuple(items), whole=True)

    for uid in _type_uids(trial, "payloads/events"):
        for name, good in (("fitting", True), ("broken", False)):
            tell(
                trial,
                f"payloads/events/{uid}/{name}",
                lambda story, uid=uid, good=good: telling(story, uid, good=good),
                endpoint=EVENTS,
            )


def judge_types(trial: Trial) -> None:
    """Judge whether listed event types can be asked for, and shown ones are listed."""

    def named(story: Story, uid: str) -> ListedType:
        row = rows_of(story, TYPES).get(uid, {})
        answer = story.ask(PARAMETERS, path={"eventType": uid})
        search = story.ask("event.search", body=_of_type(story, uid))
        described = member(member(answer.response.body, "metadata"), "event")
        return ListedType(uid, row, answer, described, search)

    for uid in _type_uids(trial, f"{PARAMETERS}/listed"):
        tell(
            trial,
            f"{PARAMETERS}/{uid}",
            lambda story, uid=uid: named(story, uid),
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
    """Return the types that events of an answer name, in either naming of theirs."""
    if isinstance(value, list):
        return {word for inner in value for word in _types_in(inner)}
    if not isinstance(value, dict):
        return set()
    for name in ("_event_type", "type"):
        if isinstance(value.get(name), str):
            return {value[name]}
    return {word for inner in value.values() for word in _types_in(inner)}


def _type_uids(trial: Trial, case: str) -> list[str]:
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
        value = _value(story, spec)
        tells = isinstance(value, str) and value != _value(story, spec)
        if spec.readonly or not tells or spec.uid == identity:
            continue
        users = [story.canaries.user_id() for _ in range(2)]
        for user in users:
            story.push(CONTACTS, [{identity: user, spec.uid: value}])
        found = [member(story.person(user), "id") for user in users]
        if None not in found:
            pairs.append(SharedValue(spec, found[0] == found[1]))
    return SharedValues(tuple(pairs))


def _named(body: Json) -> frozenset[str]:
    named = member(member(body, "metadata"), "uniqueAttributes")
    return frozenset(named if isinstance(named, list) else ())


def _nobody(story: Story) -> dict[str, Json]:
    return {story.uid("user-id"): story.canaries.user_id()}


def _person_after(story: Story, contact: dict[str, Json]) -> dict[str, Json]:
    """Push a contact; return the attributes that its audience contact shows."""
    story.push(CONTACTS, [contact])
    person = story.person(str(contact[story.uid("user-id")]))
    nested = member(person, "attributesData")
    found = nested if isinstance(nested, dict) else person
    return found if isinstance(found, dict) else {}


def _pushable(story: Story, spec: Spec) -> Json:
    """Return a value of the type of a read-only attribute."""
    nameless = Spec("", spec.data_type, spec.values, required=False, custom=True)
    value = fitting_value(story.contract, story.canaries, nameless)
    return False if value is True else value


def _value(story: Story, spec: Spec) -> Json:
    return fitting_value(story.contract, story.canaries, spec)


def _push(story: Story, endpoint: str, items: list[Json]) -> tuple[bool, ...]:
    answer = story.push(endpoint, items)
    said = outcomes(answer.response.body, len(items)) or (None,) * len(items)
    return tuple(answer.response.succeeded and one is not False for one in said)


def _contact(story: Story, name: str, sent: dict[str, Json], breaks: str) -> Payload:
    identity = story.uid("user-id")
    sent.setdefault(identity, story.canaries.user_id())
    (accepted,) = _push(story, CONTACTS, [sent])
    held = member(story.record(str(sent[identity])), "contactData")
    return Payload(name, sent, breaks, accepted, held)


def _event(
    story: Story,
    uid: str,
    person: tuple[str, str],
    name: str,
    breaks: str,
    sent: dict[str, Json],
) -> Payload:
    item = {
        **story.world.event(person[0]),
        "_event_type": uid,
        "_event_date": LONG_AGO,
        "_event_parameters": sent,
    }
    (accepted,) = _push(story, EVENTS, [item])
    seen = on_timeline(story, person[1], str(item["_event_id"]))
    shown = seen[0].parameters if seen else None
    return Payload(name, sent, breaks, accepted, shown)
