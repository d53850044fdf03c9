"""Shrinking leaves what matters and nothing else."""

from __future__ import annotations

from instasent_conformance.cases.histories import (
    Append,
    Forget,
    History,
    Put,
    Remove,
    SourceContact,
    Subscribe,
    Visit,
    put,
)
from instasent_conformance.cases.rendering import render
from instasent_conformance.cases.shrinking import shrink, simpler

C1 = SourceContact("first", "u1")
LONG: History = (
    put("third", user_id="u9"),
    Put(
        "first",
        (
            {"user-id": "u1", "email": "e1", "first-name": "n1"},
            {"user-id": "u7", "phone": "p1"},
        ),
    ),
    Append(C1, "v1"),
    put("second", user_id="u2", email="e1", last_name="n2"),
    Remove(SourceContact("third", "u9")),
)


def _emails(history: History) -> list[str | None]:
    steps = [step for step in history if isinstance(step, Put)]
    return [c.get("email") for step in steps for c in step.contacts]


def test_shrinking_keeps_what_fails() -> None:
    """Two contacts with one email remain, without names, events or bystanders."""
    smallest = shrink(LONG, still_fails=lambda h: 2 == _emails(h).count("e1"))

    assert (
        put("first", user_id="u1", email="e1"),
        put("second", user_id="u2", email="e1"),
    ) == smallest


def test_no_variant_names_a_contact_that_is_not_there() -> None:
    """An event or deletion goes along with the push of its contact."""
    for variant in simpler(LONG):
        held: set[SourceContact] = set()
        for step in variant:
            if isinstance(step, Put):
                held |= set(step.keys)
            else:
                assert step.key in held


def test_a_history_that_fails_no_more_stays_as_it_is() -> None:
    """Where no variant fails, the history itself is the answer."""
    assert LONG == shrink(LONG, still_fails=lambda _: False)


def test_nothing_is_done_to_a_person_who_was_deleted() -> None:
    """What happens to contacts of a deleted person goes, visits stay."""
    gone: History = (
        put("first", user_id="u1"),
        put("second", user_id="u2"),
        Forget(C1, frozenset((C1,))),
        Subscribe(C1, "sms", on=True),
        Visit("project.get"),
    )

    for variant in simpler(gone):
        assert Forget(C1, frozenset((C1,))) not in variant or not any(
            isinstance(step, Subscribe) for step in variant
        )
    assert (Visit("project.get"),) in tuple(simpler((*gone[:1], gone[-1])))


def test_a_history_reads_as_one_line() -> None:
    """Every kind of step is told in words, contacts under short names."""
    told = render(
        (
            put("first", user_id="u1", email=None),
            Append(C1, "v1"),
            Subscribe(C1, "sms", on=False),
            Visit("project.get"),
            Remove(C1),
            Forget(C1),
        )
    )

    assert (
        "first: push c1 {user-id u1, email null} · first: event v1 of c1"
        " · audience: opt the person of c1 out of sms · visit project.get"
        " · first: delete c1 · audience: delete the person of c1"
    ) == told
