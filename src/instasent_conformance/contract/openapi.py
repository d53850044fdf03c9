"""Export a contract as one OpenAPI 3.1 document that other tools can load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .links import links_of
from .model import AccessRow, Endpoint, Json, Parameter, ResponsePart
from .registry import Registry
from .templates import ATTRIBUTE, SAMPLES, fill

COMPONENTS = "#/components/schemas/"
JSON_MEDIA = "application/json"

RATE_HEADERS = {
    "X-RateLimit-Limit": ("RateLimit", "Requests that the window allows."),
    "X-RateLimit-Remaining": ("RateRemaining", "Requests left in the window."),
    "X-RateLimit-Reset": ("RateReset", "When the window ends, in Unix seconds."),
}
"""Headers that every answer carries: name, component and meaning."""


def to_openapi(
    registry: Registry, *, endpoints: Iterable[Endpoint] | None = None
) -> dict[str, Any]:
    """
    Return a contract as one self-contained OpenAPI 3.1 document.

    Args:
        registry: the contract.
        endpoints: the endpoints to describe, all by default.

    """
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints or registry.endpoints.values():
        operations = paths.setdefault(endpoint.path, {})
        operations[endpoint.method.lower()] = _operation(registry, endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": registry.manifest.api,
            "version": registry.version,
            "description": "Exported from a conformance contract; see x-provenance.",
        },
        "servers": [{"url": registry.manifest.base_url}],
        "security": [{"bearer": []}],
        "tags": [{"name": name} for name in sorted(_resources(registry))],
        "paths": paths,
        "components": {
            "schemas": dict(_schemas(registry)),
            "headers": _headers(),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _resources(registry: Registry) -> set[str]:
    return {name.partition(".")[0] for name in registry.endpoints}


def _operation(registry: Registry, endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.id,
        "summary": endpoint.title,
        "tags": [endpoint.id.partition(".")[0]],
        "parameters": [_parameter(parameter) for parameter in endpoint.parameters],
        "responses": _responses(registry, endpoint),
        "x-provenance": endpoint.provenance,
        "x-source": endpoint.source,
    }
    if endpoint.request is not None:
        media = {
            "schema": _rewritten(endpoint.request.schema, ""),
            "example": _sample_body(registry, endpoint.request.example),
        }
        operation["requestBody"] = {
            "required": endpoint.request.required,
            "content": {JSON_MEDIA: media},
            "x-provenance": endpoint.request.provenance,
        }
    row = registry.access.get(endpoint.id)
    return operation | (_access(row) if row else {})


def _access(row: AccessRow) -> dict[str, Any]:
    return {
        "x-effect": row.effect,
        "x-token-kinds": list(row.kinds),
        "x-scopes": [
            {
                "when": dict(alternative.when),
                "any-of": [sorted(scopes) for scopes in alternative.scopes],
            }
            for alternative in row.alternatives
        ],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    exported: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "schema": _rewritten(parameter.schema, ""),
        "x-provenance": parameter.provenance,
    }
    if parameter.flag:
        exported["allowEmptyValue"] = True
    if parameter.fact is not None:
        exported["x-fact"] = parameter.fact
        exported["example"] = SAMPLES.get(parameter.fact, parameter.fact)
    return exported


def _sample_body(registry: Registry, template: Json) -> Json:
    uids = {ATTRIBUTE + row.role: row.uid for row in registry.attributes}
    return fill(template, {**SAMPLES, **uids})


def _responses(registry: Registry, endpoint: Endpoint) -> dict[str, Any]:
    by_status: dict[int, list[ResponsePart]] = {}
    for part in endpoint.responses:
        by_status.setdefault(part.status, []).append(part)
    links = links_of(registry, endpoint)
    return {
        str(status): _response(parts, links if status < 300 else {})
        for status, parts in sorted(by_status.items())
    }


def _response(parts: list[ResponsePart], links: Mapping[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": " ".join(dict.fromkeys(part.meaning for part in parts)),
        "headers": {
            name: {"$ref": f"#/components/headers/{component}"}
            for name, (component, _) in RATE_HEADERS.items()
        },
        "x-alternatives": [
            {"when": dict(part.when), "provenance": part.provenance} for part in parts
        ],
    }
    schema = _either([part.schema for part in parts])
    if schema is not None:
        response["content"] = {JSON_MEDIA: {"schema": schema}}
    return response | ({"links": dict(links)} if links else {})


def _either(schemas: list[dict[str, Json] | None]) -> dict[str, Json] | None:
    """Return a schema that any of the parts satisfies; None when one part is open."""
    known = [schema for schema in schemas if schema is not None]
    if len(known) < len(schemas):
        return None
    distinct = [s for index, s in enumerate(known) if s not in known[:index]]
    rewritten = [_rewritten(schema, "") for schema in distinct]
    return rewritten[0] if len(rewritten) == 1 else {"anyOf": rewritten}


def _schemas(registry: Registry) -> Iterator[tuple[str, Any]]:
    for file, document in registry.schemas.items():
        name = file.removesuffix(".json")
        bare = {k: v for k, v in document.items() if k not in ("$id", "$schema")}
        yield name, _rewritten(bare, name)


def _rewritten(node: Any, name: str) -> Any:
    """Return a schema whose references point into the components of the document."""
    if isinstance(node, list):
        return [_rewritten(item, name) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _component(value, name)
        if key == "$ref" and isinstance(value, str)
        else _rewritten(value, name)
        for key, value in node.items()
    }


def _component(reference: str, name: str) -> str:
    file, _, fragment = reference.partition("#")
    target = file.rpartition("/")[2].removesuffix(".json") or name
    return f"{COMPONENTS}{target}{fragment}"


def _headers() -> dict[str, Any]:
    return {
        component: {
            "description": meaning,
            "required": True,
            "schema": {"type": "integer", "minimum": 0},
        }
        for component, meaning in RATE_HEADERS.values()
    }
