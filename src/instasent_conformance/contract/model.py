"""
The nouns of the contract files, frozen.

Each class mirrors one kind of row or file under `contracts/`.
They carry values and answer no question: a method that decided anything here
would be shared by the judge and the accused.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

Provenance = Literal["documented", "vendor-code", "observed", "assumed"]
Effect = Literal["read", "write", "destroy", "bill"]
Tier = Literal["always", "plan", "manual"]
Json = Any
When = dict[str, str]


class _Row(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row that refuses members nobody declared."""


class Source(_Row, frozen=True, kw_only=True):
    """A place that facts were taken from, with the weight it carries."""

    tag: str
    title: str
    weight: Provenance


class Manifest(_Row, frozen=True, kw_only=True):
    """Version, date and status of one contract folder."""

    version: str
    date: str
    status: Literal["draft", "current", "frozen"]
    api: str
    base_url: str
    digest: str | None
    sources: tuple[Source, ...]


class Scope(_Row, frozen=True, kw_only=True):
    """One permission word and the tier that makes it available."""

    scope: str
    tier: Tier
    group: str
    meaning: str
    provenance: Provenance
    source: str


class TokenKind(_Row, frozen=True, kw_only=True):
    """One kind of token and whether this API accepts it."""

    kind: str
    accepted: bool
    reach: str
    carrier: str
    provenance: Provenance
    source: str


class Plan(_Row, frozen=True, kw_only=True):
    """A subscription plan and the plan-tier scopes it includes."""

    plan: str
    rank: int
    includes: frozenset[str]
    provenance: Provenance
    source: str


class Level(_Row, frozen=True, kw_only=True):
    """A disclosure level and the scope that opens it."""

    level: str
    rank: int
    scope: str
    provenance: Provenance
    source: str


class Alternative(_Row, frozen=True, kw_only=True):
    """Sufficient scope sets of an endpoint, under the knob options named."""

    when: When
    scopes: tuple[frozenset[str], ...]


class DatasourceAlternative(_Row, frozen=True, kw_only=True):
    """Whether a datasource's own token is admitted, under the options named."""

    when: When
    admitted: bool


class AccessRow(_Row, frozen=True, kw_only=True):
    """Who may call one endpoint, and what the call does."""

    endpoint: str
    kinds: tuple[str, ...]
    effect: Effect
    surface: str | None
    alternatives: tuple[Alternative, ...]
    datasource_token: tuple[DatasourceAlternative, ...] | None = None
    unknown: str | None = None
    provenance: Provenance
    source: str


class FieldRow(_Row, frozen=True, kw_only=True):
    """A part of an answer that needs one further scope."""

    endpoint: str
    pointer: str
    scope: str
    provenance: Provenance
    source: str


class DisclosureRow(_Row, frozen=True, kw_only=True):
    """The levels at which an attribute, or a class of attributes, is disclosed."""

    attribute: str | None = None
    class_: str | None = field(default=None, name="class")
    levels: frozenset[str]
    provenance: Provenance
    source: str


class Attribute(_Row, frozen=True, kw_only=True):
    """A native attribute of contacts; code refers to it by its role alone."""

    uid: str
    role: str
    data_type: str
    multivalue: int
    unique: Literal["primary", "optional", "never"]
    writable: bool
    required: bool
    event_based: bool
    label: str
    provenance: Provenance
    source: str


class Limit(_Row, frozen=True, kw_only=True):
    """A numeric bound that the API states or is assumed to keep."""

    limit: str
    value: int
    knob: str | None = None
    endpoints: tuple[str, ...] = ()
    provenance: Provenance
    source: str


class Rate(_Row, frozen=True, kw_only=True):
    """Requests per minute that a plan grants to one class of endpoints."""

    rate_class: str = field(name="class")
    plan: str
    per_minute: int
    provenance: Provenance
    source: str = ""


class EventType(Struct, frozen=True, kw_only=True):
    """A native event type: its own fields and its parameters."""

    uid: str
    fields: dict[str, Json]
    parameters: tuple[dict[str, Json], ...]


class KnobOption(_Row, frozen=True, kw_only=True):
    """One possible answer to an open question."""

    option: str
    value: Json = None
    meaning: str = ""
    provenance: Provenance
    source: str


class Knob(_Row, frozen=True, kw_only=True):
    """
    An open question about the API, what we assume and what was observed.

    `unasked` says why no target is asked it, where that is not safe.
    """

    id: str
    question: str
    options: tuple[KnobOption, ...]
    assumed: str
    pinned: str | None
    evidence: str | None
    unasked: str | None = None


class Unknown(_Row, frozen=True, kw_only=True):
    """A question that has no enumerated answers, with a working assumption."""

    id: str
    question: str
    working_assumption: str
    provenance: Provenance


class Requirement(_Row, frozen=True, kw_only=True):
    """One testable statement of the sources, and the checks that judge it."""

    id: str
    place: str
    text: str
    level: Literal["MUST", "SHOULD", "MAY", "INFO"]
    provenance: Provenance
    source: str
    law: str | None
    checks: tuple[str, ...]
    unjudged: str | None


class Parameter(_Row, frozen=True, kw_only=True):
    """A path or query parameter, and the fact of the world that fills it."""

    name: str
    place: Literal["path", "query"] = field(name="in")
    required: bool
    flag: bool = False
    schema: dict[str, Json]
    fact: str | None = None
    meaning: str = ""
    provenance: Provenance
    source: str = ""


class RequestPart(_Row, frozen=True, kw_only=True):
    """The body of a request: schema and an example template that succeeds."""

    required: bool
    schema: dict[str, Json]
    example: Json
    provenance: Provenance
    source: str = ""


class ResponsePart(_Row, frozen=True, kw_only=True):
    """One status that an endpoint may answer, and the shape of its body."""

    status: int
    schema: dict[str, Json] | None = None
    when: When = {}
    meaning: str = ""
    provenance: Provenance
    source: str


class Relation(_Row, frozen=True, kw_only=True):
    """A fact that an answer yields, at a JSON pointer."""

    fact: str
    pointer: str


class Endpoint(_Row, frozen=True, kw_only=True):
    """One method and path with everything that is known about it."""

    id: str
    title: str
    method: str
    path: str
    provenance: Provenance
    source: str
    rate_class: str
    parameters: tuple[Parameter, ...]
    request: RequestPart | None
    responses: tuple[ResponsePart, ...]
    relations: tuple[Relation, ...]
