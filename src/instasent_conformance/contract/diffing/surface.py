"""
A contract as a client meets it: operations, bodies, and the rows behind them.

A folder of contracts and an exported OpenAPI document become the same value, since
a folder is exported before it is read; only a folder brings its tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..loader import load_registry, read_json
from ..model import Json
from ..openapi import to_openapi
from ..registry import Registry
from .difference import REQUEST, RESPONSE
from .documents import (
    COMPONENTS,
    operations_of,
    refuse_bad_schemas,
    refuse_broken_references,
)
from .errors import DocumentInvalid, SourceMissing
from .keywords import text_of
from .operations import Operation

EXPORTED = ("endpoint", "effect", "kinds", "alternatives")
"""What an export keeps of a row of access."""

TABLES = (
    "access.json",
    "attributes.json",
    "event-types.json",
    "knobs.json",
    "limits.json",
    "manifest.json",
    "requirements.json",
    "sms.json",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A body, a parameter or a header of one operation; None is an open body."""

    operation: str
    within: str
    side: str
    schema: Mapping[str, Json] | None

    @property
    def name(self) -> str:
        """What the part is called in both contracts."""
        return f"{self.operation} {self.within}"


@dataclass(frozen=True)
class Surface:
    """
    Everything of one contract that can differ.

    Args:
        components: the shared schemas, by name.
        operations: the operations, by id.
        tables: the row tables by file name; for a document, what it says of access.
        prose: what no client depends on, by place.
        folder: whether places are files of a folder.
    """

    components: Mapping[str, Json]
    operations: Mapping[str, Operation]
    tables: Mapping[str, Json]
    prose: Mapping[str, Json]
    folder: bool = False
    memory: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every part of every operation that has a schema."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        for operation in self.operations.values():
            name = operation.id
            for (place, of), parameter in operation.parameters.items():
                within = f"parameters/{place}/{of}"
                yield Part(name, within, REQUEST, parameter.schema)
            if operation.body is not None:
                yield Part(name, "request", REQUEST, operation.body.schema)
            for status, answer in operation.answers.items():
                within = f"responses/{status}"
                yield Part(name, within, RESPONSE, answer.schema)
                for of, header in answer.headers.items():
                    inner = f"{within}/headers/{of}"
                    yield Part(name, inner, RESPONSE, header.schema)

    def said_of_access(self) -> dict[str, Json]:
        """Return of the tables what an export says too."""
        if not self.folder:
            return dict(self.tables)
        rows = self.tables["access.json"]["endpoints"]
        kept = [{key: row[key] for key in EXPORTED} for row in rows]
        return {"access.json": {"endpoints": kept}}

    def place(self, root: str, *path: str) -> str:
        """Return where a node stands: below a shared schema, or an operation."""
        inside = "".join(f"/{p.replace('~', '~0').replace('/', '~1')}" for p in path)
        operation, _, within = root.partition(" ")
        if operation in self.operations:
            head = f"endpoints/{operation}.json#" if self.folder else f"{operation} #"
            return f"{head}/{within}{inside}" if within else f"{head}{inside}"
        head = f"schemas/{root}.json#" if self.folder else f"{COMPONENTS}{root}"
        return head + inside


def read_surface(path: Path) -> Surface:
    """
    Read a folder of contracts, or an exported OpenAPI document.

    Raises:
        ContractError: nothing is there, or it cannot be read as a contract.
    """
    if path.is_dir():
        return _of_folder(path)
    if path.is_file():
        return _of_document(path, read_json(path))
    raise SourceMissing(path=path)


def _of_folder(path: Path) -> Surface:
    registry = load_registry(path)
    raw = {
        name: read_json(registry.root / name)
        for name in TABLES
        if (registry.root / name).is_file()  # a contract may say nothing of messages
    }
    prose = {
        f"endpoints/{name}.json": _without_structure(
            read_json(registry.root / "endpoints" / f"{name}.json")
        )
        for name in registry.endpoints
    }
    document = to_openapi(registry)
    components = document["components"]["schemas"]
    surface = Surface(
        components=components,
        operations=_with_rates(operations_of(registry.root, document), registry),
        tables=raw,
        prose=prose,
        folder=True,
    )
    return _sound(registry.root, surface)


def _with_rates(
    operations: Mapping[str, Operation], registry: Registry
) -> dict[str, Operation]:
    """Return operations with their rate class, which an export does not say."""
    return {
        name: replace(operation, rate_class=registry.endpoints[name].rate_class)
        for name, operation in operations.items()
    }


def _of_document(file: Path, document: Json) -> Surface:
    if not isinstance(document, dict) or not isinstance(document.get("paths"), dict):
        raise DocumentInvalid(file=file, place="#/paths", problem="missing")
    components = _components(file, document.get("components", {}))
    surface = Surface(
        components=components,
        operations=operations_of(file, document),
        tables={"access.json": {"endpoints": list(_access_rows(document))}},
        prose=dict(_prose(document)),
    )
    return _sound(file, surface)


def _components(file: Path, holder: Json) -> dict[str, Json]:
    found = holder.get("schemas", {}) if isinstance(holder, dict) else None
    if not isinstance(found, dict):
        place = "#/components/schemas"
        raise DocumentInvalid(file=file, place=place, problem="not an object")
    return found


def _sound(source: Path, surface: Surface) -> Surface:
    """Return a surface, once every reference in it is known to lead somewhere."""
    shared = {surface.place(name): node for name, node in surface.components.items()}
    own = {
        surface.place(part.name): part.schema
        for part in surface.parts
        if part.schema is not None
    }
    distinct = {text_of(node): place for place, node in (shared | own).items()}
    every = {place: (shared | own)[place] for place in distinct.values()}
    refuse_bad_schemas(source, every)
    refuse_broken_references(source, surface.components, every)
    return surface


def _prose(document: Mapping[str, Any]) -> Iterator[tuple[str, Json]]:
    """Yield what a document says to people alone, by place."""
    yield "#/info", document.get("info")
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                yield (
                    f"#/paths/{path.replace('/', '~1')}/{method}",
                    {key: operation.get(key) for key in _SAID_TO_PEOPLE},
                )


def _access_rows(document: Mapping[str, Any]) -> Iterator[dict[str, Json]]:
    """Yield the access rows that an export carries, in the form of a table."""
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "x-scopes" in operation:
                yield {
                    "endpoint": operation.get("operationId"),
                    "effect": operation.get("x-effect"),
                    "kinds": operation.get("x-token-kinds", []),
                    "alternatives": [
                        {"when": row.get("when", {}), "scopes": row.get("any-of", [])}
                        for row in operation["x-scopes"]
                    ],
                }


_SAID_TO_PEOPLE = ("summary", "description", "tags", "x-provenance", "x-source")
_STRUCTURE = {
    "parameters": ("schema", "required", "flag"),
    "request": ("schema", "required"),
    "responses": ("schema",),
}


def _without_structure(endpoint: dict[str, Any]) -> dict[str, Json]:
    """Return an endpoint file without what is compared as an operation."""
    kept = {k: v for k, v in endpoint.items() if k not in ("method", "path")}
    kept.pop("rate_class", None)
    for name, members in _STRUCTURE.items():
        value = kept.get(name)
        rows = value if isinstance(value, list) else [value] if value else []
        bare = [{k: v for k, v in row.items() if k not in members} for row in rows]
        kept[name] = bare
    return kept
