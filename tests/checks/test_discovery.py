"""Every check of the law discovery passes and convicts."""

from __future__ import annotations

from typing import Any

import pytest

from instasent_conformance.cases.live_specs import Spec, attribute_spec, parameter_spec
from instasent_conformance.contract import Json
from instasent_conformance.oracles.discovery import (
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

from .exchanges import exchange
from .verdicts import CONTRACT, abstentions, violations

USER, EMAIL = (CONTRACT.attribute(role).uid for role in ("user-id", "email"))
ROW: dict[str, Json] = {"uid": USER, "dataType": "string", "readonly": False}


def lists(stream: dict[str, Json], what: str = "specs.attributes") -> SpecLists:
    """Return the specs of a project and of a stream that says something else."""
    return SpecLists(what, {USER: ROW}, {str(stream.get("uid", USER)): stream})


@pytest.mark.parametrize(
    ("row", "number"),
    [
        (ROW, 0),
        ({"uid": USER, "readOnly": False, "requiredInWebhook": True}, 0),
        ({**ROW, "dataType": "bool"}, 1),
        ({"uid": USER, "readOnly": True}, 1),
        ({**ROW, "uid": "another"}, 1),
    ],
)
def test_stream_and_project_agree(row: dict[str, Json], number: int) -> None:
    """Another type, flag or attribute in the stream convicts; another spelling not."""
    name = "stream-specs-agree-with-project-specs"

    assert number == len(violations(name, lists(row)))


def test_empty_specs_convict_or_prove_nothing() -> None:
    """A stream without specs convicts; a project without any proves nothing."""
    name = "stream-specs-agree-with-project-specs"

    assert 1 == len(violations(name, SpecLists("x", {USER: ROW}, {})))
    assert 1 == len(abstentions(name, SpecLists("x", {}, {})))


@pytest.mark.parametrize(("key", "number"), [("taken", 1), ("untaken", 0)])
def test_what_a_stream_took_is_in_its_specs(key: str, number: int) -> None:
    """A custom attribute that the stream took and does not list convicts."""
    name, custom = "stream-specs-agree-with-project-specs", {"uid": "taken"}
    project = {USER: ROW, "taken": custom}
    evidence = SpecLists("specs.attributes", project, {USER: ROW}, frozenset((key,)))

    assert number == len(violations(name, evidence))


def test_parameters_agree_in_their_bounds() -> None:
    """Another length in the stream convicts."""
    project = {"place": {"maxLength": 80}}
    evidence = SpecLists(
        "specs.event-parameters", project, {"place": {"maxLength": 64}}
    )

    assert 1 == len(violations("stream-specs-agree-with-project-specs", evidence))


def flags(*marked: str, named: tuple[str, ...] = (USER,)) -> UniqueFlags:
    """Return unique flags beside a list of merging attributes."""
    return UniqueFlags(frozenset(marked), {"project.get": frozenset(named)}, USER)


def test_unique_flags_name_the_merging_attributes() -> None:
    """A flag too many or too few convicts, and a user id without one."""
    name = "unique-marks-the-merging-attributes"

    assert [] == violations(name, flags(USER))
    assert 1 == len(violations(name, flags(USER, EMAIL)))
    assert 1 == len(violations(name, flags(USER, named=(USER, EMAIL))))
    assert 1 == len(violations(name, flags(EMAIL, named=(EMAIL,))))


@pytest.mark.parametrize("unique", [True, False])
def test_the_flag_decides_merging(*, unique: bool) -> None:
    """Contacts that share a value do what its flag says, or convict."""
    spec = Spec(EMAIL, "string", 1, required=False, unique=unique)
    name = "unique-decides-merging"

    assert [] == violations(name, SharedValues((SharedValue(spec, unique),)))
    assert 1 == len(violations(name, SharedValues((SharedValue(spec, not unique),))))
    assert 1 == len(abstentions(name, SharedValues(())))


def shown(*uids: str, **custom: bool) -> ShownAttributes:
    """Return attributes shown beside specs that list the user id and some others."""
    rows = {f"_{uid}" if uid == "native" else uid: flag for uid, flag in custom.items()}
    listed = {
        uid: Spec(uid, "string", 1, required=False, custom=flag)
        for uid, flag in {USER: False, **rows}.items()
    }
    return ShownAttributes(frozenset(uids), listed)


def test_an_attribute_that_nobody_lists_convicts() -> None:
    """What a contact shows is listed; a contact that shows nothing proves nothing."""
    name = "specs-list-every-shown-attribute"

    assert [] == violations(name, shown(USER))
    assert 1 == len(violations(name, shown(USER, "note")))
    assert [] == violations(name, shown(USER, "note", note=True))
    assert 1 == len(abstentions(name, shown()))


def test_a_flag_against_the_underscore_convicts() -> None:
    """A custom attribute called native convicts, and a native one called custom."""
    name = "custom-flag-tells-native-from-custom"

    assert [] == violations(name, shown(note=True, native=False))
    assert 1 == len(violations(name, shown(note=False)))
    assert 1 == len(violations(name, shown(native=True)))


def test_an_attribute_of_another_project_convicts() -> None:
    """A key that one project alone was given is listed by no other."""
    name = "specs-belong-to-one-project"

    assert [] == violations(name, Foreigners("note", listed_elsewhere=False))
    assert 1 == len(violations(name, Foreigners("note", listed_elsewhere=True)))


@pytest.mark.parametrize(
    ("pushed", "held", "control", "number"),
    [
        ("word", None, None, 0),
        ("word", "word", None, 1),
        (["word"], ["source", "word"], ["source"], 1),
        (["word"], ["other"], ["source"], 0),
        (False, True, True, 0),
        (False, False, True, 1),
        (False, False, False, 0),
        ("1950-02-03", "1950-02-03T00:00:00Z", "2026-11-01T00:00:00Z", 1),
    ],
)
def test_a_read_only_attribute_takes_nothing(
    pushed: Json, held: Json, control: Json, number: int
) -> None:
    """A value that shows convicts, unless it shows without the push as well."""
    evidence = ReadOnlyTries((ReadOnlyTry("uid", pushed, held, control),))

    assert number == len(violations("read-only-attribute-keeps-its-value", evidence))


@pytest.mark.parametrize(
    ("required", "accepted", "number"),
    [(True, False, 0), (False, True, 0), (True, True, 1), (False, False, 1)],
)
def test_required_attributes_are_required(
    *, required: bool, accepted: bool, number: int
) -> None:
    """A contact fails without a required attribute, and without no other."""
    evidence = RequiredOnly({USER: (required, accepted)})

    assert number == len(violations("required-attribute-is-required", evidence))


PLACE = parameter_spec({"parameter": "place", "dataType": "string", "maxLength": 3})
AMOUNT = parameter_spec(
    {"parameter": "amount", "dataType": "decimal", "required": True}
)
DAY = parameter_spec({"parameter": "day", "dataType": "date", "multiValue": 2})


def payloads(held: Json, *, accepted: bool = True, breaks: str = "") -> Payloads:
    """Return one payload and what it came to show."""
    specs = {spec.uid: spec for spec in (PLACE, AMOUNT, DAY)}
    item = Payload("one", {"amount": 1}, breaks, accepted, held)
    return Payloads(specs, (item,), whole=True)


def test_a_fitting_payload_that_fails_convicts() -> None:
    """A payload that fits is accepted; one that does not may fail."""
    name = "payload-that-fits-the-specs-is-taken"

    assert [] == violations(name, payloads(None))
    assert 1 == len(violations(name, payloads(None, accepted=False)))
    assert [] == violations(name, payloads(None, accepted=False, breaks="its type"))


@pytest.mark.parametrize(
    ("held", "number"),
    [
        (None, 0),
        ({"amount": 1.5, "place": "abc", "day": ["2024-03-05"]}, 0),
        ({"amount": "1.5", "unknown": 1}, 0),
        ({"place": "abc"}, 1),
        ({"amount": 1, "place": "abcd"}, 1),
        ({"amount": 1, "place": ["a", "b"]}, 1),
        ({"amount": "much"}, 1),
        ({"amount": 1, "day": "soon"}, 1),
        ({"amount": 1, "day": ["2024-03-05"] * 3}, 1),
    ],
)
def test_what_shows_fits_its_spec(held: Json, number: int) -> None:
    """A missing, long, excessive or mistyped value that shows convicts."""
    assert number == len(violations("nothing-shown-breaks-its-spec", payloads(held)))


def test_an_event_type_that_nobody_lists_convicts() -> None:
    """What timelines show is listed; nothing shown proves nothing."""
    name = "specs-list-every-shown-event-type"
    listed = frozenset(("create", "update"))

    assert [] == violations(name, ShownTypes(frozenset(("create",)), listed))
    assert 1 == len(violations(name, ShownTypes(frozenset(("other",)), listed)))
    assert 1 == len(abstentions(name, ShownTypes(frozenset(), listed)))


def listed_type(parameters: int, search: int, described: Json = None) -> ListedType:
    """Return a listed event type and the answers about it."""
    return ListedType(
        "create",
        {"uid": "create"},
        exchange("specs.event-parameters", parameters),
        described,
        exchange("event.search", search),
    )


def test_a_listed_type_that_is_unknown_convicts() -> None:
    """Parameters and filters know every listed type, and describe it alike."""
    name = "listed-event-type-can-be-asked-for"
    other: dict[str, Any] = {"uid": "update"}

    assert [] == violations(name, listed_type(200, 200, {"uid": "create"}))
    assert 1 == len(violations(name, listed_type(404, 200)))
    assert 1 == len(violations(name, listed_type(200, 422)))
    assert 1 == len(violations(name, listed_type(200, 200, other)))


def test_either_spelling_of_a_spec_is_read() -> None:
    """Both spellings of the read-only flag say the same."""
    plain, camel = ({**ROW, flag: True} for flag in ("readonly", "readOnly"))
    del camel["readonly"]

    assert attribute_spec(plain) == attribute_spec(camel)
