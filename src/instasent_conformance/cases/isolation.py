"""
Requests of one project that reach for the data of another.

    lookups(…)        the same question about another project's contact
    adoptions(…)      another project's child under this project's path
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Endpoint, Json, Registry
from ..exchange import Request
from .aggregations import MEMBER, terms
from .facts import body_facts
from .requests import RequestBuilder

CHILD_FACTS = (
    "audience.id",
    "automation.id",
    "campaign.id",
    "datasource.id",
    "segment.uid",
    "send.id",
    "sender.id",
    "sms.id",
)
"""The ids that belong to one project each, as words for facts."""

VALUE_FACTS = ("contact.email", "contact.phone", "contact.unique-value")
_FILTERED = (("user-id", "contact.user-id"), ("email", "contact.email"))
_GOES_WITH = {"datasource.id": ("contact.user-id",)}


def lookups(
    endpoint: Endpoint, asker: RequestBuilder, owner: RequestBuilder
) -> Iterator[tuple[str, Request, Request]]:
    """
    Yield what is asked about, the request of the asker, and that of the owner.

    Both ask for a value of the owner's contact, each in its own project.
    """
    for fact in _facts_in_path(endpoint, VALUE_FACTS):
        borrowed = borrowing(asker, owner, fact)
        yield fact, borrowed.build(endpoint.id), owner.build(endpoint.id)
    if endpoint.request is None or not filters_contacts(endpoint):
        return
    for role, fact in _FILTERED:
        body = _filtered(owner, endpoint.request.example, (role, fact))
        yield (
            f"filter-{role}",
            asker.build(endpoint.id, body=body),
            owner.build(endpoint.id, body=body),
        )
    # A disjunction is where a filter most easily escapes the project around it.
    either = _filtered(owner, endpoint.request.example, *_FILTERED, join="or")
    yield (
        "filter-either",
        asker.build(endpoint.id, body=either),
        owner.build(endpoint.id, body=either),
    )


def adoptions(
    endpoint: Endpoint, parent: RequestBuilder, owner: RequestBuilder
) -> Iterator[tuple[str, Request]]:
    """Yield the fact that is borrowed, and the request that names it under a parent."""
    for fact in children_of(parent.contract, endpoint):
        yield fact, adoption(endpoint, parent, owner, fact)


def children_of(contract: Registry, endpoint: Endpoint) -> tuple[str, ...]:
    """Return the facts in path and body that belong to one project each."""
    in_body = body_facts(contract, endpoint).values()
    named = (*_facts_in_path(endpoint, CHILD_FACTS), *in_body)
    return tuple(fact for fact in named if fact in CHILD_FACTS)


def is_paged(contract: Registry, endpoint: Endpoint) -> bool:
    """Return whether an endpoint goes from page to page by a cursor."""
    reference = endpoint.request.schema.get("$ref", "") if endpoint.request else ""
    schema = contract.schemas.get(reference.rpartition("/")[2], {})
    return "cursor" in schema.get("properties", {})


def about_contact(builder: RequestBuilder, endpoint: Endpoint) -> Json:
    """Return a body that filters for the contact of a builder; None without filter."""
    if endpoint.request is None or not filters_contacts(endpoint):
        return None
    return _filtered(builder, endpoint.request.example, _FILTERED[0])


def filters_contacts(endpoint: Endpoint) -> bool:
    """Return whether the example of an endpoint filters contacts by an attribute."""
    template = endpoint.request.example if endpoint.request else None
    if not isinstance(template, dict):
        return False
    children = template.get("root", {}).get("children", [])
    return any(child.get("type") == "attribute_condition" for child in children)


def adoption(
    endpoint: Endpoint, parent: RequestBuilder, owner: RequestBuilder, fact: str
) -> Request:
    """Return a request under a parent's path that names a child of the owner."""
    declared = {parameter.name for parameter in endpoint.parameters}
    query = (("_sync", "true"),) if "_sync" in declared else ()
    return borrowing(parent, owner, fact).build(endpoint.id, query=query)


def borrowing(
    builder: RequestBuilder, owner: RequestBuilder, fact: str
) -> RequestBuilder:
    """Return a builder that takes one fact, and what depends on it, from the owner."""
    taken = {
        word: owner.facts[word]
        for word in (fact, *_GOES_WITH.get(fact, ()))
        if word in owner.facts
    }
    return builder.knowing(taken)


def _facts_in_path(endpoint: Endpoint, words: tuple[str, ...]) -> Iterator[str]:
    for parameter in endpoint.parameters:
        if parameter.place == "path" and parameter.fact in words:
            yield str(parameter.fact)


def _filtered(
    builder: RequestBuilder, template: Json, *roles: tuple[str, str], join: str = "and"
) -> dict[str, Json]:
    """Return a body that matches the contact of a builder by some of its values."""
    children = [_condition(role, fact) for role, fact in roles]
    root = {**template["root"], "join": join, "children": children}
    body = {**template, "root": root}
    if MEMBER in body:
        # A figure tells nobody's data; the values themselves do.
        body[MEMBER] = {"people": terms(f"{{{{attribute:{roles[0][0]}}}}}")}
    filled: dict[str, Json] = builder.in_syntax(builder.fill(body))
    return filled


def _condition(role: str, fact: str) -> dict[str, Json]:
    return {
        "type": "attribute_condition",
        "key": f"{{{{attribute:{role}}}}}",
        "operator": "matches-string",
        "values": [f"{{{{{fact}}}}}"],
    }
