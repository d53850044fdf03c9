"""Each check of merging passes sound evidence and convicts its defect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from instasent_conformance.cases.histories import Append, Put, Remove, put
from instasent_conformance.cases.merging import shapes
from instasent_conformance.checks import checks_of
from instasent_conformance.contract import load_registry
from instasent_conformance.finding import Severity, Violation, severity_of
from instasent_conformance.histories import HISTORY_LAWS
from instasent_conformance.oracles.merging_evidence import (
    MergeEvidence,
    OrderEvidence,
    Reading,
    RepeatEvidence,
    SequelEvidence,
)

from .merging_readings import key, reading, with_references, with_values

CONTRACT = load_registry()
C1, C2, C3 = key("first", "u1"), key("second", "u2"), key("third", "u3")
PAIR = (
    put("first", user_id="u1", email="e1", first_name="n1"),
    put("second", user_id="u2", email="e1", first_name="n2", last_name="n3"),
)
STRANGERS = (put("first", user_id="u1"), put("second", user_id="u2", email="e1"))
NULLS = (
    put("first", user_id="u1", email=None),
    put("second", user_id="u2", email=None),
)
EVENTFUL = (*PAIR, Append(C1, "v1"), put("third", user_id="u3"))
DELETED = (*PAIR, Remove(C1))


def convicted(evidence: MergeEvidence) -> set[str]:
    """Return the checks that find something red."""
    return {
        check.id
        for law in HISTORY_LAWS
        for check in checks_of(law, type(evidence))
        for verdict in check.judge(evidence, CONTRACT)
        if isinstance(verdict, Violation)
        and severity_of(verdict, check.severity) is not Severity.OBSERVATION
    }


def one(seen: Reading) -> MergeEvidence:
    """Return the evidence of one reading."""
    return MergeEvidence((seen,))


SOUND = [
    pytest.param(one(reading(PAIR, [[C1, C2]])), id="a pair"),
    pytest.param(one(reading(STRANGERS, [[C1], [C2]])), id="strangers"),
    pytest.param(one(reading(NULLS, [[C1], [C2]])), id="nulls"),
    pytest.param(one(reading(EVENTFUL, [[C1, C2], [C3]])), id="an event"),
    pytest.param(one(reading(DELETED, [[C2]])), id="a deletion"),
    pytest.param(
        RepeatEvidence((reading(PAIR, [[C1, C2]]), reading(PAIR * 2, [[C1, C2]]))),
        id="a repetition",
    ),
    pytest.param(
        OrderEvidence((reading(PAIR, [[C1, C2]]), reading(PAIR[::-1], [[C2, C1]]))),
        id="two orders",
    ),
]


@pytest.mark.parametrize("evidence", SOUND)
def test_sound_evidence_convicts_nobody(evidence: MergeEvidence) -> None:
    """What a sound target shows breaks no check."""
    assert set() == convicted(evidence)


def _no_lookup(seen: Reading) -> Reading:
    return replace(seen, lookups={**seen.lookups, "u2": None})


def _unread(seen: Reading) -> Reading:
    rest = {k: record for k, record in seen.records.items() if k != C2}
    return replace(seen, records=rest, absent=frozenset((C2,)))


def _event_on_the_stranger(seen: Reading) -> Reading:
    return replace(seen, timelines={"a0": {}, "a1": {"v1": 1}})


def _event_twice(seen: Reading) -> Reading:
    return replace(seen, timelines={**seen.timelines, "a0": {"v1": 2}})


def _event_found_twice(seen: Reading) -> Reading:
    return replace(seen, searched={"v1": 2})


def _event_lost(seen: Reading) -> Reading:
    return replace(seen, timelines={"a0": {}, "a1": {}})


def _many_events(*listed: int, searched: int = 1) -> Reading:
    """Return one contact with five events, of which the timeline lists some."""
    appended = tuple(Append(C1, f"v{n}") for n in range(5))
    seen = reading((put("first", user_id="u1"), *appended), [[C1]])
    return replace(
        seen,
        timelines={"a0": {f"v{n}": 1 for n in listed}},
        searched={f"v{n}": searched for n in range(5)},
    )


def _foreign_value_in_record(seen: Reading) -> Reading:
    record = seen.records[C1]
    mixed = replace(record, values={**record.values, "last-name": "n3"})
    return replace(seen, records={**seen.records, C1: mixed})


def _pointing_elsewhere(seen: Reading) -> Reading:
    astray = replace(seen.records[C1], audience_id="a9")
    return replace(seen, records={**seen.records, C1: astray})


def _undead_lookup(seen: Reading) -> Reading:
    return replace(seen, lookups={**seen.lookups, "u1": "a0"})


DEFECTS: list[tuple[str, Reading]] = [
    ("equal-unique-value-merges", reading(PAIR, [[C1], [C2]])),
    ("distinct-contacts-stay-apart", reading(STRANGERS, [[C1, C2]])),
    ("null-never-merges", reading(NULLS, [[C1, C2]])),
    (
        "source-contact-has-an-audience-contact",
        _no_lookup(reading(STRANGERS, [[C1], [C2]])),
    ),
    (
        "source-contact-has-an-audience-contact",
        _unread(reading(STRANGERS, [[C1], [C2]])),
    ),
    (
        "sources-are-tracked",
        with_references(
            reading(PAIR, [[C1, C2]]), "a0", contacts=frozenset(("record-first-u1",))
        ),
    ),
    (
        "sources-are-tracked",
        with_references(reading(PAIR, [[C1, C2]]), "a0", contacts=None),
    ),
    ("sources-are-tracked", _pointing_elsewhere(reading(PAIR, [[C1, C2]]))),
    (
        "merged-values-have-a-source",
        with_values(reading(PAIR, [[C1, C2]]), "a0", {"last-name": None}),
    ),
    (
        "merged-values-have-a-source",
        with_values(reading(PAIR, [[C1, C2]]), "a0", {"first-name": "n9"}),
    ),
    (
        "one-update-rule-explains-every-record",
        _foreign_value_in_record(reading(PAIR, [[C1, C2]])),
    ),
    (
        "events-gather-on-the-merged-contact",
        _event_on_the_stranger(reading(EVENTFUL, [[C1, C2], [C3]])),
    ),
    (
        "events-gather-on-the-merged-contact",
        _event_twice(reading(EVENTFUL, [[C1, C2], [C3]])),
    ),
    (
        "events-gather-on-the-merged-contact",
        _event_found_twice(reading(EVENTFUL, [[C1, C2], [C3]])),
    ),
    (
        "events-gather-on-the-merged-contact",
        _event_lost(reading(EVENTFUL, [[C1, C2], [C3]])),
    ),
    (
        "deleted-source-contact-leaves-the-audience",
        _undead_lookup(reading(DELETED, [[C2]])),
    ),
    (
        "deleted-source-contact-leaves-the-audience",
        with_references(
            reading(DELETED, [[C2]]),
            "a0",
            contacts=frozenset(("record-first-u1", "record-second-u2")),
        ),
    ),
    (
        "merged-values-have-a-source",
        with_values(reading(DELETED, [[C2]]), "a0", {"first-name": "n1"}),
    ),
]


@pytest.mark.parametrize(("check", "seen"), DEFECTS)
def test_each_defect_is_convicted(check: str, seen: Reading) -> None:
    """The check that a defect belongs to reports it, and no other check does."""
    assert {check} == convicted(one(seen))


def test_events_that_newer_ones_outnumber_have_to_be_found() -> None:
    """A timeline may lack older events that a search finds, and no newer ones."""
    check = "events-gather-on-the-merged-contact"

    assert set() == convicted(one(_many_events(2, 3, 4)))
    assert {check} == convicted(one(_many_events(3, 4)))
    assert {check} == convicted(one(_many_events(0, 1, 2)))
    assert {check} == convicted(one(_many_events(1, 2, 4)))
    assert {check} == convicted(one(_many_events(2, 3, 4, searched=0)))


def test_winners_that_no_single_rule_explains_are_convicted() -> None:
    """Low number wins for one attribute and high for another: no rule says so."""
    dispute = (
        put("first", user_id="u1", email="e1", first_name="n1", last_name="n2"),
        put("second", user_id="u2", email="e1", first_name="n3", last_name="n4"),
        put("first", user_id="u3", email="e1"),
    )
    seen = reading(dispute, [[C1, C2, key("first", "u3")]])

    assert {"priority-decides"} == convicted(
        one(with_values(seen, "a0", {"last-name": "n4"}))
    )


@pytest.mark.parametrize(
    "option", ["ingest-low-newest", "ingest-high-newest", "newest"]
)
def test_a_pinned_rule_decides_alone(option: str) -> None:
    """Once the priority knob is pinned, winners of another option are convicted."""
    pinned = CONTRACT.pinned({"K-40": option})
    low_wins = one(reading(PAIR, [[C1, C2]]))
    found = [
        verdict
        for check in checks_of("consolidation", MergeEvidence)
        for verdict in check.judge(low_wins, pinned)
    ]

    assert (option != "ingest-low-newest") == bool(found)


def test_a_repetition_with_effect_is_convicted() -> None:
    """A second push that renames a record or an audience contact is not idempotent."""
    before = reading(PAIR, [[C1, C2]])
    renamed = {**before.records, C1: replace(before.records[C1], id="record-new")}
    after = replace(before, records=renamed)

    assert "repeated-push-changes-nothing" in convicted(RepeatEvidence((before, after)))


def test_a_forgotten_id_is_convicted() -> None:
    """The id of a person who was joined to another stays among those that lead on."""
    before = reading(STRANGERS, [[C1], [C2]])
    joining = put("third", user_id="u1", email="e1")
    after = reading((*STRANGERS, joining), [[C1, C2, key("third", "u1")]])
    heir = after.audience["a0"]
    remembered = replace(heir, known_ids=frozenset(("a0", "a1")))
    sound = replace(after, audience={"a0": remembered})

    assert set() == convicted(SequelEvidence((before, sound)))
    assert {"former-ids-lead-on"} == convicted(SequelEvidence((before, after)))


def test_a_former_id_that_leads_to_a_stranger_is_convicted() -> None:
    """An id that was merged away may be dead, but never somebody else's."""
    before = reading(STRANGERS, [[C1], [C2]])
    after = replace(before, resolved={"a1": "a0"})
    moved = replace(before.audience["a1"], id="a2", known_ids=frozenset(("a1", "a2")))
    after = replace(
        after,
        audience={"a0": before.audience["a0"], "a2": moved},
        lookups={"u1": "a0", "u2": "a2"},
    )
    dead = replace(after, resolved={"a1": None})

    assert {"former-ids-lead-on"} == convicted(SequelEvidence((before, after)))
    assert set() == convicted(SequelEvidence((before, dead)))


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(reading(PAIR[::-1], [[C1], [C2]]), id="people"),
        pytest.param(
            with_values(reading(PAIR[::-1], [[C2, C1]]), "a0", {"last-name": None}),
            id="values",
        ),
    ],
)
def test_an_order_that_decides_is_convicted(later: Reading) -> None:
    """Another order of arrival that changes people or undisputed values is reported."""
    evidence = OrderEvidence((reading(PAIR, [[C1, C2]]), later))

    assert "merge-ignores-arrival-order" in convicted(evidence)


