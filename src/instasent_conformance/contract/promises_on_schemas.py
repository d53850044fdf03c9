"""Promises on endpoint files and schemas: references, paths, facts and examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry as References
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from .model import Endpoint, Json
from .problems import Problem
from .registry import Registry
from .templates import ATTRIBUTE, SAMPLES, fill, words

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_BASE = "https://contract.conform.example/"


def every_schema_has_its_file_name_as_id(registry: Registry) -> Iterator[Problem]:
    """Yield schema files whose `$id` is not their name."""
    for name, document in registry.schemas.items():
        if document.get("$id") != name:
            yield Problem(
                f"schemas/{name}", "$.$id", f"expected {name!r}, the name of the file"
            )


def every_reference_resolves(registry: Registry) -> Iterator[Problem]:
    """Yield `$ref`s, of schemas and of endpoint files, that lead nowhere."""
    references = _references(registry)
    for file, document in _documents(registry):
        resolver = references.resolver(_BASE + file)
        for place, reference in _refs(document, "$"):
            try:
                resolver.lookup(reference)
            except Unresolvable:
                yield Problem(file, place, f"{reference!r} resolves to nothing")


def paths_name_their_parameters(registry: Registry) -> Iterator[Problem]:
    """Yield endpoints whose path and path parameters do not name the same things."""
    for endpoint in registry.endpoints.values():
        placed = set(_PLACEHOLDER.findall(endpoint.path))
        declared = {p.name for p in endpoint.parameters if p.place == "path"}
        for name in sorted(placed - declared):
            yield _problem(endpoint, "$.path", f"{name!r} is no path parameter")
        for name in sorted(declared - placed):
            yield _problem(endpoint, "$.parameters", f"the path has no {{{name}}}")


def no_two_endpoints_share_a_call(registry: Registry) -> Iterator[Problem]:
    """Yield endpoints whose method and path another one has too."""
    seen: dict[tuple[str, str], str] = {}
    for endpoint in registry.endpoints.values():
        call = (endpoint.method, _PLACEHOLDER.sub("{}", endpoint.path))
        if call in seen:
            yield _problem(endpoint, "$.path", f"the same call as {seen[call]}")
        seen.setdefault(call, endpoint.id)


def every_fact_bound_is_known(registry: Registry) -> Iterator[Problem]:
    """Yield parameters, relations and templates that name an unknown fact."""
    roles = {ATTRIBUTE + attribute.role for attribute in registry.attributes}
    for endpoint in registry.endpoints.values():
        for place, word in _facts(endpoint):
            if word not in SAMPLES and word not in roles:
                yield _problem(endpoint, place, f"the fact {word!r} is not known")


def every_example_is_valid(registry: Registry) -> Iterator[Problem]:
    """Yield request examples that their own schema refuses."""
    references = _references(registry)
    uids = {ATTRIBUTE + row.role: row.uid for row in registry.attributes}
    for endpoint in registry.endpoints.values():
        if endpoint.request is None:
            continue
        body = fill(endpoint.request.example, {**SAMPLES, **uids})
        schema = {**endpoint.request.schema, "$id": f"{_BASE}endpoints/{endpoint.id}"}
        validator = Draft202012Validator(schema, registry=references)
        try:
            problems = list(validator.iter_errors(body))
        except Unresolvable:
            continue
        for error in problems:
            place = "$.request.example" + error.json_path.removeprefix("$")
            yield _problem(endpoint, place, error.message[:200])


def _problem(endpoint: Endpoint, place: str, problem: str) -> Problem:
    return Problem(f"endpoints/{endpoint.id}.json", place, problem)


def _facts(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    for parameter in endpoint.parameters:
        if parameter.fact is not None:
            yield f"$.parameters[{parameter.name}].fact", parameter.fact
    for index, relation in enumerate(endpoint.relations):
        yield f"$.relations[{index}].fact", relation.fact
    if endpoint.request is not None:
        for word in words(endpoint.request.example):
            yield "$.request.example", word


def _documents(registry: Registry) -> Iterator[tuple[str, Any]]:
    for name, document in registry.schemas.items():
        yield f"schemas/{name}", document
    for endpoint in registry.endpoints.values():
        parts: dict[str, Json] = {
            "parameters": [p.schema for p in endpoint.parameters],
            "responses": [part.schema for part in endpoint.responses],
        }
        if endpoint.request is not None:
            parts["request"] = endpoint.request.schema
        yield f"endpoints/{endpoint.id}.json", parts


def _references(registry: Registry) -> References[Any]:
    return References().with_resources(
        (_BASE + file, DRAFT202012.create_resource(_anonymous(document)))
        for file, document in _documents(registry)
    )


def _anonymous(document: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in document.items() if key != "$id"}


def _refs(node: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield f"{place}.$ref", node["$ref"]
        for key, value in node.items():
            yield from _refs(value, f"{place}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _refs(value, f"{place}[{index}]")


SCHEMA_PROMISES: tuple[Callable[[Registry], Iterator[Problem]], ...] = (
    every_schema_has_its_file_name_as_id,
    every_reference_resolves,
    paths_name_their_parameters,
    no_two_endpoints_share_a_call,
    every_fact_bound_is_known,
    every_example_is_valid,
)
