"""Laws of the merge oracle, for any contacts and any history."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from instasent_conformance.cases.histories import Put, Remove, SourceContact, put
from instasent_conformance.oracles.merging import (
    allowed_groups,
    claims_of,
    components,
    required_groups,
)
from instasent_conformance.oracles.merging_closure import closure
from instasent_conformance.oracles.merging_records import records

UNIQUE = frozenset(("user-id", "email", "phone"))
CLAIMS = st.dictionaries(
    st.integers(0, 20),
    st.frozensets(
        st.tuples(st.sampled_from(("email", "phone")), st.sampled_from("abcdefgh")),
        max_size=4,
    ),
    max_size=20,
)
CONTACTS = st.fixed_dictionaries(
    {"user-id": st.sampled_from(("u1", "u2", "u3"))},
    optional={
        "email": st.sampled_from(("e1", "e2", None)),
        "phone": st.sampled_from(("p1", "p2", None)),
    },
)
PUTS = st.builds(Put, st.sampled_from(("first", "second")), st.tuples(CONTACTS))
HISTORIES = st.lists(PUTS, max_size=8).map(tuple)


@given(CLAIMS)
def test_two_models_agree(claims: dict[int, frozenset[tuple[str, str]]]) -> None:
    """Union-find and absorption give the same groups."""
    assert closure(claims) == components(claims)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_is_irrelevant(
    claims: dict[int, frozenset[tuple[str, str]]], random: object
) -> None:
    """The order in which contacts are seen changes no group."""
    shuffled = list(claims.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert components(claims) == components(dict(shuffled))


@given(CLAIMS)
def test_groups_partition_the_contacts(
    claims: dict[int, frozenset[tuple[str, str]]],
) -> None:
    """Every contact is in exactly one group."""
    groups = components(claims)

    assert sorted(claims) == sorted(node for group in groups for node in group)


@given(HISTORIES)
def test_what_is_required_is_allowed(history: tuple[Put, ...]) -> None:
    """A group that has to be one person lies within one that may be."""
    allowed = allowed_groups(history, UNIQUE)

    for upsert in ("merge", "replace"):
        for group in required_groups(history, UNIQUE, upsert):
            assert any(group <= wider for wider in allowed)


@given(HISTORIES)
def test_repeating_a_history_changes_no_group(history: tuple[Put, ...]) -> None:
    """Writing a history twice allows nothing more than writing it once."""
    assert allowed_groups(history, UNIQUE) == allowed_groups(history * 2, UNIQUE)


def test_null_and_empty_claim_nothing() -> None:
    """A null or empty value is no claim, nor is an attribute that does not merge."""
    contact = {"user-id": "u1", "email": None, "phone": "", "first-name": "n1"}

    assert frozenset((("user-id", "u1"),)) == claims_of(contact, UNIQUE)


def test_a_deleted_contact_is_held_no_more() -> None:
    """A deletion takes the record away under either reading of an update."""
    history = (put("first", user_id="u1"), Remove(SourceContact("first", "u1")))

    assert {} == records(history, "merge")
    assert {} == records(history, "replace")


def test_an_update_merges_or_replaces() -> None:
    """The two readings of an update differ in what it does not name."""
    history = (
        put("first", user_id="u1", email="e1"),
        put("first", user_id="u1", phone="p1"),
    )
    key = SourceContact("first", "u1")
    merged = {"user-id": "u1", "email": "e1", "phone": "p1"}

    assert merged == records(history, "merge")[key].values
    assert {"user-id": "u1", "phone": "p1"} == records(history, "replace")[key].values
