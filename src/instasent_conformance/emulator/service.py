"""What every part of the emulator is handed: the store, the contract, the parts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from instasent_conformance.contract import Endpoint, Registry
from instasent_conformance.contract.model import Limit
from instasent_conformance.emulator.clock import Clock
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.ids import Ids
from instasent_conformance.emulator.records import (
    AudienceContact,
    Candidate,
    Datasource,
    EventItem,
    Key,
    Outreach,
    Project,
    Segment,
    SourceContact,
    Token,
)
from instasent_conformance.emulator.settings import Knobs, Settings
from instasent_conformance.emulator.store import Row, Store


@dataclass(frozen=True, slots=True)
class Reach:
    """What a caller can see; each part answers none for what it cannot."""

    project: Callable[[Service, Token, str], Project | None]
    """`(service, token, uid)`: the project, when the token sees it."""
    datasource: Callable[[Service, Token, Project, str], Datasource | None]
    """`(service, token, project, id or uid or alias)`."""
    audience: Callable[[Service, Project, str], AudienceContact | None]
    """`(service, project, present or former audience id)`."""
    sender: Callable[[Service, Project, str], Row | None]
    """`(service, project, id or alias)`: the sender's id, name and status."""
    sms: Callable[[Service, Project, str], Row | None]
    """`(service, project, id)`: the message's body and audience id."""
    segment: Callable[[Service, Project, str], Segment | None]
    """`(service, project, uid)`."""
    outreach: Callable[[Service, Project, str, str], Outreach | None]
    """`(service, project, "campaign" or "automation", id)`."""


@dataclass(frozen=True, slots=True)
class Facet:
    """
    What a condition asks of people, where it is simple enough to say.

    Args:
        test: `is`, `between` or `exists` for one attribute, `everyone`, or `all` or
            `any` of some parts.
        uid: the attribute.
        bounds: the text; or lower and upper number, and whether each is excluded.
        parts: the conditions that are joined.

    """

    test: str
    uid: str = ""
    bounds: tuple[Any, ...] = ()
    parts: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL and the values bound in it; what it asks, where that is known."""

    sql: str
    values: tuple[object, ...] = ()
    facet: Facet | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A validated search or scroll: what to match, how to sort, how much."""

    where: Condition
    sort: str
    ascending: bool
    limit: int
    offset: int
    cursor: str | None
    fingerprint: str
    all_data: bool = True
    scrolls: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, how many match in all, and where to go on."""

    seqs: tuple[int, ...]
    total: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of one stream as it was asked for."""

    project: Project
    datasource: Datasource
    action: str
    items: Sequence[object]
    sync: bool
    dry_run: bool


