"""
Tokens of every level, and requests that make a surface show the contacts of a run.

Searches filter by user id, the one attribute that is no secret at any level, so that no
request carries a value that its answer might leak.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..contract import Endpoint, Json, Registry
from ..exchange import Exchange, Request
from ..tokens import TokenNeed
from .aggregations import MEMBER, terms
from .requests import RequestBuilder
from .stand_ins import computes_over_contacts, door_scopes, gate_scopes
from .subjects import Subject

MOST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the heat map: a name and the token it stands for."""

    name: str
    need: TokenNeed
    by_plan: bool = False


@dataclass(frozen=True, slots=True)
class Misstep:
    """A request that fails, and the token of a low level that it is asked with."""

    name: str
    endpoint: str
    request: Request
    need: TokenNeed


def contact_surfaces(contract: Registry) -> list[Endpoint]:
    """Return the endpoints that show audience contacts."""
    return [
        endpoint
        for endpoint in contract.endpoints.values()
        if contract.access[endpoint.id].surface == "contact"
    ]


def message_surfaces(contract: Registry) -> list[Endpoint]:
    """Return the reads that show messages."""
    return [
        endpoint
        for endpoint in contract.endpoints.values()
        if contract.access[endpoint.id].surface == "sms"
        and contract.access[endpoint.id].effect == "read"
    ]


def event_surfaces(contract: Registry) -> list[Endpoint]:
    """Return the reads that show events."""
    return [
        endpoint
        for endpoint in contract.endpoints.values()
        if contract.access[endpoint.id].surface == "event"
        and contract.access[endpoint.id].effect == "read"
    ]


def columns(contract: Registry, endpoint: str) -> Iterator[Column]:
    """
    Yield one token per level: its scopes, those of lower levels, those of the door.

    The last column asks for the levels that plans sell, on one that includes none.
    """
    held: frozenset[str] = frozenset()
    for level in sorted(contract.levels, key=lambda row: row.rank):
        held |= {level.scope}
        scopes = door_scopes(contract, endpoint, held)
        yield Column(level.level, TokenNeed(scopes=scopes))
    manual = {scope.scope for scope in contract.scopes if scope.tier == "manual"}
    scopes = door_scopes(contract, endpoint, held - manual)
    yield Column(
        "plan-default", TokenNeed(scopes=scopes, project="lower"), by_plan=True
    )


def widest(contract: Registry, need: TokenNeed, endpoint: str) -> TokenNeed:
    """Return the need of the control: every scope that the plan does not take away."""
    scopes = contract.scope_words
    if need.project == "lower":
        scopes -= {scope.scope for scope in contract.scopes if scope.tier == "plan"}
    wide = door_scopes(contract, endpoint, scopes)
    return replace(need, scopes=wide, whole=True)


def is_sold(contract: Registry, endpoint: str) -> bool:
    """Return whether a plan may have to include a scope that opens the endpoint."""
    sold = {scope.scope for scope in contract.scopes if scope.tier == "plan"}
    return any(
        not any(scopes.isdisjoint(sold) for scopes in choice.scopes)
        for choice in contract.access[endpoint].alternatives
    )


def showing_requests(
    builder: RequestBuilder, endpoint: Endpoint, subjects: Sequence[Subject]
) -> Iterator[Request]:
    """Yield requests that a full token gets answered with all the subjects."""
    if endpoint.request is None:
        for subject in subjects:
            yield subject.bind(builder).build(endpoint.id)
        return
    known = members_of(builder.contract, endpoint)
    body = filter_of(builder.contract, subjects)
    yield builder.build(
        endpoint.id, body={**body, "limit": 1 if "cursor" in known else 10}
    )
    if "includeAllData" in known:
        wide = {**body, "includeAllData": True, "limit": 10}
        yield builder.build(endpoint.id, body=wide)


def next_page(exchange: Exchange) -> Request | None:
    """Return the request for the page after an answer, where it holds a cursor."""
    body = exchange.response.body
    metadata = body.get("metadata") if isinstance(body, dict) else None
    cursor = metadata.get("cursor") if isinstance(metadata, dict) else None
    if not isinstance(cursor, str) or exchange.request.content is None:
        return None
    asked = json.loads(exchange.request.content)
    content = json.dumps({**asked, "cursor": cursor}).encode()
    return replace(exchange.request, content=content)


