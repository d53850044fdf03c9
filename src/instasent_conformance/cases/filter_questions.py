"""
Filters to ask about marked contacts and events: each operator alone, then in groups.

    contains/first-name     {first name contains …}, among the marked contacts
    generated-3             a tree of such conditions, drawn from the seed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..contract import Json, Registry
from .marked import MARK_ROLE, Kind, MarkedSet, kinds

Node = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Question:
    """
    A filter with a name, and the requirement that says what it means.

    An `open_form` question is worded in a way that no source shows, so that a refusal
    of it proves nothing.
    """

    name: str
    root: Node
    rule: str
    open_form: bool = False


def attribute_is(key: str, operator: str, values: Json) -> Node:
    """Return a condition on an attribute."""
    return _condition("attribute_condition", key, operator, values)


def event_is(key: str, operator: str, values: Json) -> Node:
    """Return a condition on events."""
    return _condition("event_condition", key, operator, values)


def group(join: str | None, *children: Node) -> Node:
    """Return a group of conditions."""
    named = {"join": join} if join else {}
    return {"type": "group", **named, "children": list(children)}


def marked_contacts(contract: Registry, marked: MarkedSet) -> Node:
    """Return the condition that tells the contacts of a set from all others."""
    uid = contract.attribute(MARK_ROLE).uid
    return attribute_is(uid, "matches-string", [marked.mark])


def marked_events(marked: MarkedSet, kind: Kind) -> Node:
    """Return the condition that tells the events of a set and a kind from others."""
    return event_is(f"{kind.uid}.{kind.text}", "matches-string", [marked.mark])


def window(lower: int | None, upper: int | None, *, strict: bool = False) -> Node:
    """Return a window of days around now; None leaves a side open."""
    return {
        "lowerOffset": lower,
        "lowerOffsetPeriod": "day",
        "lowerExcludeEquals": strict,
        "lowerRounding": False,
        "upperOffset": upper,
        "upperOffsetPeriod": "day",
        "upperExcludeEquals": strict,
        "upperRounding": False,
    }


def contact_questions(contract: Registry, marked: MarkedSet) -> Iterator[Question]:
    """Yield a question for each operator and each type of value it suits."""
    for name, rule, key, operator, values in _plain(contract, marked):
        yield Question(name, attribute_is(key, operator, values), rule)
    for name, rule, node in _on_events(contract, marked):
        yield Question(name, node, rule)
    first = contract.attribute("first-name").uid
    country = contract.attribute("country").uid
    one = attribute_is(first, "matches-string", [marked.words[0]])
    other = attribute_is(country, "matches-string", ["ES"])
    yield Question("group/and", group("and", one, other), "D-FILTER-09")
    yield Question("group/or", group("or", one, other), "D-FILTER-10")
    yield Question("group/no-join", group(None, one, other), "D-FILTER-02")
    nested = group("or", group("and", one, other), group("or", group("and", other)))
    yield Question("group/nested", nested, "D-FILTER-11")
    for kind in kinds(contract):
        tied = group("and", *_tied(marked, kind))
        yield Question(
            f"event-group/{kind.uid}",
            {**tied, "type": "group_event"},
            "D-FILTER-14",
            open_form=True,
        )
    yield from _of_two_types(contract, marked)


def event_questions(contract: Registry, marked: MarkedSet) -> Iterator[Question]:
    """Yield questions about the events of a set, one kind of event at a time."""
    for kind in kinds(contract):
        of_kind = event_is("event-type", "matches-string", [kind.uid])
        mark = marked_events(marked, kind)
        yield Question(f"{kind.uid}/text", group("and", mark), "D-FILTER-25")
        yield Question(f"{kind.uid}/type", group("and", mark, of_kind), "D-FILTER-24")
        wrong = group("and", mark, event_is(of_kind["key"], "matches-string", ["-"]))
        yield Question(f"{kind.uid}/no-type", wrong, "D-FILTER-24")
        for name, rule, node in _of_kind(kind):
            yield Question(name, group("and", mark, node), rule)
        for name, rule, node in _at_numbers(marked, kind):
            yield Question(name, group("and", mark, node), rule)
    whole = group("or", *(marked_events(marked, kind) for kind in kinds(contract)))
    yield Question("group/or", whole, "D-FILTER-10")
    for lower, upper in ((-60, None), (None, -60), (-150, -30)):
        dated = event_is("created-at", "range-date-relative", window(lower, upper))
        name = f"created-at/{_word(lower)}-to-{_word(upper)}"
        yield Question(name, group("and", whole, dated), "D-FILTER-24")


def leaves(contract: Registry, marked: MarkedSet) -> list[Node]:
    """Return the conditions that generated filters are made of."""
    plain = [
        attribute_is(key, operator, values)
        for _, _, key, operator, values in _plain(contract, marked)
    ]
    return [*plain, *(node for _, _, node in _on_events(contract, marked))]


def event_leaves(contract: Registry) -> list[Node]:
    """Return the conditions that generated event filters are made of."""
    return [node for kind in kinds(contract) for _, _, node in _of_kind(kind)]


def _plain(
    contract: Registry, marked: MarkedSet
) -> Iterator[tuple[str, str, str, str, Any]]:
    stem, longer, *_ = marked.words
    uid = {role: contract.attribute(role).uid for role in _ROLES}
    exact = "matches-string"
    yield "contains/part", "D-FILTER-16", uid["first-name"], "contains", [stem[1:6]]
    yield "contains/none", "D-FILTER-16", uid["first-name"], "contains", ["%"]
    email = uid["email"]
    known = next(
        (str(c.values[email]) for c in marked.contacts if email in c.values), stem
    )
    yield "contains/email", "D-FILTER-16", email, "contains", [known[2:8]]
    yield f"{exact}/whole", "D-FILTER-17", uid["first-name"], exact, [stem]
    yield f"{exact}/part", "D-FILTER-17", uid["first-name"], exact, [longer[:-1]]
    yield f"{exact}/country", "D-FILTER-12", uid["country"], exact, ["FR"]
    yield f"{exact}/list", "D-FILTER-17", uid["first-name"], exact, [stem, longer]
    for role in ("tags", "lists"):
        name = f"{exact}/{role}"
        yield name, "D-FILTER-17", uid[role], exact, [longer]
        yield f"{name}/list", "D-FILTER-17", uid[role], exact, [stem, longer]
        yield f"{name}/all", "D-FILTER-18", uid[role], exact, ["&&", stem, longer]
    for role in _ROLES:
        if role != "tags":
            yield f"exists/{role}", "V-AUDIENCE-13", uid[role], "exists", []
    registered, relative = uid["date-registered"], "range-date-relative"
    for lower, upper in ((-60, None), (None, -60)):
        name = f"{relative}/{_word(lower)}-to-{_word(upper)}"
        yield name, "D-FILTER-21", registered, relative, window(lower, upper)
    for strict in (False, True):
        rule = "D-FILTER-22" if strict else "D-FILTER-20"
        for lower, upper in ((-150, -7), (-300, -30)):
            name = f"{relative}/{-lower}-to-{-upper}{'/strict' * strict}"
            values = window(lower, upper, strict=strict)
            yield name, rule, registered, relative, values


_HAIR = 0.1
"""So little beside a number that no other lies between, unless decimals are cut."""

_ROLES = (
    "first-name",
    "country",
    "email",
    "phone",
    "accepts-sms",
    "date-registered",
    "lists",
    "tags",
)


def _on_events(
    contract: Registry, marked: MarkedSet
) -> Iterator[tuple[str, str, Node]]:
    for kind in kinds(contract):
        of_kind = event_is("event-type", "matches-string", [kind.uid])
        yield f"event-type/{kind.uid}", "D-FILTER-13", of_kind
        text = event_is(f"{kind.uid}.{kind.text}", "matches-string", [marked.mark])
        yield f"{kind.uid}/text", "D-FILTER-13", text
        yield from _of_kind(kind)
        yield from _at_numbers(marked, kind)
    long_ago = event_is("created-at", "range-date-relative", window(None, -60))
    yield "created-at/before", "D-FILTER-13", long_ago


def _of_kind(kind: Kind) -> Iterator[tuple[str, str, Node]]:
    if kind.number:
        for lower, upper in ((0, 400), (401, 1000), (2000, 3000)):
            bounds = {"lowerNumber": lower, "upperNumber": upper}
            node = event_is(f"{kind.uid}.{kind.number}", "range-number", bounds)
            yield f"{kind.uid}/{lower}-to-{upper}", "D-FILTER-19", node
    if kind.day:
        for since, until in ((-60, None), (None, -60)):
            values = window(since, until)
            node = event_is(f"{kind.uid}.{kind.day}", "range-date-relative", values)
            name = f"{kind.uid}/{_word(since)}-to-{_word(until)}"
            yield name, "D-FILTER-20", node


def _at_numbers(marked: MarkedSet, kind: Kind) -> Iterator[tuple[str, str, Node]]:
    """Yield ranges that begin or end beside a number that was written, and at it."""
    name = kind.number or ""
    held = (event.parameters.get(name) for event in marked.events)
    written = sorted(value for value in held if value is not None)
    if not written:
        return
    number = written[len(written) // 2]
    wide, hair = written[-1] - written[0] + 1, 1 if kind.whole else _HAIR
    for word, rule, lower, upper in (
        ("above", "D-FILTER-19", number + hair, number + wide),
        ("below", "D-FILTER-19", number - wide, number - hair),
        ("from", "V-FILTER-01", number, number + wide),
        ("to", "V-FILTER-01", number - wide, number),
    ):
        bounds = {"lowerNumber": round(lower, 2), "upperNumber": round(upper, 2)}
        node = event_is(f"{kind.uid}.{name}", "range-number", bounds)
        yield f"{kind.uid}/{word}-a-number", rule, node


def _of_two_types(contract: Registry, marked: MarkedSet) -> Iterator[Question]:
    """Yield an event group whose conditions no events of one type share."""
    one, other, *_ = (*kinds(contract), None, None)
    if one and other:
        of_one = event_is("event-type", "matches-string", [one.uid])
        tied = group("and", of_one, marked_events(marked, other))
        root = {**tied, "type": "group_event"}
        name = f"event-group/{one.uid}-and-{other.uid}"
        yield Question(name, root, "D-FILTER-14", open_form=True)


def _tied(marked: MarkedSet, kind: Kind) -> Iterator[Node]:
    yield event_is("event-type", "matches-string", [kind.uid])
    narrow = next((node for _, _, node in _of_kind(kind)), None)
    yield narrow or marked_events(marked, kind)


def _word(offset: int | None) -> str:
    return "open" if offset is None else str(-offset)


def _condition(kind: str, key: str, operator: str, values: Json) -> Node:
    return {"type": kind, "key": key, "operator": operator, "values": values}
