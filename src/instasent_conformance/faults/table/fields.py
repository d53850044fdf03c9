"""Required members of answers, broken: omitted, null, of a wrong type or format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...contract import Endpoint, Json, Registry
from ...contract.model import Provenance
from ...emulator import Settings, create_app
from ...transport import App
from ..planted import Planted
from ..probing import probe
from ..registry import ASSUMED
from ..wrapping import editing
from .members import Member, required_members

_WRONG: dict[str, Json] = {
    "array": {"0": "wrong"},
    "boolean": "wrong",
    "integer": "wrong",
    "number": "wrong",
    "object": ["wrong"],
    "string": 7,
}
_TYPES = {dict: "object", list: "array", str: "string", int: "integer"}


@dataclass(frozen=True, slots=True)
class _Damage:
    """What is done to a member: a value put in its place, or none left."""

    word: str
    value: Json = None
    omits: bool = False
    permitted: str = ""


def field_faults(contract: Registry) -> Iterator[Planted]:
    """Yield every required member of every success, damaged in every way."""
    for endpoint in contract.endpoints.values():
        for member in _members(contract, endpoint):
            for damage in _damages(member):
                yield _fault(endpoint, member, damage)


def _members(contract: Registry, endpoint: Endpoint) -> Iterator[Member]:
    """Yield the members of successes under the assumed options, each place once."""
    seen: set[tuple[str, ...]] = set()
    for row in endpoint.responses:
        chosen = (contract.knobs[k].assumed == name for k, name in row.when.items())
        if row.status >= 300 or row.schema is None or not all(chosen):
            continue
        for member in required_members(contract, row.schema, row.provenance):
            if member.path not in seen:
                seen.add(member.path)
                yield member


def _damages(member: Member) -> Iterator[_Damage]:
    nullable = "the schema allows null" if "null" in member.types else ""
    yield _Damage("omitted", omits=True)
    if member.types:
        yield _Damage("null", permitted=nullable)
        kinds = sorted(member.types - {"null"})
        if kinds:
            yield _Damage("wrong-type", _wrong(kinds))
    if member.format or member.closed:
        yield _Damage("wrong-format", f"not-{member.format or 'listed'}")


def _wrong(kinds: Sequence[str]) -> Json:
    """Return a value of another type: for a list an object, and so on in turn."""
    likely = _WRONG[kinds[0]]
    return likely if _TYPES[type(likely)] not in kinds else 7


def _fault(endpoint: Endpoint, member: Member, damage: _Damage) -> Planted:
    place = "/".join(member.path)
    weight: Provenance = member.provenance
    return Planted(
        id=f"table/field-{damage.word}/{endpoint.id}/{place}",
        source="table",
        family="contract",
        law="schema-conformance",
        breaks=f"{member.place}",
        sentence=f"/{place} of {endpoint.id} is {damage.word}.",
        plant=partial(_plant, endpoint=endpoint.id, path=member.path, damage=damage),
        provenance=weight,
        endpoints=(endpoint.id,),
        witness=probe(endpoint.id),
        excluded=ASSUMED if weight == "assumed" else damage.permitted,
    )


def _plant(
    contract: Registry,
    settings: Settings,
    *,
    endpoint: str,
    path: tuple[str, ...],
    damage: _Damage,
) -> App:
    def edit(body: Any) -> Any:
        _damage(body, path, damage)
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {endpoint: edit})


def _damage(node: Any, path: tuple[str, ...], damage: _Damage) -> None:
    step, *rest = path
    if step == "*":
        for item in node if isinstance(node, list) else ():
            _damage(item, tuple(rest), damage)
    elif isinstance(node, dict) and step in node:
        if rest:
            _damage(node[step], tuple(rest), damage)
        elif damage.omits:
            del node[step]
        else:
            node[step] = damage.value
