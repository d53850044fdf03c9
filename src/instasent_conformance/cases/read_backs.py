"""Where the effect of a write can be seen, and what to look for there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from ..contract import Registry
from ..exchange import Request
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


READ_BACKS = {
    "datasource.create": ReadBack(("datasource.list",)),
    "sms.send": ReadBack(("organization.get",), "field"),
    "sms.send-tracked": ReadBack(("organization.get",), "field"),
    "stream.delete-contact": ReadBack(("audience.by-value",)),
    "stream.push-contacts": ReadBack(("audience.by-value", "stream.get-contact")),
    "stream.push-events": ReadBack(("audience.events", "event.search"), "content"),
}


def mark_of(contract: Registry, request: Request) -> str:
    """Return the canary that tells this write from every other."""
    if request.content is None:
        return unquote(request.path.rpartition("/")[2])
    body = json.loads(request.content)
    if isinstance(body, dict):
        return str(body.get("name", body.get("text")))
    return str(body[0][contract.attribute("user-id").uid])


def read_backs(
    contract: Registry, request: Request, builder: RequestBuilder
) -> tuple[Request, ...]:
    """Return the requests whose answers show whether a write has happened."""
    found = READ_BACKS[request.endpoint]
    if found.tells == "mark":
        mark = mark_of(contract, request)
        builder = builder.with_facts(contact__user_id=mark, contact__unique_value=mark)
    return tuple(builder.build(endpoint) for endpoint in found.endpoints)
