"""Push values in every spelling, and look what their source makes of them."""

from __future__ import annotations

from functools import partial
from itertools import product

from ..cases.live_specs import attribute_spec
from ..cases.value_forms import (
    UNDECLARED,
    ValueForm,
    several_values,
    undeclared_values,
    value_forms,
)
from ..contract import Json
from ..oracles.attribute_values import (
    AliasPush,
    FormTaken,
    KeysTaken,
    KeyTaken,
    ManyValues,
    values_in,
)
from ..oracles.batches import outcomes
from ..oracles.counters import RECEIVED, Counted, counters_of
from ..trial import Trial
from ..world import member
from .events_read import listed, plain_kind
from .pushes import CONTACTS, EVENTS, cargo
from .story import SYNCHRONOUS, Story, tell

ALIAS = "dsapi"
TEXTS = ("string", "text")
_COUNTED = 3
_MOST = 1_000
"""Nobody pushes more values of one attribute to see whether they are kept."""


def judge_forms(trial: Trial) -> None:
    """Judge every spelling of a value, one case each."""
    contract, canaries = trial.contract, trial.world.canaries
    for form in value_forms(contract, canaries):
        tell(
            trial,
            f"values/{form.name}",
            partial(_form, form=form),
            endpoint=CONTACTS,
        )


def judge_many_values(trial: Trial) -> None:
    """Judge attributes that hold several values, at their limit and beyond."""

    def telling(story: Story, uid: str, known: int, extra: int) -> ManyValues:
        rows = listed(story.need("specs.attributes").response.body)
        stated = (attribute_spec(row).values for row in rows if row.get("uid") == uid)
        limit = next((number for number in stated if 1 < number <= _MOST), known)
        values = tuple(story.canaries.word() for _ in range(limit + extra))
        accepted, held = _push_one(story, {uid: list(values)})
        return ManyValues(uid, limit, values, accepted, values_in(held.get(uid)))

    sizes = {"at-the-limit": 0, "beyond-the-limit": 1}
    for (uid, known), size in product(several_values(trial.contract), sizes):
        told = partial(telling, uid=uid, known=known, extra=sizes[size])
        tell(trial, f"values/{uid}/{size}", told, endpoint=CONTACTS)


def judge_undeclared(trial: Trial) -> None:
    """Judge whether one rule explains what becomes of keys nobody declared."""

    def telling(story: Story) -> KeysTaken:
        known = {
            row.get("uid")
            for row in listed(story.need("specs.attributes").response.body)
        }
        found = []
        for kind, value in undeclared_values(story.canaries).items():
            uid = UNDECLARED[kind]
            accepted, held = _push_one(story, {uid: value})
            found.append(KeyTaken(kind, uid in known, accepted, uid in held))
        return KeysTaken(tuple(found))

    tell(trial, "values/undeclared-keys", telling, endpoint=CONTACTS)


def judge_digits(trial: Trial) -> None:
    """Judge texts of digits, in native attributes and in one made by a text."""

    def telling(story: Story) -> FormTaken:
        _push_one(story, {UNDECLARED["text"]: story.canaries.word()})
        rows = listed(story.need("specs.attributes").response.body)
        declared = {str(row.get("uid")) for row in rows if row.get("dataType") in TEXTS}
        texts = [story.uid(role) for role in ("first-name", "last-name")]
        texts += {UNDECLARED["text"]} & declared
        values: dict[str, Json] = {uid: f"00{story.canaries.number()}" for uid in texts}
        return _form(
            story,
            ValueForm("text-of-digits", "G-ENTITY-23", values, values, "documented"),
        )

    tell(trial, "values/text-of-digits", telling, endpoint=CONTACTS)


def judge_alias(trial: Trial) -> None:
    """Judge a push to the alias that stands for a data source."""

    def telling(story: Story) -> AliasPush:
        story.world.datasource()  # so that there is one to stand for
        latest = story.world.datasource("latest")
        one = cargo(story, CONTACTS).good()
        path = {"datasource": ALIAS}
        answer = story.ask(CONTACTS, path=path, query=SYNCHRONOUS, body=[one.item])
        arrived = story.person(one.key) is not None
        late = story.record(one.key, datasource="latest") is not None
        if arrived and "destroy" in trial.target.allowed:
            gone = {**path, "userId": one.key}
            story.ask("stream.delete-contact", path=gone, query=SYNCHRONOUS)
        elif arrived:
            story.world.leftovers.append(f"contact {one.key} in {ALIAS}")
        first = _first_alike(story, latest.id) if late else latest.id
        status, later = answer.response.status, late and first != latest.id
        return AliasPush(status, arrived, later)

    tell(trial, f"{CONTACTS}/alias", telling, endpoint=CONTACTS)


def judge_counters(trial: Trial) -> None:
    """Judge what a new data source counts, before and after it received something."""
    endpoint = "datasource.get"

    def telling(story: Story) -> Counted:
        source = story.world.datasource("counted")

        def counters() -> dict[str, Json]:
            answer = story.need(endpoint, path={"id": source.id})
            return counters_of(member(answer.response.body, "entity"))

        born = counters()
        kind = plain_kind(story)
        people = [cargo(story, CONTACTS).good() for _ in range(_COUNTED)]
        story.push(CONTACTS, [one.item for one in people], datasource="counted")
        happened = [story.world.event(people[0].key) for _ in range(_COUNTED - 1)]
        for event in happened:
            event |= {"_event_type": kind.uid, "_event_parameters": {}}
        story.push(EVENTS, happened, datasource="counted")
        sent = dict(zip(RECEIVED, (len(people), len(happened)), strict=True))
        return Counted(born, counters(), sent)

    tell(trial, "datasource.get/counters", telling, endpoint=endpoint)


def _first_alike(story: Story, identifier: str) -> str:
    """Return the id that is listed first among the data sources of one type."""
    rows = listed(story.need("datasource.list").response.body)
    types = [row.get("type") for row in rows if row.get("id") == identifier]
    alike = [row for row in rows if row.get("type") in types or not types]
    return str(alike[0].get("id")) if alike else identifier


def _form(story: Story, form: ValueForm) -> FormTaken:
    accepted, held = _push_one(story, dict(form.values))
    return FormTaken(
        form.requirement, form.name, form.meanings, accepted, held, form.provenance
    )


def _push_one(story: Story, values: dict[str, Json]) -> tuple[bool, dict[str, Json]]:
    """Push a contact with some values; return its outcome and what its source holds."""
    user_id = story.canaries.user_id()
    item = {story.uid("user-id"): user_id, **values}
    answer = story.push(CONTACTS, [item])
    said = outcomes(answer.response.body, 1)
    held = member(story.record(user_id), "contactData")
    accepted = answer.response.succeeded and (said is None or said[0] is not False)
    return accepted, held if isinstance(held, dict) else {}
