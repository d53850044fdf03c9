"""What a wire fault does to the answers of one endpoint."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..wrapping import Asked, Forward, Interception, Reply

Edit = Callable[[Any], None]
Start = Callable[[str], Interception]

_SLOW_SECONDS = 0.05
_ATTRIBUTES = "attributesData"
_ALTERED = "altered-on-the-way"
_PASSED_OVER = ("id", "ids", "at")
"""How identifiers and moments end, whose form no source settles."""

_PLACES = ("entities", "entity", "accepted", "specs")


@dataclass(frozen=True, slots=True)
class Editor:
    """
    One way to edit answers.

    Attributes:
        needs: a word that the schema of an answer must hold for the edit to touch it.
        start: builds the interception for one endpoint, with a memory of its own.
        probed: whether asking the endpoint alone shows the edit.
        of_outcomes: whether it edits what an action lists as its outcomes.
        of_order: whether it changes nothing but the order of a list.
        of_values: whether it changes one value of an answer.
    """

    name: str
    family: str
    law: str
    breaks: str
    sentence: str
    start: Start
    needs: str = ""
    excluded: str = ""
    probed: bool = True
    of_outcomes: bool = False
    of_order: bool = False
    of_values: bool = False

    def touches(self, words: str) -> bool:
        """Return whether a schema with these words is one that the edit touches."""
        return self.needs in words.split() if self.needs else bool(words)


def _each(edit: Edit) -> Start:
    """Return what applies an edit to every JSON success of an endpoint."""

    def start(endpoint: str) -> Interception:
        async def intercept(asked: Asked, forward: Forward) -> Reply:
            reply = await forward(asked)
            body = reply.read()
            if asked.endpoint != endpoint or reply.status >= 300 or body is None:
                return reply
            edit(body)
            return reply.saying(body)

        return intercept

    return start


def _lists(body: Any) -> Iterator[list[Any]]:
    for place in _PLACES if isinstance(body, dict) else ():
        if isinstance(body.get(place), list):
            yield body[place]


def _drop(body: Any) -> None:
    for items in _lists(body):
        del items[-1:]


def _repeat(body: Any) -> None:
    for items in _lists(body):
        items.extend(items[:1])


def _reorder(body: Any) -> None:
    for items in _lists(body):
        items.reverse()


def _alter(body: Any) -> None:
    """Change the first text that is neither an identifier nor a moment."""
    for place in _PLACES if isinstance(body, dict) else ():
        if _altered(body.get(place)):
            return


def _altered(node: Any) -> bool:
    inner = node.items() if isinstance(node, dict) else enumerate(node or ())
    if not isinstance(node, dict | list):
        return False
    for key, value in list(inner):
        if str(key).lower().endswith(_PASSED_OVER):
            continue
        if isinstance(value, str) and value:
            node[key] = _ALTERED
            return True
        if isinstance(value, dict | list) and _altered(value):
            return True
    return False


def _reveal(endpoint: str) -> Interception:
    """Add to every person what somebody with another token was told before."""
    told: dict[str, dict[str, Any]] = {}

    async def intercept(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        body = reply.read()
        if asked.endpoint != endpoint or reply.status >= 300 or body is None:
            return reply
        for person in _people(body):
            known = told.setdefault(str(person.get("id")), {})
            known |= person[_ATTRIBUTES]
            person[_ATTRIBUTES] = dict(known)
        return reply.saying(body)

    return intercept


def _people(node: Any) -> Iterator[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node
    if isinstance(node, dict) and isinstance(node.get(_ATTRIBUTES), dict):
        yield node
    elif isinstance(node, dict | list):
        for value in inner:
            yield from _people(value)


def _replay(endpoint: str) -> Interception:
    """Hand out the first cursor again and again."""
    cursors: list[Any] = []

    async def intercept(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        body = reply.read()
        said = body.get("metadata") if isinstance(body, dict) else None
        if asked.endpoint != endpoint or not isinstance(said, dict):
            return reply
        if not said.get("cursor"):
            return reply
        cursors.append(said["cursor"])
        return reply.saying({**body, "metadata": {**said, "cursor": cursors[0]}})

    return intercept


def _delay(endpoint: str) -> Interception:
    async def intercept(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint == endpoint:
            time.sleep(_SLOW_SECONDS)
        return await forward(asked)

    return intercept


def _truncate(endpoint: str) -> Interception:
    async def intercept(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint != endpoint or reply.status >= 300:
            return reply
        return replace(reply, body=reply.body[: len(reply.body) // 2])

    return intercept


_UNTIMED = "no source bounds the time of an answer"
EDITORS = (
    Editor(
        *("drop", "paging", "agreement", "every item"),
        *("the last item of every list is lost", _each(_drop), "items"),
        of_outcomes=True,
    ),
    Editor(
        *("repeat", "paging", "schema-conformance", "every item once"),
        *("the first item of every list comes twice", _each(_repeat), "items"),
        of_outcomes=True,
    ),
    Editor(
        *("reorder", "paging", "filters", "the order"),
        *("every list is turned round", _each(_reorder), "items"),
        of_order=True,
    ),
    Editor(
        *("alter", "contract", "agreement", "the values"),
        *("one value is another", _each(_alter)),
        of_outcomes=True,
        of_values=True,
    ),
    Editor(
        *("reveal", "redaction", "redaction", "what the token may see"),
        *("a person has every attribute that another token was shown", _reveal),
        needs=_ATTRIBUTES,
    ),
    Editor(
        *("replay", "paging", "paging", "the cursor"),
        *("the cursor is always the first one", _replay, "cursor"),
        probed=False,
    ),
    Editor(
        *("delay", "robustness", "schema-conformance", "nothing"),
        *("every answer is late", _delay),
        excluded=_UNTIMED,
    ),
    Editor(
        *("truncate", "contract", "schema-conformance", "the body"),
        *("half of every answer is lost", _truncate),
    ),
)
