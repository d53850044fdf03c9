"""Which source wins a disputed attribute: every rule that is still possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import cast

from ..cases.histories import SourceContact
from ..contract import Registry
from .knobs import possible_options
from .merging_evidence import Reading, Source
from .merging_records import UPSERT_KNOB, Record, Upsert, records

PRIORITY_KNOB = "K-40"
_DIRECTION = {"ingest-low-newest": 1, "ingest-high-newest": -1, "newest": 0}
_RECENCIES = ("pushed", "sent", "changed")


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One way to settle disputes.

    `priority` is an option of the priority knob, `upsert` one of the knob on repeated
    pushes; `recency` says what makes a value the newest: the last push of its
    record, the last push that named it, or the last push that changed it.
    """

    priority: str
    upsert: Upsert
    recency: str

    def __str__(self) -> str:
        """Render for a report."""
        return f"{self.priority} by {self.recency}, {self.upsert}"


@dataclass(frozen=True, slots=True)
class Dispute:
    """An attribute of a merged contact for which its members hold several values."""

    role: str
    members: frozenset[SourceContact]
    observed: str | None


def possible_rules(contract: Registry) -> tuple[Rule, ...]:
    """Return every rule that the knobs leave possible."""
    return tuple(
        Rule(priority, cast("Upsert", upsert), recency)
        for priority, upsert, recency in product(
            possible_options(contract, PRIORITY_KNOB),
            possible_options(contract, UPSERT_KNOB),
            _RECENCIES,
        )
    )


def disputes(reading: Reading) -> Iterator[Dispute]:
    """Yield what the observed winners of a reading are, attribute by attribute."""
    written = {role for record in reading.records.values() for role in record.values}
    for audience_id, members in sorted(reading.members().items()):
        contact = reading.audience.get(audience_id)
        for role in sorted(written) if contact else ():
            yield Dispute(role, members, contact.values.get(role) if contact else None)


def explains(rule: Rule, reading: Reading) -> bool:
    """Return whether a rule predicts every observed winner of a reading."""
    return not any(True for _ in unexplained(rule, reading))


def unexplained(rule: Rule, reading: Reading) -> Iterator[tuple[Dispute, set[str]]]:
    """
    Yield the disputes that a rule would settle otherwise, and how.

    A value that is lost, or that no member holds, is no winner: another check's matter.
    """
    held = records(reading.history, rule.upsert)
    for dispute in disputes(reading):
        own = {key: held[key] for key in dispute.members if key in held}
        candidates = {record.values.get(dispute.role) for record in own.values()}
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
    return {str(own[key].values[role]) for key, rank in ranked.items() if rank == best}


def _rank(rule: Rule, role: str, record: Record, source: Source) -> tuple[float, int]:
    newest = {
        "pushed": record.pushed,
        "sent": record.sent.get(role, 0),
        "changed": record.changed.get(role, 0),
    }
    priority = -_DIRECTION[rule.priority] * (source.priority or 0.0)
    return priority, newest[rule.recency]
