"""
What a changed keyword of a schema does to the set of payloads that it accepts.

It narrows that set, widens it, or moves it. Which of these breaks a client depends
on the side, and is not decided here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final, Literal

import msgspec

from ..model import Json


class Absent(Enum):
    """The value of a keyword that is not there."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Shift(StrEnum):
    """What happens to the set of accepted payloads; unsure asks for a witness."""

    NARROWS = "narrows"
    WIDENS = "widens"
    MOVES = "moves"
    UNSURE = "unsure"
    SAYS = "says"

    def reversed(self) -> Shift:
        """Return the shift as it is seen from outside a negation."""
        turned = {Shift.NARROWS: Shift.WIDENS, Shift.WIDENS: Shift.NARROWS}
        return turned.get(self, self)


@dataclass(frozen=True, slots=True)
class Shifted:
    """One change of one keyword; `member` names what changed inside a set."""

    kind: str
    shift: Shift
    before: Json = None
    after: Json = None
    member: str = ""


Rule = Callable[[Any, Any], Iterator[Shifted]]

ANNOTATIONS = frozenset(
    {
        "$anchor",
        "$comment",
        "$defs",
        "$id",
        "$schema",
        "contentEncoding",
        "contentMediaType",
        "default",
        "deprecated",
        "description",
        "examples",
        "readOnly",
        "title",
        "writeOnly",
    }
)

_TYPES = frozenset(
    {"array", "boolean", "integer", "null", "number", "object", "string"}
)


def shifts_of(keyword: str, before: Any, after: Any) -> Iterator[Shifted]:
    """Yield what a change of one keyword, given its two values, does."""
    if keyword in ANNOTATIONS or keyword.startswith("x-"):
        yield Shifted("wording changed", Shift.SAYS, _shown(before), _shown(after))
    elif keyword in _RULES:
        yield from _RULES[keyword](before, after)
    else:
        yield Shifted("shape changed", Shift.UNSURE, _shown(before), _shown(after))


def allowed_values(node: dict[str, Any]) -> Any:
    """Return the values that a node lists, as `enum` or as `const`; else ABSENT."""
    if "const" in node:
        return [node["const"]]
    return node.get("enum", ABSENT)


def types_in(value: Any) -> frozenset[str]:
    """Return the types of a `type` keyword; number includes integer."""
    if value is ABSENT:
        return _TYPES
    named = frozenset([value] if isinstance(value, str) else value)
    return named | {"integer"} if "number" in named else named


def same(before: Any, after: Any) -> bool:
    """Return whether two values are the same JSON, where 1 is neither true nor 1.0."""
    if before is ABSENT or after is ABSENT:
        return before is after
    return text_of(before) == text_of(after)


def text_of(value: Json) -> bytes:
    """Return a JSON value as a text that is equal for equal values alone."""
    return msgspec.json.encode(value, order="sorted")


