"""What was written, and what was read afterwards: the evidence of merging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..cases.histories import History, SourceContact, Subscribe, contacts_of
from ..cases.rendering import labels_of, render
from ..contract import Registry
from ..contract.places import label, row_line
from ..finding import Location

_FILE = "requirements.json"


@dataclass(frozen=True, slots=True)
class Source:
    """What a target says about one data source of the run."""

    id: str
    uid: str
    priority: float | None


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """A datasource contact as it was read: its own id, where it leads, its values."""

    id: str | None
    audience_id: str | None
    values: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class SeenContact:
    """
    An audience contact as it was read, values as symbols.

    The four sets are the references to its sources, in fields of the entity and in
    attributes; None where the answer has no such member. `flags` says per channel
    whether the person is subscribed, where the answer says so.
    """

    id: str
    known_ids: frozenset[str]
    values: Mapping[str, str | None]
    source_fields: frozenset[str] | None
    contact_fields: frozenset[str] | None
    source_attributes: frozenset[str] | None
    contact_attributes: frozenset[str] | None
    flags: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """One opt-in or opt-out, and the flags of the person right before and after it."""

    step: Subscribe
    before: Mapping[str, bool | None]
    after: Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """
    One history and what was read after it.

    Attributes:
        history: what was written, in order.
        unique: roles of the merging attributes, as the target states them.
        sources: the data sources written to, by name.
        records: datasource contacts that were found, by key.
        absent: datasource contacts that were looked for and not found.
        lookups: user id to the audience contact that it leads to, or None; user ids
            that could mean two things are left out.
        audience: audience contacts by id.
        former: ids of datasource contacts, read before they were deleted.
        timelines: audience id to the events on it, and how often each is there.
        searched: the events that a search of the project found, and how often.
        resolved: audience ids of earlier readings that no contact bears now, and the
            one that each leads to, or None.
        undead: the contacts whose person was deleted and right afterwards still there.
        listed: the contacts whose person was deleted and right afterwards found.
        unnamed: the contacts whose deletion was answered without their user id.
        actions: the opt-ins and opt-outs, and what the flags were around them.

    """

    history: History
    unique: frozenset[str]
    sources: Mapping[str, Source]
    records: Mapping[SourceContact, SeenRecord]
    absent: frozenset[SourceContact]
    lookups: Mapping[str, str | None]
    audience: Mapping[str, SeenContact]
    former: Mapping[SourceContact, str]
    timelines: Mapping[str, Mapping[str, int]]
    searched: Mapping[str, int]
    resolved: Mapping[str, str | None]
    undead: frozenset[SourceContact] = frozenset()
    listed: frozenset[SourceContact] = frozenset()
    unnamed: frozenset[SourceContact] = frozenset()
    actions: tuple[Action, ...] = ()

    def owners(self) -> dict[SourceContact, str]:
        """
        Return the audience contact that each contact leads to, where it is known.

        The lookup by user id decides, except where several sources hold that user id:
        there it can name but one, and each datasource contact speaks for itself.
        """
        pointed = self.pointed()
        holders = Counter(key.user for key in self.records)
        found = {}
        for key in self.records:
            looked = self.lookups.get(key.user)
            points = pointed.get(key)
            owner = points or looked if holders[key.user] > 1 else looked or points
            if owner is not None:
                found[key] = owner
        return found

    def pointed(self) -> dict[SourceContact, str]:
        """Return the audience contact that each datasource contact itself names."""
        return {
            key: self.current_id(record.audience_id)
            for key, record in self.records.items()
            if record.audience_id is not None
        }

    def current_id(self, audience_id: str) -> str:
        """Return the id of the contact that took an id over, or the id itself."""
        if audience_id in self.audience:
            return audience_id
        heirs = [c.id for c in self.audience.values() if audience_id in c.known_ids]
        return heirs[0] if heirs else audience_id

    def members(self) -> dict[str, frozenset[SourceContact]]:
        """Return the contacts that lead to each audience contact."""
        groups: dict[str, set[SourceContact]] = {}
        for key, audience_id in self.owners().items():
            groups.setdefault(audience_id, set()).add(key)
        return {name: frozenset(group) for name, group in groups.items()}

    def partition(self) -> frozenset[frozenset[SourceContact]]:
        """Return the groups that were observed."""
        return frozenset(self.members().values())

    def told(self) -> str:
        """Return the history as a line, contacts under their short names."""
        return render(self.history)

    def name(self, key: SourceContact) -> str:
        """Return the short name of a contact."""
        return labels_of(self.history)[key]

    def names(self, keys: frozenset[SourceContact]) -> str:
        """Return the short names of a group, in order of first appearance."""
        return ", ".join(self.name(k) for k in contacts_of(self.history) if k in keys)


@dataclass(frozen=True, slots=True)
class MergeEvidence:
    """Readings of one case; most cases have one."""

    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class SequelEvidence(MergeEvidence):
    """A reading, and a second one of the same history after more had been written."""


@dataclass(frozen=True, slots=True)
class RepeatEvidence(SequelEvidence):
    """A reading, and a second one after the same was pushed again."""


@dataclass(frozen=True, slots=True)
class OrderEvidence(MergeEvidence):
    """Readings of the same contacts, written in different orders and batches."""


def requirement(contract: Registry, row: str) -> Location:
    """Return the place of a requirement that merging can break."""
    return Location(
        file=label(contract, _FILE),
        pointer=f"#/requirements/{row}",
        line=row_line(contract, _FILE, "id", row),
    )
