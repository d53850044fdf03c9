"""Where the effect of a write can be seen, and what to look for there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from ..contract import Json, Registry
from ..exchange import Request
from .facts import acted_on, body_facts
from .requests import RequestBuilder


@dataclass(frozen=True, slots=True)
class ReadBack:
    """
    The endpoints that show, to a token with every scope, what a write has done.

    What tells is a `mark` that the write carries, a `field` of the answer, or the whole
    `content` where no source says how the thing written is spelled.
    """

    endpoints: tuple[str, ...]
    tells: Literal["mark", "field", "content"] = "mark"


_CONTACT = ReadBack(("audience.get",), "content")
READ_BACKS = {
    "audience.delete-contact": _CONTACT,
    "audience.email-subscribe": _CONTACT,
    "audience.email-unsubscribe": _CONTACT,
    "audience.sms-subscribe": _CONTACT,
    "audience.sms-unsubscribe": _CONTACT,
    "datasource.create": ReadBack(("datasource.list",)),
    "datasource.update": ReadBack(("datasource.get",)),
    "project.update": ReadBack(("project.get",)),
    "sender.create": ReadBack(("sender.list",)),
    "sender.delete": ReadBack(("sender.list",)),
    "sms.send": ReadBack(("organization.get",), "field"),
    "sms.send-tracked": ReadBack(("organization.get",), "field"),
    "stream.delete-contact": ReadBack(("audience.by-value",)),
    "stream.push-contacts": ReadBack(("audience.by-value", "stream.get-contact")),
    "stream.push-events": ReadBack(("audience.events", "event.search"), "content"),
}


COUNTERPARTS = {
    "audience.email-subscribe": "audience.email-unsubscribe",
    "audience.email-unsubscribe": "audience.email-subscribe",
    "audience.sms-subscribe": "audience.sms-unsubscribe",
    "audience.sms-unsubscribe": "audience.sms-subscribe",
}
"""What undoes a write, so that repeating it changes something again."""

_MARKED = ("name", "from", "description", "text")


def mark_of(contract: Registry, request: Request) -> str:
    """Return the canary that tells this write from every other."""
    if request.content is None:
        return unquote(request.path.rpartition("/")[2])
    body = json.loads(request.content)
    if isinstance(body, dict):
        return next((str(body[name]) for name in _MARKED if name in body), "")
    return str(body[0][contract.attribute("user-id").uid])


def read_backs(
    contract: Registry, request: Request, builder: RequestBuilder
) -> tuple[Request, ...]:
    """Return the requests whose answers show whether a write has happened."""
    found = READ_BACKS[request.endpoint]
    builder = builder.knowing(_acted_on(contract, request))
    if found.tells == "mark":
        mark = mark_of(contract, request)
        builder = builder.with_facts(contact__user_id=mark, contact__unique_value=mark)
    return tuple(builder.build(endpoint) for endpoint in found.endpoints)


def _acted_on(contract: Registry, request: Request) -> dict[str, Json]:
    """Return the facts of what a request changes, as its path and body name them."""
    endpoint = contract.endpoint(request.endpoint)
    named = dict(zip(endpoint.path.split("/"), request.path.split("/"), strict=True))
    facts: dict[str, Json] = {
        parameter.fact: unquote(named[f"{{{parameter.name}}}"])
        for parameter in endpoint.parameters
        if parameter.place == "path" and parameter.fact
    }
    body = json.loads(request.content or b"null")
    for name, fact in body_facts(contract, endpoint).items():
        facts |= {fact: body[name]} if isinstance(body, dict) and name in body else {}
    acted = acted_on(contract, request.endpoint) - {"project.uid"}
    return {fact: value for fact, value in facts.items() if fact in acted}