def type_of(value: Json) -> str:
    """Return the type of a JSON value, as `type` names it."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else "boolean"
    named = {int: "integer", float: "number", str: "string", list: "array"}
    return named.get(type(value), "object")


def _shown(value: Any) -> Json:
    return None if value is ABSENT else value


def _types(before: Any, after: Any) -> Iterator[Shifted]:
    lost = types_in(before) - types_in(after)
    gained = types_in(after) - types_in(before)
    said = (_shown(before), _shown(after))
    if lost and gained:
        yield Shifted("type changed", Shift.MOVES, *said)
    elif lost:
        kind = "null removed" if lost == {"null"} else "type narrowed"
        yield Shifted(kind, Shift.NARROWS, *said)
    elif gained:
        kind = "null added" if gained == {"null"} else "type widened"
        yield Shifted(kind, Shift.WIDENS, *said)
    else:
        yield Shifted("wording changed", Shift.SAYS, *said)


def _values(before: Any, after: Any) -> Iterator[Shifted]:
    if before is ABSENT or after is ABSENT:
        closed = before is ABSENT
        kind = "values closed" if closed else "values opened"
        shift = Shift.NARROWS if closed else Shift.WIDENS
        yield Shifted(kind, shift, _shown(before), _shown(after))
        return
    was = {json.dumps(value): value for value in before}
    now = {json.dumps(value): value for value in after}
    if not was.keys() & now.keys():
        yield Shifted("values changed", Shift.MOVES, before, after)
        return
    for text in was.keys() - now.keys():
        yield Shifted("value removed", Shift.NARROWS, was[text], None, text)
    for text in now.keys() - was.keys():
        yield Shifted("value added", Shift.WIDENS, None, now[text], text)
    if was.keys() == now.keys():
        yield Shifted("wording changed", Shift.SAYS, before, after)


def _bound(which: Literal["lower", "upper"]) -> Rule:
    """Return the rule of a bound; a bound that is absent lets everything through."""
    tightened = "lower bound raised" if which == "lower" else "upper bound lowered"
    loosened = "lower bound lowered" if which == "lower" else "upper bound raised"

    def rule(before: Any, after: Any) -> Iterator[Shifted]:
        if before is ABSENT or after is ABSENT:
            tighter = before is ABSENT
        else:
            tighter = after > before if which == "lower" else after < before
        kind, shift = (
            (tightened, Shift.NARROWS) if tighter else (loosened, Shift.WIDENS)
        )
        yield Shifted(kind, shift, _shown(before), _shown(after))

    return rule


def _constraint(noun: str) -> Rule:
    """Return the rule of a constraint that holds or not, and has no order."""

    def rule(before: Any, after: Any) -> Iterator[Shifted]:
        kind, shift = f"{noun} changed", Shift.MOVES
        if before is ABSENT:
            kind, shift = f"{noun} added", Shift.NARROWS
        elif after is ABSENT:
            kind, shift = f"{noun} removed", Shift.WIDENS
        yield Shifted(kind, shift, _shown(before), _shown(after))

    return rule


def _unique(before: Any, after: Any) -> Iterator[Shifted]:
    if bool(_shown(before)) != bool(_shown(after)):
        kind = (
            "uniqueness required" if _shown(after) else "uniqueness no longer required"
        )
        shift = Shift.NARROWS if _shown(after) else Shift.WIDENS
        yield Shifted(kind, shift, _shown(before), _shown(after))
    else:
        yield Shifted("wording changed", Shift.SAYS, _shown(before), _shown(after))


def _required(before: Any, after: Any) -> Iterator[Shifted]:
    was, now = set(_shown(before) or ()), set(_shown(after) or ())
    for name in sorted(now - was):
        yield Shifted("member required", Shift.NARROWS, None, name, name)
    for name in sorted(was - now):
        yield Shifted("member no longer required", Shift.WIDENS, name, None, name)
    if was == now:
        yield Shifted("wording changed", Shift.SAYS, _shown(before), _shown(after))


def _dependent(before: Any, after: Any) -> Iterator[Shifted]:
    was, now = _pairs(before), _pairs(after)
    for key, name in sorted(now - was):
        yield Shifted("member required", Shift.NARROWS, None, name, f"{key}/{name}")
    for key, name in sorted(was - now):
        kind = "member no longer required"
        yield Shifted(kind, Shift.WIDENS, name, None, f"{key}/{name}")


def _pairs(value: Any) -> set[tuple[str, str]]:
    return {
        (key, name) for key, names in (_shown(value) or {}).items() for name in names
    }


_RULES: dict[str, Rule] = {
    "type": _types,
    "enum": _values,
    "required": _required,
    "dependentRequired": _dependent,
    "uniqueItems": _unique,
    "pattern": _constraint("pattern"),
    "format": _constraint("format"),
    "multipleOf": _constraint("step"),
    **{
        keyword: _bound("lower")
        for keyword in (
            "minimum",
            "exclusiveMinimum",
            "minLength",
            "minItems",
            "minProperties",
        )
    },
    **{
        keyword: _bound("upper")
        for keyword in (
            "maximum",
            "exclusiveMaximum",
            "maxLength",
            "maxItems",
            "maxProperties",
        )
    },
}
