"""The nouns the emulator stores, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Token:
    """A live bearer, with what authorisation needs to know of its organisation."""

    id: str
    secret: str
    kind: str
    title: str
    organization_id: str
    project_id: str | None
    datasource_id: str | None
    created_at: int
    plan: str


@dataclass(frozen=True, slots=True)
class Organization:
    """The company that owns projects, tokens and funds."""

    id: str
    name: str
    plan: str
    funds: float
    created_at: int


@dataclass(frozen=True, slots=True)
class Project:
    """An isolated environment, with its merging attributes."""

    id: str
    uid: str
    organization_id: str
    name: str
    unique_attributes: tuple[str, ...]
    created_at: int
    updated_at: int
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Datasource:
    """A stream of contacts and events that feeds one project."""

    id: str
    uid: str
    project_id: str
    name: str
    type: str
    priority: int
    options: Mapping[str, object]
    counters: Mapping[str, object]
    token_id: str
    created_at: int
    updated_at: int

    @property
    def country(self) -> str | None:
        """The country used to read national phone numbers."""
        value = self.options.get("defaultCountry")
        return value if isinstance(value, str) and value else None

    @property
    def is_ingest(self) -> bool:
        """Whether contacts arrive through the Ingest API."""
        return self.type == "API"


@dataclass(frozen=True, slots=True)
class SourceContact:
    """A contact as one datasource knows it."""

    seq: int
    id: str
    datasource_id: str
    user_id: str
    data: Mapping[str, object]
    audience: int | None
    revision: int
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class AudienceContact:
    """
    A person: the merged view of the contacts that share a unique value.

    Every one of its `ids`, the present and the former, leads to it.
    """

    seq: int
    id: str
    project_id: str
    data: Mapping[str, object]
    datasource_ids: tuple[str, ...]
    contact_ids: tuple[str, ...]
    created_at: int
    updated_at: int
    ids: tuple[str, ...]


class Key(NamedTuple):
    """A normalised unique value: what makes two contacts one person."""

    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One datasource's opinion about one attribute."""

    value: object
    ingest: bool
    priority: int
    revision: int


@dataclass(frozen=True, slots=True)
class CustomAttribute:
    """An attribute that came into being because a contact carried it."""

    uid: str
    data_type: str
    multivalue: int
    datasource_uid: str
    created_at: int


@dataclass(frozen=True, slots=True)
class EventItem:
    """An acceptable event, before it is stored."""

    event_id: str
    type: str
    date: int
    user_id: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Segment:
    """
    A named part of the audience.

    Args:
        conditions: what a person of a dynamic segment meets, all of them.
        parameters: names of the values that conditions ask the caller for.
        required: how many of them a caller cannot leave out.

    """

    uid: str
    project_id: str
    name: str
    type: str
    conditions: Sequence[Mapping[str, object]]
    parameters: tuple[str, ...]
    required: int
    created_at: int


@dataclass(frozen=True, slots=True)
class Outreach:
    """A campaign or an automation: several texts, each sent to some people."""

    id: str
    project_id: str
    kind: str
    parts: int
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Origin:
    """Why a message was sent: what asked for it, and which part of that."""

    kind: str
    owner: str | None = None
    place: int | None = None
    send_id: str | None = None
    term: str | None = None
