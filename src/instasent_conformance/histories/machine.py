"""
A state machine whose rules write to the sources of a project.

Values come from a small pool, so that chains, stars, rings, bridges and households
arise by themselves; each example has values of its own, so examples never meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from ..cases.histories import (
    SOURCES,
    Append,
    Forget,
    Operation,
    Put,
    Remove,
    SourceContact,
    Subscribe,
    Visit,
)
from ..oracles.merging_records import records

_ABSENT = "absent"

USERS = st.sampled_from(("u1", "u2", "u3", "u4", "e1"))
EMAILS = st.sampled_from((_ABSENT, "e1", "e2", "e3", None))
PHONES = st.sampled_from((_ABSENT, "p1", "p2", None))
NAMES = st.sampled_from((_ABSENT, "n1", "n2", "n3", "n4"))
CONSENTS = st.sampled_from((_ABSENT, _ABSENT, "yes", "no", None))
CHANNEL_WORDS = st.sampled_from(("sms", "email"))
DATASOURCES = st.sampled_from(SOURCES)


def _without_absent(contact: dict[str, str | None]) -> dict[str, str | None]:
    return {role: value for role, value in contact.items() if value != _ABSENT}


CONTACTS = st.fixed_dictionaries(
    {
        "user-id": USERS,
        "email": EMAILS,
        "phone": PHONES,
        "first-name": NAMES,
        "last-name": NAMES,
        "accepts-sms": CONSENTS,
    }
).map(_without_absent)

BATCHES = st.lists(
    CONTACTS, min_size=2, max_size=4, unique_by=lambda contact: contact["user-id"]
).map(tuple)


class HistoryMachine(RuleBasedStateMachine):
    """
    Writes a random history.

    `perform` is called with every step and returns it as it turned out, `finish` is
    called once at the end of each example. `visits` are endpoints to look in at.
    """

    def __init__(
        self,
        perform: Callable[[Operation], Operation],
        finish: Callable[[], None],
        visits: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._visits = visits
        self._perform = perform
        self._finish = finish
        self._history: tuple[Operation, ...] = ()
        self._events = 0

    def _add(self, step: Operation) -> None:
        self._history = (*self._history, self._perform(step))

    def _held(self) -> list[SourceContact]:
        return sorted(records(self._history, "merge"))

    @rule(datasource=DATASOURCES, contact=CONTACTS)
    def push(self, datasource: str, contact: Any) -> None:
        """Push one contact, known or new."""
        self._add(Put(datasource, (contact,)))

    @rule(datasource=DATASOURCES, contacts=BATCHES)
    def push_batch(self, datasource: str, contacts: Any) -> None:
        """Push several contacts at once."""
        self._add(Put(datasource, contacts))

    @precondition(lambda self: any(isinstance(s, Put) for s in self._history))
    @rule(which=st.integers(0, 7))
    def push_again(self, which: int) -> None:
        """Repeat an earlier push."""
        pushes = [step for step in self._history if isinstance(step, Put)]
        self._add(pushes[which % len(pushes)])

    @precondition(lambda self: self._held())
    @rule(which=st.integers(0, 7))
    def append(self, which: int) -> None:
        """Push an event of a contact that its source holds."""
        held = self._held()
        self._events += 1
        self._add(Append(held[which % len(held)], f"v{self._events}"))

    @precondition(lambda self: self._held())
    @rule(which=st.integers(0, 7), channel=CHANNEL_WORDS, on=st.booleans())
    def subscribe(self, which: int, channel: str, *, on: bool) -> None:
        """Opt the person of a contact in or out."""
        held = self._held()
        self._add(Subscribe(held[which % len(held)], channel, on))

    @precondition(lambda self: self._held())
    @rule(which=st.integers(0, 7), person=st.sampled_from((False, False, True)))
    def remove(self, which: int, *, person: bool) -> None:
        """Delete a contact that its source holds, or its whole person."""
        held = self._held()
        key = held[which % len(held)]
        self._add(Forget(key) if person else Remove(key))

    @precondition(lambda self: self._visits)
    @rule(which=st.integers(0, 999))
    def visit(self, which: int) -> None:
        """Send a legal request about nobody in the history."""
        self._add(Visit(self._visits[which % len(self._visits)]))

    def teardown(self) -> None:
        """Hand the history over for reading and judging."""
        self._finish()
