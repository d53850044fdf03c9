"""
Requests that Schemathesis generates from the exported contract.

Drawing comes first and sending later: what is drawn depends on the seed alone, never on
what a server answered, so the same seed gives the same requests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from ..contract import Endpoint, Json, Registry
from ..contract.openapi import JSON_MEDIA, to_openapi
from ..contract.settled import UNSETTLED
from .breaking import merged, one_place_broken
from .drawing import draw
from .narrowing import OPEN, Schema, narrowed
from .requests import RequestBuilder

Query = tuple[tuple[str, str], ...]

_PATH = "/drawn"
_GENERATION = {"generation": {"allow-x00": False, "allow-extra-parameters": False}}
_SMALL_PAGE = 10
_NOTHING = object()
_IDENTIFYING = ("user-id", "event-id", "event-type.uid", "now")
_REACHABLE = (*_IDENTIFYING, "fresh.email", "fresh.phone")


@dataclass(frozen=True, slots=True)
class Draft:
    """A body and a query, before a builder makes a request of them."""

    body: Json
    query: Query = ()


_DRAWN: dict[tuple[str, str, int, int, bool], tuple[Draft, ...]] = {}


def is_generated(endpoint: Endpoint) -> bool:
    """Return whether anything beside the path of an endpoint can be generated."""
    return endpoint.request is not None or any(
        parameter.place == "query" and _is_plain({"schema": parameter.schema})
        for parameter in endpoint.parameters
    )


def valid_drafts(
    builder: RequestBuilder, endpoint: Endpoint, *, count: int, seed: int
) -> tuple[Draft, ...]:
    """Return distinct requests that a server has no documented ground to refuse."""
    if not count:
        return ()
    document = _document(builder.contract, endpoint)
    return tuple(
        Draft(_own(builder, endpoint, _spelt(draft.body), _REACHABLE), draft.query)
        for draft in _draw(document, endpoint, count=count, seed=seed, valid=True)
    )


def invalid_bodies(
    builder: RequestBuilder,
    endpoint: Endpoint,
    sound: Sequence[Json],
    *,
    count: int,
    seed: int,
) -> Iterator[Json]:
    """
    Yield bodies that are meant to break the request schema.

    So many come from Schemathesis' negative data, and in turn with them all those that
    are a sound body broken in one place. Whether a body is beyond doubt wrong is for an
    oracle to say: drawing it from a broken schema does not yet make it so. A bare null
    is left out, since to a request builder it stands for the example.
    """
    drawn: tuple[Draft, ...] = ()
    if count:
        document = _document(builder.contract, endpoint)
        _keep_open_members(document, builder.example(endpoint.id))
        drawn = _draw(document, endpoint, count=count, seed=seed, valid=False)
    broken = one_place_broken(merged(sound))
    mixed = zip_longest((draft.body for draft in drawn), broken, fillvalue=_NOTHING)
    for body in chain.from_iterable(mixed):
        if body is not _NOTHING and body is not None:
            yield _own(builder, endpoint, body, _IDENTIFYING)


def _draw(
    document: Schema, endpoint: Endpoint, *, count: int, seed: int, valid: bool
) -> tuple[Draft, ...]:
    """
    Draw requests with Schemathesis; bodies that are no JSON value are left out.

    A process that runs the suites again, against another fault, draws the same once.
    """
    key = (json.dumps(document), endpoint.method, count, seed, valid)
    if key not in _DRAWN:
        _DRAWN[key] = _drawn(document, endpoint, count=count, seed=seed, valid=valid)
    return _DRAWN[key]


def _drawn(
    document: Schema, endpoint: Endpoint, *, count: int, seed: int, valid: bool
) -> tuple[Draft, ...]:
    import schemathesis
    from schemathesis.config import SchemathesisConfig
    from schemathesis.generation.feedback import NO_FEEDBACK

    config = SchemathesisConfig.from_dict(_GENERATION)
    modes = schemathesis.GenerationMode
    operation = schemathesis.openapi.from_dict(document, config=config)[_PATH]
    strategy = operation[endpoint.method].as_strategy(
        modes.POSITIVE if valid else modes.NEGATIVE,
        feedback=NO_FEEDBACK,
        query=None if valid else {},
    )
    found: dict[str, Draft] = {}

    def keep(case: Any) -> None:
        draft = _draft(case, endpoint)
        if draft is not None:
            found.setdefault(json.dumps([draft.body, draft.query]), draft)

    draw(strategy, keep, count=count, seed=seed)
    return tuple(found.values())


def _document(contract: Registry, endpoint: Endpoint) -> Schema:
    """
    Return the exported contract, cut down to one operation and narrowed.

    Path and token are left out: the world of the run knows them, and a drawn one would
    only be refused.
    """
    document = to_openapi(contract, endpoints=[endpoint])
    operation = document["paths"][endpoint.path][endpoint.method.lower()]
    operation["responses"] = {"default": {"description": "Any answer."}}
    operation["parameters"] = [
        _certain(parameter) if _is_number(parameter) else parameter
        for parameter in operation["parameters"]
        if parameter["in"] == "query" and _is_plain(parameter)
    ]
    media = operation.get("requestBody", {}).get("content", {}).get(JSON_MEDIA, {})
    media.pop("example", None)
    components = narrowed(contract, _used(document["components"]["schemas"], operation))
    return {
        "openapi": document["openapi"],
        "info": document["info"],
        "paths": {_PATH: {endpoint.method.lower(): operation}},
        "components": {"schemas": components},
    }


def _keep_open_members(document: Schema, example: Json) -> None:
    """
    Keep the example's value for members whose whole shape is an open question.

    Breaking such a member proves nothing, so no attempt is spent on it.
    """
    components = document["components"]["schemas"]
    for schema in components.values():
        for name, member in schema.get("properties", {}).items():
            target = str(member.get("$ref", "")).rpartition("/")[2]
            if components.get(target, {}).get(OPEN) and name in example:
                schema["properties"][name] = {"const": example[name]}


def _used(components: Schema, operation: Schema) -> Schema:
    """Return the components that an operation refers to, directly or not."""
    text, used = json.dumps(operation.get("requestBody")), set[str]()
    while True:
        named = {name for name in components if f'/schemas/{name}"' in text} | {
            name for name in components if f"/schemas/{name}/" in text
        }
        if named == used:
            return {name: components[name] for name in sorted(used)}
        used = named
        text += json.dumps([components[name] for name in sorted(used)])


def _is_number(parameter: Schema) -> bool:
    return bool(parameter["schema"].get("type") == "integer")


def _certain(parameter: Schema) -> Schema:
    """Return a numeric parameter that is always sent, below any bound that is open."""
    schema = dict(parameter["schema"])
    if "maximum" in schema.get(UNSETTLED, {}):
        schema["maximum"] = min(schema["maximum"], _SMALL_PAGE)
    return {**parameter, "required": True, "schema": schema}


def _is_plain(parameter: Schema) -> bool:
    """Return whether no grammar of its own stands behind a query parameter."""
    return parameter["schema"].get("type") in ("integer", "boolean")


def _draft(case: Any, endpoint: Endpoint) -> Draft | None:
    body = case.body if endpoint.request is not None else None
    try:
        json.dumps(body, allow_nan=False)
    except (TypeError, ValueError):
        return None
    query = tuple(
        (name, "" if value is None else _text(value))
        for name, value in sorted((case.query or {}).items())
        if name in {p.name for p in endpoint.parameters}
    )
    return Draft(body, query)


def _spelt(value: Json) -> Json:
    """Write whole numbers without a fraction, as every client does."""
    if isinstance(value, dict):
        return {key: _spelt(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_spelt(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _own(
    builder: RequestBuilder, endpoint: Endpoint, body: Json, words: tuple[str, ...]
) -> Json:
    """
    Return a batch whose items bear identities of this run.

    The contract's example tells which member holds which: where it has a template for
    one of the words, the item gets a value of the same kind. Texts alone are replaced,
    so a member of a wrong type stays wrong.
    """
    example = endpoint.request.example if endpoint.request is not None else None
    if not isinstance(example, list) or not isinstance(body, list):
        return body
    filled = {
        str(builder.fill(key)): value
        for key, value in example[0].items()
        if isinstance(value, str) and any(word in value for word in words)
    }
    return [
        {
            key: builder.fill(filled[key])
            if key in filled and isinstance(value, str) and value
            else value
            for key, value in item.items()
        }
        if isinstance(item, dict)
        else item
        for item in body
    ]
