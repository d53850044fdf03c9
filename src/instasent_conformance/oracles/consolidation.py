"""Which source wins a disputed attribute: every rule that is still possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import cast

from ..cases.histories import Forget, SourceContact
from ..cases.spellings import folded
from ..contract import Registry
from .knobs import possible_options
from .merging import clouded
from .merging_evidence import Reading, Source
from .merging_records import (
    FORGETTINGS,
    UPSERT_KNOB,
    Forgetting,
    Record,
    Upsert,
    records,
)

PRIORITY_KNOB = "K-40"
_DIRECTION = {"ingest-low-newest": 1, "ingest-high-newest": -1, "newest": 0}
_RECENCIES = ("pushed", "sent", "changed")


@dataclass(frozen=True, slots=True)
class Update:
    """One way in which sources keep what they were sent, of those that are open."""

    upsert: Upsert
    forgetting: Forgetting = "clears"

    def records(self, reading: Reading) -> dict[SourceContact, Record]:
        """Return what the sources hold after a reading, under this rule."""
        return records(reading.history, self.upsert, self.forgetting)


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One way to settle disputes.

    `priority` is an option of the priority knob, `update` a way to keep what was
    pushed; `recency` says what makes a value the newest: the last push of its
    record, the last push that named it, or the last push that changed it.
    """

    priority: str
    update: Update
    recency: str

    def __str__(self) -> str:
        """Render for a report."""
        return f"{self.priority} by {self.recency}, {self.update.upsert}"


@dataclass(frozen=True, slots=True)
class Dispute:
    """An attribute of a merged contact for which its members hold several values."""

    role: str
    members: frozenset[SourceContact]
    observed: str | None


def possible_updates(
    contract: Registry, readings: tuple[Reading, ...]
) -> tuple[Update, ...]:
    """Return every way to keep records that is possible and makes a difference."""
    forgot = any(isinstance(s, Forget) for r in readings for s in r.history)
    return tuple(
        Update(cast("Upsert", upsert), forgetting)
        for upsert, forgetting in product(
            possible_options(contract, UPSERT_KNOB), FORGETTINGS[: 1 + forgot]
        )
    )


def possible_rules(
    contract: Registry, readings: tuple[Reading, ...]
) -> tuple[Rule, ...]:
    """Return every rule that the knobs leave possible."""
    return tuple(
        Rule(priority, update, recency)
        for priority, update, recency in product(
            possible_options(contract, PRIORITY_KNOB),
            possible_updates(contract, readings),
            _RECENCIES,
        )
    )


def disputes(reading: Reading) -> Iterator[Dispute]:
    """
    Yield what the observed winners of a reading are, attribute by attribute.

    Spellings of a value count as the value: which of them a target keeps is open.
    """
    written = {role for record in reading.records.values() for role in record.values}
    unclear = clouded(reading.history, reading.unique)
    for audience_id, members in sorted(reading.members().items()):
        contact = reading.audience.get(audience_id)
        if contact is None or members & unclear:
            continue
        for role in sorted(written):
            observed = contact.values.get(role)
            yield Dispute(role, members, observed and folded(observed))


def held_values(role: str, held: Iterable[Record]) -> set[str]:
    """Return the values that records hold for a role, spellings as their value."""
    return {folded(value) for r in held if (value := r.values.get(role))}


def explains(rule: Rule, reading: Reading) -> bool:
    """Return whether a rule predicts every observed winner of a reading."""
    return not any(True for _ in unexplained(rule, reading))


def unexplained(rule: Rule, reading: Reading) -> Iterator[tuple[Dispute, set[str]]]:
    """
    Yield the disputes that a rule would settle otherwise, and how.

    A value that is lost, or that no member holds, is no winner: another check's matter.
    """
    held = rule.update.records(reading)
    for dispute in disputes(reading):
        own = {key: held[key] for key in dispute.members if key in held}
        candidates = held_values(dispute.role, own.values())
        if dispute.observed and dispute.observed in candidates:
            winners = _winners(rule, dispute.role, own, reading.sources)
            if dispute.observed not in winners:
                yield dispute, winners


def _winners(
    rule: Rule,
    role: str,
    own: Mapping[SourceContact, Record],
    sources: Mapping[str, Source],
) -> set[str]:
    """Return the values of the best candidates; several where the rule has a tie."""
    ranked = {
        key: _rank(rule, role, record, sources[key.datasource])
        for key, record in own.items()
        if record.values.get(role)
    }
    best = max(ranked.values(), default=None)
    return held_values(role, (own[key] for key, rank in ranked.items() if rank == best))


def _rank(rule: Rule, role: str, record: Record, source: Source) -> tuple[float, int]:
    newest = {
        "pushed": record.pushed,
        "sent": record.sent.get(role, 0),
        "changed": record.changed.get(role, 0),
    }
    priority = -_DIRECTION[rule.priority] * (source.priority or 0.0)
    return priority, newest[rule.recency]
