"""Requests at an edge: a page of one row, an empty source, names beyond ASCII."""

from __future__ import annotations

from ..canaries import Canaries
from ..contract import Endpoint, Json, Registry
from ..exchange import Request
from .requests import MissingFact, RequestBuilder

ACCENTED = "Ñandú-Ελλη-日本"
"""Letters that Latin-1 has, and letters that it lacks."""

_NAME_ROLES = ("first-name", "last-name")
_PERSON_FACTS = {
    "contact.user-id": "user-id",
    "contact.unique-value": "user-id",
    "contact.email": "email",
    "contact.phone": "phone",
}


def page_of_one(builder: RequestBuilder, endpoint: Endpoint) -> Request | None:
    """Return the request for a page of one row, where an endpoint has pages."""
    if any(parameter.name == "_limit" for parameter in endpoint.parameters):
        return builder.build(endpoint.id, query=(("_start", "0"), ("_limit", "1")))
    example = builder.example(endpoint.id)
    if isinstance(example, dict) and "limit" in example:
        return builder.build(endpoint.id, body={**example, "limit": 1})
    return None


def about_nothing(
    builder: RequestBuilder, endpoint: Endpoint, datasource: str
) -> Request | None:
    """Return the request about a data source that holds nothing, where there is one."""
    bound = {p.fact for p in endpoint.parameters if p.place == "path"}
    if "datasource.id" not in bound or "contact.user-id" in bound:
        return None
    return builder.with_facts(datasource__id=datasource).build(endpoint.id)


def accented_contact(contract: Registry, canaries: Canaries) -> dict[str, Json]:
    """Return a contact whose names need more than ASCII, and more than Latin-1."""
    fresh = {
        "user-id": canaries.user_id(),
        "email": canaries.email(),
        "phone": canaries.phone(),
    }
    names = {contract.attribute(role).uid: ACCENTED for role in _NAME_ROLES}
    return {contract.attribute(role).uid: v for role, v in fresh.items()} | names


def about_person(
    builder: RequestBuilder,
    endpoint: Endpoint,
    contact: dict[str, Json],
    audience_id: str | None,
) -> Request:
    """
    Return the request that reads one contact, by path or by filter.

    Raises:
        MissingFact: the contact never reached the audience.
    """
    if audience_id is None:
        raise MissingFact("audience.id")
    contract = builder.contract
    facts = {
        fact: contact[contract.attribute(role).uid]
        for fact, role in _PERSON_FACTS.items()
    }
    bound = builder.knowing({**facts, "audience.id": audience_id})
    if endpoint.request is None:
        return bound.build(endpoint.id)
    identity = contract.attribute("user-id").uid
    root = {
        "type": "attribute_condition",
        "key": identity,
        "operator": "matches-string",
        "values": [contact[identity]],
    }
    return bound.build(endpoint.id, body={"root": root, "limit": 1})
