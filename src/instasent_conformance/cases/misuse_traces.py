"""Where the values of a refused body would surface if it had been stored."""

from __future__ import annotations

import re

from ..exchange import Request
from .requests import MissingFact, RequestBuilder

Traces = tuple[tuple[str, ...], Request | None]
_NAME = re.compile(r'"name": "([A-Z][a-z]+)"')
_EMAIL = re.compile(r'"([a-z]+\.[^"@]+@[^"]+)"')


def read_back(builder: RequestBuilder, endpoint: str, content: bytes) -> Traces:
    """
    Return the fresh values that a body carries, and the request that would find one.

    Nothing where the body carries none, or where no read of the contract shows them.
    """
    text = content.decode("utf-8", errors="replace")
    known = {str(value) for value in builder.facts.values()}
    run = re.escape(builder.canaries.run)
    ids = tuple(i for i in re.findall(rf"cf-{run}-[a-z]{{12}}", text) if i not in known)
    try:
        if endpoint == "stream.push-contacts":
            return _of_contacts(builder, ids, tuple(_EMAIL.findall(text)))
        if endpoint == "stream.push-events" and ids:
            return ids, builder.build("audience.events")
        if endpoint == "datasource.create" and _NAME.search(text):
            look = builder.build("datasource.list", query=(("_limit", "100"),))
            return tuple(_NAME.findall(text)), look
    except MissingFact:
        return (), None
    return (), None


def _of_contacts(
    builder: RequestBuilder, ids: tuple[str, ...], emails: tuple[str, ...]
) -> Traces:
    if ids:
        return ids, builder.build("audience.by-value", path={"userId": ids[0]})
    if emails:
        look = builder.build("audience.by-email", path={"userEmail": emails[0]})
        return emails, look
    return (), None
