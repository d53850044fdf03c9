"""The required members of a body, as its schema names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...contract import Json, Registry
from ...contract.model import Provenance

Path = tuple[str, ...]
_DEEPEST = 6
_WEIGHT = "x-provenance"


@dataclass(frozen=True, slots=True)
class Member:
    """
    One required member.

    Attributes:
        path: names from the body down; a star stands for every item of a list.
        types: the JSON types that its schema admits; empty where it names none.
        format: the format or the pattern of its text, if any.
        closed: whether its values are listed.
        provenance: how well the sources support that it is there.
        place: the schema file and the pointer that name it.
    """

    path: Path
    types: frozenset[str]
    format: str
    closed: bool
    provenance: Provenance
    place: str


@dataclass(frozen=True, slots=True)
class _Node:
    """A schema on the way down, and what the schemas above said of it."""

    schema: Mapping[str, Json]
    file: str
    pointer: str
    provenance: Provenance


def required_members(
    contract: Registry, schema: Mapping[str, Json], provenance: Provenance
) -> Iterator[Member]:
    """Yield the required members of a body, from the outside in."""
    start = _Node(schema, "", "", provenance)
    yield from _walk(contract, _settle(contract, start), ())


def _walk(contract: Registry, node: _Node, path: Path) -> Iterator[Member]:
    if len(path) >= _DEEPEST:
        return
    for part in _parts(contract, node):
        properties = part.schema.get("properties", {})
        for name in part.schema.get("required", ()):
            if name in properties:
                inner = _settle(contract, _into(part, name, properties[name]))
                yield _member(inner, (*path, name))
                yield from _walk(contract, inner, (*path, name))
        if isinstance(part.schema.get("items"), dict) and path:
            items = _into(part, "items", part.schema["items"], keyword=True)
            yield from _walk(contract, _settle(contract, items), (*path, "*"))


def _parts(contract: Registry, node: _Node) -> Iterator[_Node]:
    """Yield a schema and the schemas that all hold beside it."""
    yield node
    for index, part in enumerate(node.schema.get("allOf", ())):
        inner = _into(node, f"allOf/{index}", part, keyword=True)
        yield from _parts(contract, _settle(contract, inner))


def _into(node: _Node, name: str, schema: Any, *, keyword: bool = False) -> _Node:
    step = name if keyword else f"properties/{name}"
    said = schema if isinstance(schema, dict) else {}
    weight = said.get(_WEIGHT, node.provenance)
    return _Node(said, node.file, f"{node.pointer}/{step}", weight)


def _settle(contract: Registry, node: _Node) -> _Node:
    """Follow references, and the first branch that is more than null."""
    for _ in range(_DEEPEST):
        reference = node.schema.get("$ref")
        branches = node.schema.get("anyOf") or node.schema.get("oneOf")
        if reference:
            node = _follow(contract, node, str(reference))
        elif branches:
            full = [one for one in branches if one.get("type") != "null"]
            nullable = len(full) < len(branches)
            node = _into(node, "anyOf/0", full[0], keyword=True)
            if nullable:
                return _nullable(_settle(contract, node))
        else:
            break
    return node


def _nullable(node: _Node) -> _Node:
    types = sorted({*_types(node.schema), "null"})
    schema = {**node.schema, "type": types} if len(types) > 1 else node.schema
    return _Node(schema, node.file, node.pointer, node.provenance)


def _follow(contract: Registry, node: _Node, reference: str) -> _Node:
    name, _, fragment = reference.partition("#")
    file = name.rpartition("/")[2] or node.file
    found: Any = contract.schemas[file]
    weight = found.get(_WEIGHT, node.provenance)
    for part in filter(None, fragment.split("/")):
        found = found[part]
        weight = found.get(_WEIGHT, weight) if isinstance(found, dict) else weight
    return _Node(found, file, fragment, weight)


def _member(node: _Node, path: Path) -> Member:
    schema = node.schema
    return Member(
        path=path,
        types=_types(schema),
        format=str(schema.get("format") or schema.get("pattern") or ""),
        closed="enum" in schema or "const" in schema,
        provenance=node.provenance,
        place=f"schemas/{node.file}: {node.pointer or '/'}",
    )


def _types(schema: Mapping[str, Json]) -> frozenset[str]:
    named = schema.get("type", ())
    return frozenset((named,) if isinstance(named, str) else named)
