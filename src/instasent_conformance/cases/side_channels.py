"""
Questions whose answer tells a value that it does not show.

    filter    the contact, if its email is this one   beside   if it is another one
    sort      two contacts by their email, ascending  beside   descending
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Endpoint, Json, Registry
from ..exchange import Request
from .aggregations import MEMBER
from .contacts import CUSTOM_TEXT, canary_value
from .disclosure import filter_of, members_of
from .isolation import filters_contacts
from .requests import RequestBuilder
from .subjects import Subject

_COUNTED: dict[str, Json] = {"people": {"type": "count"}}


@dataclass(frozen=True, slots=True)
class Question:
    """Two requests which are answered alike unless an attribute is looked at."""

    channel: str
    uid: str
    one: Request
    other: Request


def side_questions(
    builder: RequestBuilder, endpoint: Endpoint, subjects: tuple[Subject, ...]
) -> Iterator[Question]:
    """Yield what can be asked of an endpoint about each text of some contacts."""
    if not filters_contacts(endpoint):
        return
    for uid in _texts(builder.contract, subjects[0]):
        value = subjects[0].written[uid][0]
        body = {
            **filter_of(builder.contract, subjects[:1]),
            **_counted(builder, endpoint),
        }
        one, other = (
            builder.build(endpoint.id, body=_and(body, uid, asked))
            for asked in (value, _another(builder, uid))
        )
        yield Question("filter", uid, one, other)
        if "sortField" in members_of(builder.contract, endpoint) and subjects[1:]:
            both = filter_of(builder.contract, subjects)
            up, down = (
                builder.build(
                    endpoint.id, body={**both, "sortField": uid, "sortAsc": ascending}
                )
                for ascending in (True, False)
            )
            yield Question("sort", uid, up, down)


def _texts(contract: Registry, subject: Subject) -> list[str]:
    natives = {a.uid for a in contract.attributes if a.data_type == "string"}
    return [
        uid
        for uid, values in subject.written.items()
        if (uid in natives or uid == CUSTOM_TEXT) and isinstance(values[0], str)
    ]


def _another(builder: RequestBuilder, uid: str) -> Json:
    for attribute in builder.contract.attributes:
        if attribute.uid == uid:
            return canary_value(attribute, builder.canaries)
    return builder.canaries.word()


def _and(body: dict[str, Json], uid: str, value: Json) -> dict[str, Json]:
    condition = {
        "type": "attribute_condition",
        "key": uid,
        "operator": "matches-string",
        "values": [value],
    }
    children = [*body["root"]["children"], condition]
    return {**body, "root": {"type": "group", "join": "and", "children": children}}


def _counted(builder: RequestBuilder, endpoint: Endpoint) -> dict[str, Json]:
    if MEMBER not in members_of(builder.contract, endpoint):
        return {}
    counted: dict[str, Json] = builder.in_syntax({MEMBER: _COUNTED})
    return counted
