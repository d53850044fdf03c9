"""Read operations out of an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..model import Json
from .errors import DocumentInvalid
from .operations import (
    AnswerShape,
    BodyShape,
    HeaderShape,
    Operation,
    ParameterShape,
)

COMPONENTS = "#/components/schemas/"
_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options"})
_ALWAYS: frozenset[tuple[tuple[str, str], ...]] = frozenset({()})


def operations_of(source: Path, document: Mapping[str, Any]) -> dict[str, Operation]:
    """
    Return the operations of a document by id.

    Raises:
        DocumentInvalid: a part of it has not the shape that OpenAPI gives it.
    """
    found = {}
    for path, item in document["paths"].items():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method not in _METHODS:
                continue
            place = f"#/paths/{path.replace('/', '~1')}/{method}"
            try:
                read = _operation(document, method.upper(), path, operation)
            except (AttributeError, KeyError, TypeError) as error:
                problem = f"not an operation that can be read: {error!r}"
                raise DocumentInvalid(
                    file=source, place=place, problem=problem
                ) from None
            found[read.id] = read
    return found


def refuse_broken_references(
    source: Path, components: Mapping[str, Json], schemas: Mapping[str, Json]
) -> None:
    """
    Refuse references of schemas that lead nowhere.

    Args:
        source: the folder or file that holds them.
        components: the shared schemas, by name.
        schemas: every schema of the contract, by place.

    Raises:
        DocumentInvalid: one does; the place names it.
    """
    for start, tree in schemas.items():
        for place, reference in _references(tree, start):
            if not leads_somewhere(components, reference):
                problem = f"{reference!r} resolves to nothing"
                raise DocumentInvalid(file=source, place=place, problem=problem)


def refuse_bad_schemas(source: Path, schemas: Mapping[str, Json]) -> None:
    """
    Refuse what is no JSON Schema.

    Raises:
        DocumentInvalid: a schema, named by its place, breaks the meta-schema.
    """
    import jsonschema_rs

    for place, node in schemas.items():
        try:
            jsonschema_rs.meta.validate(node)
        except jsonschema_rs.ValidationError as error:
            inside = "".join(f"/{step}" for step in error.instance_path)
            problem = f"not a JSON Schema: {error.message}"
            raise DocumentInvalid(
                file=source, place=place + inside, problem=problem
            ) from None


def leads_somewhere(components: Mapping[str, Json], reference: str) -> bool:
    """Return whether a reference names a shared schema, or a place inside one."""
    if not reference.startswith(COMPONENTS):
        return False
    try:
        resolve(components, reference)
    except (KeyError, IndexError, ValueError, TypeError):
        return False
    return True


def resolve(
    components: Mapping[str, Json], reference: str
) -> tuple[str, tuple[str, ...], Any]:
    """Return component, path inside it, and node of a reference."""
    name, *path = reference.removeprefix(COMPONENTS).split("/")
    node: Any = components[name]
    steps = tuple(part.replace("~1", "/").replace("~0", "~") for part in path)
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    return name, steps, node


def _references(node: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield f"{place}/$ref", node["$ref"]
        for key, value in node.items():
            if isinstance(value, dict | list):
                yield from _references(value, f"{place}/{key.replace('/', '~1')}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _references(value, f"{place}/{index}")


def _operation(
    document: Mapping[str, Any], method: str, path: str, operation: dict[str, Any]
) -> Operation:
    body = operation.get("requestBody")
    return Operation(
        id=operation.get("operationId") or f"{method} {path}",
        method=method,
        path=path,
        parameters={
            (row["in"], row["name"]): ParameterShape(
                required=row.get("required", False),
                flag=row.get("allowEmptyValue", False),
                schema=row.get("schema", {}),
            )
            for row in operation.get("parameters", [])
        },
        body=None
        if body is None
        else BodyShape(body.get("required", False), _schema_in(body)),
        answers={
            status: _answer(document, response)
            for status, response in operation["responses"].items()
        },
    )


def _answer(document: Mapping[str, Any], response: dict[str, Any]) -> AnswerShape:
    rows = response.get("x-alternatives")
    whens = (
        _ALWAYS
        if rows is None
        else frozenset(tuple(sorted(row.get("when", {}).items())) for row in rows)
    )
    headers = {
        name: _header(document, header)
        for name, header in response.get("headers", {}).items()
    }
    return AnswerShape(_schema_in(response), whens, headers)


def _header(document: Mapping[str, Any], header: dict[str, Any]) -> HeaderShape:
    if "$ref" in header:
        header = document["components"]["headers"][header["$ref"].rpartition("/")[2]]
    return HeaderShape(header.get("required", False), header.get("schema", {}))


def _schema_in(holder: Mapping[str, Any]) -> Mapping[str, Json] | None:
    """Return the schema of the first media type; None when the body is open."""
    for media in holder.get("content", {}).values():
        schema: Mapping[str, Json] | None = media.get("schema")
        return schema
    return None
