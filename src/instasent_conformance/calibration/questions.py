"""Lists, specs and messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..exchange import Response
from ..oracles.traces import members
from ..world import member
from .asking import Asking, probe

_GSM, _UNICODE = "Hello", "aж"


@probe("K-21")
def spec_flag(asking: Asking) -> str | None:
    """Return how the read-only flag of a spec is spelled."""
    project = _keys(asking.get("specs.attributes"))
    stream = _keys(asking.get("stream.specs-attributes"))
    lower, camel = "readonly", "readOnly"
    if lower in project and camel in stream:
        return "by-surface"
    if lower in project and lower in stream:
        return lower
    return camel if camel in project and camel in stream else None


@probe("K-36")
def index_pages(asking: Asking) -> str | None:
    """Return the size of an index page by default."""
    limit = member(member(asking.get("datasource.list").body, "metadata"), "limit")
    if limit is None:
        return None
    return "50-100" if limit == asking.contract.limit("index.page-default") else "other"


@probe("A-10", "write")
def index_count(asking: Asking) -> str | None:
    """Return of what the count of an index page speaks."""
    for name in ("first", "second"):
        asking.world.datasource(name)
    answer = asking.get("datasource.list", query=(("_limit", "1"),))
    count = member(member(answer.body, "metadata"), "count")
    if not isinstance(count, int):
        return None
    return "page" if count == 1 else "total"


@probe("A-15")
def nobodys_messages(asking: Asking) -> str | None:
    """Return what answers the messages of a send that does not exist."""
    answer = asking.send(asking.nowhere("sms.list-by-send"))
    return "404" if answer.status == 404 else "empty" if answer.succeeded else None


@probe("K-28", "bill")
def unicode_text(asking: Asking) -> str | None:
    """Return how text is answered outside the alphabet of a plain message."""
    asking.world.planted()
    plain = asking.get("sms.send", body={"text": _GSM})
    strange = asking.get("sms.send", body={"text": _UNICODE})
    if not plain.succeeded:
        return None
    return f"{plain.status}-{'sanitise' if strange.succeeded else 'refuse'}"


def _keys(answer: Response) -> set[str]:
    """Return every key of the specs in an answer."""
    listed = [*members(answer.body, "entities"), *members(answer.body, "specs")]
    return set(_inside(listed))


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)
