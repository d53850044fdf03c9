"""
Requests of one project that reach for the data of another.

    lookups(…)        the same question about another project's contact
    adoptions(…)      another project's child under this project's path
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..contract import Endpoint, Json
from ..exchange import Request
from .requests import RequestBuilder

CHILD_FACTS = ("audience.id", "datasource.id", "sender.id", "sms.id")
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
    template = endpoint.request.example if endpoint.request else None
    if not isinstance(template, dict) or not _filters_contacts(template):
        return
    for role, fact in _FILTERED:
        body = _filtered(owner, template, role, fact)
        yield (
            f"filter-{role}",
            asker.build(endpoint.id, body=body),
            owner.build(endpoint.id, body=body),
        )
    either = _filtered_by_either(owner, template)
    yield (
        "filter-either",
        asker.build(endpoint.id, body=either),
        owner.build(endpoint.id, body=either),
    )


def adoptions(
    endpoint: Endpoint, parent: RequestBuilder, owner: RequestBuilder
) -> Iterator[tuple[str, Request]]:
    """Yield the fact that is borrowed, and the request that names it under a parent."""
    for fact in _facts_in_path(endpoint, CHILD_FACTS):
        yield fact, adoption(endpoint, parent, owner, fact)


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
    return replace(builder, facts={**builder.facts, **taken})


def _facts_in_path(endpoint: Endpoint, words: tuple[str, ...]) -> Iterator[str]:
    for parameter in endpoint.parameters:
        if parameter.place == "path" and parameter.fact in words:
            yield str(parameter.fact)


def _filters_contacts(template: dict[str, Json]) -> bool:
    children = template.get("root", {}).get("children", [])
    return any(child.get("type") == "attribute_condition" for child in children)


def _filtered(
    builder: RequestBuilder, template: Json, role: str, fact: str
) -> dict[str, Json]:
    root = {**template["root"], "children": [_condition(role, fact)]}
    filled: dict[str, Json] = builder.fill({**template, "root": root})
    return filled


def _filtered_by_either(builder: RequestBuilder, template: Json) -> dict[str, Json]:
    # A disjunction is where a filter most easily escapes the project around it.
    children = [_condition(role, fact) for role, fact in _FILTERED]
    root = {**template["root"], "join": "or", "children": children}
    filled: dict[str, Json] = builder.fill({**template, "root": root})
    return filled


def _condition(role: str, fact: str) -> dict[str, Json]:
    return {
        "type": "attribute_condition",
        "key": f"{{{{attribute:{role}}}}}",
        "operator": "matches-string",
        "values": [f"{{{{{fact}}}}}"],
    }
