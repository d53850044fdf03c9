"""
Values against the schemas of a contract: fast to decide, slow to explain.

The decision is taken by jsonschema-rs; when it is no, python-jsonschema finds the
keyword that explains it best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match
from referencing import Registry as References
from referencing.jsonschema import DRAFT202012

from ..contract import Json, Registry
from ..contract.model import Provenance
from ..contract.places import label
from ..contract.pointers import line_of, pointer
from ..contract.settled import settled
from ..finding import Location

BASE = "https://contract.conform.example/schemas/"
ITEM_REFUSAL = "x-refusal"
WEIGHT = "x-provenance"

_CERTAINLY_NOT = {
    "email": lambda value: not isinstance(value, str) or "@" in value,
    "date": lambda value: not isinstance(value, str) or any(map(str.isdigit, value)),
}
"""Formats that are asserted only where a text is beyond doubt not of the format."""

_RANK = {"documented": 0, "vendor-code": 1, "observed": 1, "assumed": 2}


@dataclass(frozen=True, slots=True)
class Break:
    """
    The part of a schema that a value breaks.

    `per_item` tells that the sources have it reported for the item of a batch.
    """

    keyword: str
    instance: str
    problem: str
    expected: str
    provenance: Provenance
    location: Location
    per_item: bool


class Schemas:
    """The schemas of one contract, compiled once; settled ones without what is open."""

    def __init__(self, contract: Registry, *, open_questions: bool = True) -> None:
        self._contract = contract
        self._documents = {
            name: document if open_questions else settled(document)
            for name, document in contract.schemas.items()
        }
        located = [(BASE + n, _at(n, doc)) for n, doc in self._documents.items()]
        self._fast = jsonschema_rs.Registry(located)
        self._slow: References[Any] = References().with_resources(
            (uri, DRAFT202012.create_resource(document)) for uri, document in located
        )
        self._compiled: dict[str, jsonschema_rs.Validator] = {}

    def accepts(self, schema: Mapping[str, Json], value: Json) -> bool:
        """Return whether a value satisfies a schema of an endpoint file."""
        return bool(self._validator(schema).is_valid(value))

    def weight(self, schema: Mapping[str, Json], value: Json) -> Provenance:
        """Return the weakest provenance among the parts that a valid value uses."""
        found = self._validator(schema).evaluate(value).annotations()
        words: list[Any] = [
            row["annotations"][WEIGHT]
            for row in found
            if isinstance(row["annotations"], dict) and WEIGHT in row["annotations"]
        ]
        return weakest(words)

    def broken(self, schema: Mapping[str, Json], value: Json) -> Break | None:
        """Return the keyword that best explains why a value is refused, or None."""
        if self.accepts(schema, value):
            return None
        explainer = Draft202012Validator(
            _absolute(schema), registry=self._slow, format_checker=_formats()
        )
        error = best_match(explainer.iter_errors(value))
        if error is None:
            return None
        trail = self._follow(
            _Trail("", (), dict(schema), "assumed"),
            tuple(error.absolute_schema_path),
            error.validator_value,
        )
        place = pointer(trail.path)
        return Break(
            keyword=str(error.validator),
            instance=pointer(error.absolute_path).removeprefix("#") or "/",
            problem=error.message,
            expected=f"{error.validator}: {_shortly(error.validator_value)}",
            provenance=trail.weight,
            location=Location(
                file=label(self._contract, f"schemas/{trail.file}"),
                pointer=place,
                line=line_of(self._contract.root / "schemas" / trail.file, place),
            ),
            per_item=trail.per_item,
        )

    def _validator(self, schema: Mapping[str, Json]) -> jsonschema_rs.Validator:
        name = str(schema.get("$ref", schema))
        if name not in self._compiled:
            self._compiled[name] = jsonschema_rs.Draft202012Validator(
                _absolute(schema),
                registry=self._fast,
                formats=_CERTAINLY_NOT,
                validate_formats=True,
            )
        return self._compiled[name]

    def _follow(self, trail: _Trail, steps: tuple[str | int, ...], goal: Any) -> _Trail:
        """Return where a path of keywords ends; references in between go unnamed."""
        found = [last for last in self._walks(trail, steps) if last.node == goal]
        return found[0] if found else trail

    def _walks(self, trail: _Trail, steps: tuple[str | int, ...]) -> Iterator[_Trail]:
        if not steps:
            yield trail
            return
        named = isinstance(trail.node, dict)
        if not named or steps[0] in trail.node:
            inner = trail.into(steps[0], trail.node[steps[0]])
            yield from self._walks(inner, steps[1:])
        if named and "$ref" in trail.node:
            inner = self._resolve(trail, str(trail.node["$ref"]))
            yield from self._walks(inner, steps)

    def _resolve(self, trail: _Trail, reference: str) -> _Trail:
        name, _, fragment = reference.partition("#")
        file = name.rpartition("/")[2] or trail.file
        found = replace(trail, file=file, path=()).at(self._documents[file])
        for part in fragment.split("/"):
            found = found.into(part, found.node[part]) if part else found
        return found


@dataclass(frozen=True, slots=True)
class _Trail:
    """A place in a schema, and what the places passed on the way say about it."""

    file: str
    path: tuple[str | int, ...]
    node: Any
    weight: Provenance
    per_item: bool = False

    def into(self, step: str | int, node: Any) -> _Trail:
        return replace(self, path=(*self.path, step)).at(node)

    def at(self, node: Any) -> _Trail:
        said = node if isinstance(node, dict) else {}
        return replace(
            self,
            node=node,
            weight=said.get(WEIGHT, self.weight),
            per_item=self.per_item or ITEM_REFUSAL in said,
        )


def weakest(words: Iterable[Provenance]) -> Provenance:
    """Return the word of least weight; an assumption where there is none."""
    return max(words, key=_RANK.__getitem__, default="assumed")


_COMPILED: dict[tuple[int, bool], tuple[object, Schemas]] = {}


def schemas_of(contract: Registry, *, open_questions: bool = True) -> Schemas:
    """Return the compiled schemas of a contract, compiled at the first call."""
    key = (id(contract.schemas), open_questions)
    if key not in _COMPILED:
        compiled = Schemas(contract, open_questions=open_questions)
        _COMPILED[key] = (contract.schemas, compiled)
    return _COMPILED[key][1]


def _at(name: str, document: Mapping[str, Json]) -> dict[str, Json]:
    return {**document, "$id": BASE + name}


def _absolute(schema: Mapping[str, Json]) -> dict[str, Json]:
    reference = str(schema.get("$ref", ""))
    return (
        {**schema, "$ref": BASE + reference.rpartition("/")[2]}
        if reference
        else {**schema}
    )


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, accepts in _CERTAINLY_NOT.items():
        checker.checks(name)(accepts)
    return checker


def _shortly(value: Any) -> str:
    text = ", ".join(map(str, value)) if _is_list(value) else str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | dict)
