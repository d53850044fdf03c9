"""Bodies that are no JSON, not the JSON that is asked for, or made to hurt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..contract import Json
from ..contract.model import Provenance
from ..contract.settled import UNSETTLED
from .bad_filters import filter_defects
from .misuse import Misuse, Must, batch_item
from .misuse_traces import read_back
from .requests import JSON_HEADERS, RequestBuilder

_MALFORMED = frozenset((400,))
_REFUSED = frozenset((400, 413, 415, 422))
_FORM = (("content-type", "application/x-www-form-urlencoded"),)
_PLAIN = (("content-type", "text/plain"),)
_DEPTH = 20_000
HOSTILE_TEXTS = (
    ("lone-surrogate", "a\ud800b"),
    ("nul", "a\x00b"),
    ("right-to-left", "\u202eabc"),
    ("four-byte", "\U0001f9ea"),
    ("ten-thousand", "x" * 10_000),
)


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A body with a defect, and what it is made of besides."""

    defect: str
    content: bytes
    must: Must = "refuse"
    statuses: frozenset[int] = _REFUSED
    provenance: Provenance = "documented"
    headers: tuple[tuple[str, str], ...] = JSON_HEADERS
    items: int = 0


def bad_bodies(builder: RequestBuilder, endpoint: str) -> Iterator[Misuse]:
    """
    Yield every body defect of an endpoint.

    Each body is made anew around fresh values; what must be refused says where those
    values would surface if it were stored all the same.
    """
    bills = builder.contract.access[endpoint].effect == "bill"
    for defect in _defects(builder, endpoint):
        if bills and defect.must == "survive" and defect.defect != "lone-surrogate":
            continue
        yield _misuse(builder, endpoint, defect)


def _defects(builder: RequestBuilder, endpoint: str) -> Iterator[Spoiled]:
    yield from _not_json(json.dumps(builder.example(endpoint)).encode())
    yield from _wrong_top_level(builder, endpoint)
    yield from _wrong_members(builder, endpoint)
    for defect, text in HOSTILE_TEXTS:
        body = _with_text(builder, endpoint, text)
        yield Spoiled(defect, json.dumps(body).encode(), "survive")
    for name, body, must in filter_defects(builder.example(endpoint)):
        yield Spoiled(name, json.dumps(body).encode(), must)
    if isinstance(builder.example(endpoint), list):
        yield from _bad_batches(builder, endpoint)