class Outcome(NamedTuple):
    """The fate of one item: a message when it failed."""

    position: int
    item: object
    field: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class SmsCount:
    """How a text travels: encoding, length in units and number of parts."""

    encoding: str
    length: int
    parts: int


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A direct message about to be sent."""

    project: Project
    organization_id: str
    sender: str
    to: str
    phone: str
    audience_id: str
    text: str
    allow_unicode: bool
    term: str | None


@dataclass(frozen=True, slots=True)
class Window:
    """The state of a rate window after a request was counted."""

    limit: int
    remaining: int
    reset: int
    exceeded: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """The references from a person to what it was built from."""

    datasource_ids: tuple[str, ...]
    contact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collaborators:
    """
    The replaceable behaviours; the first argument is always the service.

    Each does one thing, so that replacing it breaks one thing.
    """

    authenticate: Callable[[Service, str | None], Token]
    """`(service, authorization header)`: the token; refuses otherwise."""
    authorize: Callable[[Service, Token, str], Refusal | None]
    """`(service, token, endpoint id)`: why not, or none."""
    reach: Reach
    level: Callable[[Service, Token], str]
    """`(service, token)`: the disclosure level."""
    disclose: Callable[[Service, Project, Mapping[str, object], str], dict[str, object]]
    """`(service, project, attributes, level)`: the attributes that leave."""
    normalise: Callable[[Service, str, object, str | None], str | None]
    """`(service, attribute role, value, country)`: the merge key, if any."""
    match: Callable[[Service, str, Sequence[Key]], list[int]]
    """`(service, project id, keys)`: the people who share one, oldest first."""
    integrate: Callable[[Service, Project, SourceContact, Sequence[Key]], int]
    """`(service, project, contact, keys it lost)`: its person, after joining."""
    separate: Callable[[Service, Project, int], None]
    """`(service, project, audience seq)`: split what nothing holds together."""
    consolidate: Callable[[Service, str, Sequence[Candidate]], object]
    """`(service, attribute, candidates)`: the winning value."""
    track_sources: Callable[[Service, Sequence[SourceContact]], Sources]
    """`(service, contacts)`: the references a person keeps."""
    validate_contact: Callable[[Service, Batch, object], dict[str, object]]
    """`(service, batch, item)`: clean attributes; raises `InvalidItem`."""
    validate_event: Callable[[Service, Batch, object], EventItem]
    """`(service, batch, item)`: a clean event; raises `InvalidItem`."""
    ingest: Callable[[Service, Batch], list[Outcome]]
    """`(service, batch)`: an outcome per item, in order."""
    store_contact: Callable[[Service, Project, Datasource, dict[str, object]], str]
    """`(service, project, datasource, attributes)`: `create|merge|update`."""
    remove_contact: Callable[[Service, Project, Datasource, str], bool]
    """`(service, project, datasource, user id)`: whether there was one."""
    remove_person: Callable[[Service, Project, AudienceContact], None]
    """`(service, project, person)`: destroy it and the contacts that feed it."""
    subscribe: Callable[[Service, Project, AudienceContact, str], None]
    """`(service, project, person, attribute role)`: opt it in."""
    unsubscribe: Callable[
        [Service, Project, AudienceContact, str, Mapping[str, object]], None
    ]
    """`(service, project, person, attribute role, reasons)`: opt it out."""
    store_event: Callable[[Service, Project, Datasource, EventItem], bool]
    """`(service, project, datasource, event)`: false for a known id."""
    find: Callable[[Service, Project, str, Mapping[str, object]], Query]
    """`(service, project, "audience" or "event", filter)`: the query."""
    aggregate: Callable[
        [Service, Token, Project, str, Condition, object],
        tuple[dict[str, object], int],
    ]
    """`(service, token, project, "audience" or "event", condition, aggregations)`."""
    paginate: Callable[[Service, Token, Project, str, Query], Page]
    """`(service, token, project, "audience" or "event", query)`: one page."""
    count_sms: Callable[[Service, str], SmsCount]
    """`(service, text)`: encoding, length and parts."""
    dispatch: Callable[[Service, Dispatch], dict[str, object]]
    """`(service, message)`: the stored message; refuses otherwise."""
    render_error: Callable[[Service, Refusal], object | None]
    """`(service, refusal)`: the body of an error."""
    rate: Callable[[Service, Token | None, str], Window]
    """`(service, token, rate class)`: the window after counting."""
    clock: Clock
    ids: Ids


@dataclass(frozen=True)
class Service:
    """A running emulator, without its HTTP surface."""

    registry: Registry
    settings: Settings
    knobs: Knobs
    store: Store
    collaborators: Collaborators
    snapshots: dict[str, sqlite3.Connection] = field(default_factory=dict)
    first: list[sqlite3.Connection] = field(default_factory=list)
    """A copy of the first world, once it is known."""
    windows: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Per organisation and class: the start of the window and the count."""
    quotas: dict[tuple[str | None, str], int] = field(default_factory=dict)
    """Per plan and class: how many requests a window admits."""
    columns: dict[str, tuple[frozenset[str], frozenset[str]]] = field(
        default_factory=dict
    )
    """Per level: the attributes and the classes of attributes it discloses."""
    shown: dict[tuple[str, str], tuple[Any, dict[str, bool]]] = field(
        default_factory=dict
    )
    """Per project and level: a catalogue, and which of its attributes are disclosed."""
    catalogues: dict[str, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    """Per project: the epoch of the store, and the attributes it declared then."""
    crowds: dict[str, Any] = field(default_factory=dict)
    """Per project: what is kept of many people, so that filters need no reading."""
    spaces: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Per project and attribute: the epoch, and the number of their values then."""
    switches: dict[str, bool] = field(default_factory=dict)
    """What an operator switched since the start: `limits`."""
    origin: tuple[int, int] = (0, 0)
    """The instant and the id counter that the first world began with."""

    def now(self) -> int:
        """Return the present instant."""
        return self.collaborators.clock.now()

    @property
    def limiting(self) -> bool:
        """Whether an exhausted rate window refuses."""
        return self.switches.get("limits", self.settings.enforce_rates)

    def uid(self, role: str) -> str:
        """Return the uid of the native attribute that plays a role."""
        return self._uids[role]

    def uids(self, roles: tuple[str, ...]) -> frozenset[str]:
        """Return the uids of the native attributes that play some roles."""
        found = self._uid_sets.get(roles)
        if found is None:
            found = self._uid_sets[roles] = frozenset(map(self.uid, roles))
        return found

    def row_of_uids(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        """Return the uids of the native attributes that play some roles, in order."""
        found = self._uid_rows.get(roles)
        if found is None:
            found = self._uid_rows[roles] = tuple(map(self.uid, roles))
        return found

    def role(self, uid: str) -> str | None:
        """Return the role that a native attribute plays."""
        return self._roles.get(uid)

    def limit(self, name: str) -> int:
        """Return a numeric bound."""
        return self._limits[name]

    def endpoint(self, name: str) -> Endpoint:
        """Return the endpoint of that id."""
        return self.registry.endpoints[name]

    @cached_property
    def _uids(self) -> dict[str, str]:
        return {one.role: one.uid for one in self.registry.attributes}

    @cached_property
    def _uid_sets(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    @cached_property
    def _uid_rows(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _roles(self) -> dict[str, str]:
        return {one.uid: one.role for one in self.registry.attributes}

    @cached_property
    def _limits(self) -> dict[str, int]:
        return {name: self._bound(one) for name, one in self.registry.limits.items()}

    def _bound(self, limit: Limit) -> int:
        """Return the number of the limit, or of the option that was chosen instead."""
        knob = self.registry.knobs.get(limit.knob or "")
        if knob is None or self.knobs.option(knob.id) == knob.assumed:
            return limit.value
        values = {one.option: one.value for one in knob.options}
        chosen = values[self.knobs.option(knob.id)]
        return chosen if type(chosen) is int else limit.value