def test_contacts_may_stay_merged_after_a_change_of_email() -> None:
    """Un-merging is open: both the joined and the separated reading are accepted."""
    history = (*PAIR, put("first", user_id="u1", email="e2"))

    assert set() == convicted(one(reading(history, [[C1, C2]])))
    assert set() == convicted(one(reading(history, [[C1], [C2]])))


def test_a_project_without_merging_attributes_keeps_equal_emails_apart() -> None:
    """What merges is what the project says, and a shared email may say nothing."""
    bare: Callable[[Reading], Reading] = lambda seen: replace(  # noqa: E731
        seen, unique=frozenset(("user-id",))
    )

    assert set() == convicted(one(bare(reading(PAIR, [[C1], [C2]]))))
    assert {"distinct-contacts-stay-apart"} == convicted(
        one(bare(reading(PAIR, [[C1, C2]])))
    )


def test_violations_show_the_history_in_short_names() -> None:
    """A finding shows the steps that led to it, with symbols in place of values."""
    check = next(
        found
        for found in checks_of("merging", MergeEvidence)
        if found.id == "equal-unique-value-merges"
    )
    (found,) = check.judge(
        one(reading(PAIR[:1] + STRANGERS[1:], [[C1], [C2]])), CONTRACT
    )

    assert isinstance(found, Violation)
    assert found.observed.endswith(
        "first: push c1 {user-id u1, email e1, first-name n1}"
        " · second: push c2 {user-id u2, email e1}"
    )


def test_the_full_batch_has_as_many_items_as_the_contract_allows() -> None:
    """The shape of the full batch follows the limit of the contract."""
    batch = shapes(CONTRACT)["last-of-a-full-batch"].history[1]

    assert isinstance(batch, Put)
    assert CONTRACT.limit("batch.items") == len(batch.contacts)