def _not_json(good: bytes) -> Iterator[Spoiled]:
    start = good.index(b"{") + 1
    spliced = good[:start] + b'"x_extra": %s, ' + good[start:]
    yield Spoiled("malformed", good[:-1] + b",," + good[-1:], statuses=_MALFORMED)
    yield Spoiled("truncated", good[: len(good) // 2], statuses=_MALFORMED)
    yield Spoiled("trailing-garbage", good + b"}", statuses=_MALFORMED)
    yield Spoiled("not-a-number", spliced.replace(b"%s", b"NaN"), statuses=_MALFORMED)
    yield Spoiled("form", b"a=b&c=d", headers=_FORM)
    yield Spoiled("deep", b"[" * _DEPTH + b"]" * _DEPTH)
    yield Spoiled("plain-text", good, "survive", headers=_PLAIN)
    yield Spoiled("no-content-type", good, "survive", headers=())
    yield Spoiled("empty", b"", "survive")
    yield Spoiled("not-utf8", spliced.replace(b"%s", b'"\xff\xfe"'), "survive")
    yield Spoiled("huge-number", spliced.replace(b"%s", b"1e400"), "survive")
    long_number = spliced.replace(b"%s", b"9" * 5000)
    yield Spoiled("long-number", long_number, "survive")
    yield Spoiled("repeated-key", spliced.replace(b"%s", b'1, "x_extra": 2'), "survive")


def _wrong_top_level(builder: RequestBuilder, endpoint: str) -> Iterator[Spoiled]:
    good = builder.example(endpoint)
    if isinstance(good, list):
        yield Spoiled("object", json.dumps(good[0]).encode(), statuses=_MALFORMED)
    else:
        must: Must = "survive" if _may_be_a_list(builder, endpoint) else "refuse"
        yield Spoiled("list", json.dumps([good]).encode(), must)
    yield Spoiled("text", b'"text"')
    yield Spoiled("number", b"42")
    yield Spoiled("true", b"true")
    required = _required(builder, endpoint)
    yield Spoiled("null", b"null", "refuse" if required else "survive")


def _may_be_a_list(builder: RequestBuilder, endpoint: str) -> bool:
    """Return whether the sources leave open that a list of bodies is taken as well."""
    return "type" in _schema(builder, endpoint).get(UNSETTLED, {})


def _wrong_members(builder: RequestBuilder, endpoint: str) -> Iterator[Spoiled]:
    for name, provenance in _required(builder, endpoint).items():
        kind = _schema(builder, endpoint).get("properties", {}).get(name, {})
        wrong = [1] if kind.get("type") == "object" else {"a": 1}
        shape = "list" if isinstance(wrong, list) else "object"
        for defect, value in (("missing", None), ("null", None), (shape, wrong)):
            good = builder.example(endpoint)
            target = good[0] if isinstance(good, list) else good
            if defect == "missing":
                del target[name]
            else:
                target[name] = value
            yield Spoiled(
                f"{defect}-{name.strip('_').replace('_', '-')}",
                json.dumps(good).encode(),
                provenance=provenance,
            )


def _bad_batches(builder: RequestBuilder, endpoint: str) -> Iterator[Spoiled]:
    yield Spoiled("item-is-a-number", b"[1]")
    yield Spoiled("item-is-null", b"[null]")
    number = builder.contract.limit("batch.items") + 1
    batch = [batch_item(builder, endpoint) for _ in range(number)]
    content = json.dumps(batch).encode()
    yield Spoiled("too-many-items", content, statuses=_REFUSED, items=number)
    item = batch_item(builder, endpoint) | {
        f"x_{n}": "x" * 10_000
        for n in range(builder.contract.limit("body.bytes") // 10_000)
    }
    yield Spoiled("too-many-bytes", json.dumps([item]).encode(), "survive")


def _required(builder: RequestBuilder, endpoint: str) -> dict[str, Provenance]:
    """Return the members that the schema requires, with where that comes from."""
    schema = _schema(builder, endpoint)
    origin = schema.get("x-provenance", "assumed")
    holder = schema.get("items", schema)
    return {
        name: holder["properties"][name].get("x-provenance", origin)
        for name in holder.get("required", ())
    }


def _schema(builder: RequestBuilder, endpoint: str) -> Mapping[str, Json]:
    part = builder.contract.endpoint(endpoint).request
    reference = part.schema.get("$ref", "") if part else ""
    return builder.contract.schemas.get(reference.rpartition("/")[2], {})


def _with_text(builder: RequestBuilder, endpoint: str, text: str) -> Json:
    body = builder.example(endpoint)
    first_name = builder.contract.attribute("first-name").uid
    if isinstance(body, list):
        body[0][first_name if first_name in body[0] else "_event_id"] = text
    elif "root" in body:
        condition = body["root"]["children"][0]
        condition |= {"operator": "matches-string", "values": [text]}
    else:
        body[next(name for name, value in body.items() if isinstance(value, str))] = (
            text
        )
    return body


def _misuse(builder: RequestBuilder, endpoint: str, spoiled: Spoiled) -> Misuse:
    declared = {p.name for p in builder.contract.endpoint(endpoint).parameters}
    sync = (("_sync", "true"),) if "_sync" in declared else ()
    request = builder.build(endpoint, query=sync)
    traces, look = read_back(builder, endpoint, spoiled.content)
    return Misuse(
        defect=spoiled.defect,
        endpoint=endpoint,
        kind="body",
        request=replace(request, content=spoiled.content, headers=spoiled.headers),
        must=spoiled.must,
        statuses=spoiled.statuses,
        provenance=spoiled.provenance,
        traces=traces,
        look=look if spoiled.must == "refuse" else None,
        items=spoiled.items,
    )
