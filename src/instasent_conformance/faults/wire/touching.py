"""What the contract says of the answers that an edit on the wire would touch."""

from __future__ import annotations

from collections.abc import Iterator

from ...contract import Endpoint, Json, Registry

NO_ORDER = "no source lets a caller ask for an order there"
NO_OUTCOME = "no source shows what this action answers"
_WEIGHT = "x-provenance"
_SORTING = "sort"


def words_of_successes(contract: Registry, endpoint: Endpoint) -> str:
    """Return the words of the schemas of the successes, references followed."""
    found = [row.schema for row in endpoint.responses if row.status < 300]
    return " ".join(_words(contract, [schema for schema in found if schema]))


def can_be_sorted(contract: Registry, endpoint: Endpoint) -> bool:
    """Return whether a query or a body of an endpoint can ask for an order."""
    names = [one.name for one in endpoint.parameters if one.place == "query"]
    if endpoint.request is not None:
        names += _words(contract, [endpoint.request.schema])
    return any(name.lstrip("_").startswith(_SORTING) for name in names)


def is_assumed_outcome(contract: Registry, endpoint: Endpoint) -> bool:
    """Return whether what an action answers is known from no source."""
    if contract.access[endpoint.id].effect == "read":
        return False
    files = {
        _file(row.schema)
        for row in endpoint.responses
        if row.status < 300 and row.schema
    }
    weights = [contract.schemas[file].get(_WEIGHT) for file in files if file]
    return bool(weights) and all(weight == "assumed" for weight in weights)


def _words(contract: Registry, given: list[Json]) -> Iterator[str]:
    """Yield the names in schemas, and in those that they refer to."""
    seen: set[str] = set()
    found = list(given)
    while found:
        node = found.pop()
        if isinstance(node, dict):
            name = _file(node)
            if name and name not in seen:
                seen.add(name)
                found.append(contract.schemas[name])
            yield from map(str, node)
            found += node.values()
        elif isinstance(node, list):
            found += node


def _file(schema: Json) -> str:
    """Return the file that a schema refers to; empty where it refers to none."""
    reference = str(schema.get("$ref", "")) if isinstance(schema, dict) else ""
    return reference.partition("#")[0].rpartition("/")[2]