def filter_of(contract: Registry, subjects: Sequence[Subject]) -> dict[str, Json]:
    """Return the search body that matches exactly the subjects."""
    children = [
        {
            "type": "attribute_condition",
            "key": contract.attribute("user-id").uid,
            "operator": "matches-string",
            "values": [subject.user_id],
        }
        for subject in subjects
    ]
    return {"root": {"type": "group", "join": "or", "children": children}}


def event_request(
    builder: RequestBuilder, endpoint: Endpoint, subject: Subject
) -> tuple[Request, TokenNeed]:
    """Return a request for the events of a contact, and a need of the lowest level."""
    need = lowest_need(builder.contract, endpoint)
    return subject.bind(builder).build(endpoint.id), need


def aggregating(contract: Registry) -> list[Endpoint]:
    """Return the endpoints that compute figures and buckets over contacts."""
    return [
        endpoint
        for endpoint in contract.endpoints.values()
        if computes_over_contacts(endpoint)
    ]


def bucket_requests(
    builder: RequestBuilder, endpoint: Endpoint, subjects: Sequence[Subject]
) -> Iterator[tuple[str, Request]]:
    """Yield, by attribute uid, the request that lists its values for some contacts."""
    body = filter_of(builder.contract, subjects)
    for uid in dict.fromkeys(uid for subject in subjects for uid in subject.written):
        asked = builder.in_syntax({**body, MEMBER: {"values": terms(uid)}})
        yield uid, builder.build(endpoint.id, body=asked)


def lowest_need(contract: Registry, endpoint: Endpoint) -> TokenNeed:
    """
    Return the need for a token of the lowest level that opens an endpoint.

    A stand-in has no other level, whatever the endpoint is known to show.
    """
    lowest = min(contract.levels, key=lambda row: row.rank)
    scopes = door_scopes(contract, endpoint.id, frozenset((lowest.scope,)))
    levels = frozenset(level.scope for level in contract.levels)
    return TokenNeed(scopes=scopes, about=gate_scopes(contract, endpoint.id) | levels)


def missteps(
    builder: RequestBuilder, endpoint: Endpoint, subject: Subject
) -> Iterator[Misstep]:
    """Yield requests about a contact that end in an error, or in little more."""
    contract = builder.contract
    low = lowest_need(contract, endpoint)
    right = next(showing_requests(builder, endpoint, (subject,)))
    nobody = TokenNeed(about=gate_scopes(contract, endpoint.id))
    yield Misstep("no-scope", endpoint.id, right, nobody)
    if endpoint.request is None:
        near = replace(right, path=f"{right.path}0")
        yield Misstep("near-miss", endpoint.id, near, low)
        return
    for name, body in _bad_bodies(contract, subject):
        request = builder.build(endpoint.id, body=body)
        yield Misstep(name, endpoint.id, request, low)


def _bad_bodies(
    contract: Registry, subject: Subject
) -> Iterator[tuple[str, dict[str, Json]]]:
    good = filter_of(contract, (subject,))
    email = contract.attribute("email").uid
    wrong = filter_of(contract, (subject,))
    wrong["root"]["children"][0]["operator"] = "is-like-no-other"
    other_type = filter_of(contract, (subject,))
    other_type["root"]["children"][0] |= {"key": email, "values": {"lowerNumber": 1}}
    yield "unknown-operator", wrong
    yield "wrong-values", other_type
    yield "unknown-sort-field", {**good, "sortField": "no_such_attribute"}
    yield "sorted-by-a-secret", {**good, "sortField": email, "limit": 1}
    tested = filter_of(contract, (subject,))
    test = {**tested["root"]["children"][0], "key": email}
    tested["root"] |= {"join": "and"}
    tested["root"]["children"].append({**test, "operator": "exists", "values": []})
    yield "tested-for-a-secret", {**tested, "limit": 1}
    yield "bad-cursor", {**good, "cursor": "bm90LW91ci1jdXJzb3I"}
    yield "bad-limit", {**good, "limit": -1}


def members_of(contract: Registry, endpoint: Endpoint) -> frozenset[str]:
    """Return the members that the body of an endpoint may have."""
    reference = endpoint.request.schema.get("$ref", "") if endpoint.request else ""
    schema = contract.schemas.get(reference.rpartition("/")[2], {})
    return frozenset(schema.get("properties", {}))
