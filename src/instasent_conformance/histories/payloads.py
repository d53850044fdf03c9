"""Push what the live specs allow and what they rule out, and look what shows."""

from __future__ import annotations

from functools import partial

from ..cases.batch_items import minutes_later
from ..cases.live_specs import Spec, attribute_spec, parameter_spec
from ..cases.spec_payloads import (
    broken_parameters,
    drawn_parameters,
    fitting_parameters,
    fitting_value,
)
from ..contract import Json
from ..oracles.batches import outcomes
from ..oracles.discovery import (
    Payload,
    Payloads,
    ReadOnlyTries,
    ReadOnlyTry,
    RequiredOnly,
)
from ..trial import Trial
from ..world import member
from .events_read import on_timeline
from .pushes import CONTACTS, EVENTS
from .specs import (
    ATTRIBUTES,
    PARAMETERS,
    STREAMS,
    fresh_value,
    person_after,
    rows_of,
    type_uids,
    writable_specs,
)
from .story import Story, tell

_DRAWN_AT_MOST = 10


def judge_read_only(trial: Trial) -> None:
    """Judge what becomes of values pushed for read-only attributes."""

    def telling(story: Story) -> ReadOnlyTries:
        rows = rows_of(story, ATTRIBUTES)
        specs = [attribute_spec(row) for row in rows.values()]
        control = person_after(story, _nobody(story))
        tries = []
        for spec in specs:
            untouched = control.get(spec.uid)
            value = _pushable(story, spec, untouched) if spec.readonly else None
            if value is None:
                continue
            person = _nobody(story)
            shown = person_after(story, {**person, spec.uid: value}).get(spec.uid)
            tries.append(ReadOnlyTry(spec.uid, value, shown, untouched))
        return ReadOnlyTries(tuple(tries))

    tell(trial, f"{ATTRIBUTES}/read-only", telling, endpoint=ATTRIBUTES)


def judge_required(trial: Trial) -> None:
    """Judge whether exactly the required attributes must be carried."""
    endpoint = STREAMS[ATTRIBUTES]

    def telling(story: Story) -> RequiredOnly:
        specs = writable_specs(story)
        values = {uid: fresh_value(story, spec) for uid, spec in specs.items()}
        usable = {uid: value for uid, value in values.items() if value is not None}
        found = {}
        for uid in usable:
            fresh = {other: fresh_value(story, specs[other]) for other in usable}
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
        values = {uid: fresh_value(story, spec) for uid, spec in specs.items()}
        usable = [uid for uid, value in values.items() if value is not None]
        sets = {uid: needed | {uid} for uid in usable} | {"all": set(usable)}
        items = []
        for name, uids in sets.items():
            sent = {uid: fresh_value(story, specs[uid]) for uid in uids}
            items.append(_contact(story, name, sent, ""))
        for uid in usable:
            if specs[uid].data_type not in ("bool", "date", "datetime"):
                continue
            sent = {other: fresh_value(story, specs[other]) for other in needed}
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
        number = min(trial.profile.examples, _DRAWN_AT_MOST)
        fitting = (
            *fitting_parameters(story.canaries, known),
            *drawn_parameters(known, number=number, seed=trial.seed),
        )
        tried = (
            [(name, "", sent) for name, sent in fitting]
            if good
            else list(broken_parameters(story.canaries, known))
        )
        user_id, audience_id = story.new_person()
        person = (user_id, audience_id)
        # Each is newer than the one before it, so a list of the newest must hold it.
        items = [
            _event(story, uid, person, minutes_later(number), *one)
            for number, one in enumerate(tried)
        ]
        return Payloads(specs, tuple(items), whole=True)

    for uid in type_uids(trial, "payloads/events"):
        for name, good in (("fitting", True), ("broken", False)):
            tell(
                trial,
                f"payloads/events/{uid}/{name}",
                partial(telling, uid=uid, good=good),
                endpoint=EVENTS,
            )


def _pushable(story: Story, spec: Spec, untouched: Json) -> Json:
    """Return a value of the type of a read-only attribute, other than it shows."""
    nameless = Spec("", spec.data_type, spec.values, required=False, custom=True)
    value = fitting_value(story.contract, story.canaries, nameless)
    return untouched is not True if isinstance(value, bool) else value


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
    date: str,
    name: str,
    breaks: str,
    sent: dict[str, Json],
) -> Payload:
    item = {
        **story.world.event(person[0]),
        "_event_type": uid,
        "_event_date": date,
        "_event_parameters": sent,
    }
    (accepted,) = _push(story, EVENTS, [item])
    seen = on_timeline(story, person[1], str(item["_event_id"]))
    shown = seen[0].parameters if seen else None
    return Payload(name, sent, breaks, accepted, shown)


def _push(story: Story, endpoint: str, items: list[Json]) -> tuple[bool, ...]:
    answer = story.push(endpoint, items)
    said = outcomes(answer.response.body, len(items)) or (None,) * len(items)
    return tuple(answer.response.succeeded and one is not False for one in said)


def _nobody(story: Story) -> dict[str, Json]:
    return {story.uid("user-id"): story.canaries.user_id()}
