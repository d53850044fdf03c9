"""
What tokens are used for, by recorded traffic.

A HAR file, a report or a request list of this suite, or any text with a method and a
path on a line, such as an access log. Nothing of the traffic is kept but endpoints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from ..contract import Endpoint, Registry
from ..tokens import Token

Use = tuple[str | None, str]
"""The alias of a token, None where the record names none, and an endpoint."""

_LINE = re.compile(
    r"\b(GET|POST|PUT|PATCH|DELETE)\s+(\S+)(?:[^\n]*\n\s*token: ([^\n]+))?"
)
_PLACE = re.compile(r"\\\{[^{}]+\\\}")


def uses_in(text: str, contract: Registry, tokens: Sequence[Token]) -> list[Use]:
    """Return each use of an endpoint that a record shows, once."""
    routes = _routes(contract)
    found = [
        (alias, endpoint)
        for method, url, alias in _requests(text, tokens)
        if (endpoint := _endpoint(routes, method, url)) is not None
    ]
    return list(dict.fromkeys(found))


def _requests(
    text: str, tokens: Sequence[Token]
) -> Iterator[tuple[str, str, str | None]]:
    try:
        document = json.loads(text)
    except ValueError:
        yield from _listed(text)
        return
    if isinstance(document, dict) and "log" in document:
        yield from _archived(document, tokens)
    else:
        for said in _texts(document):
            yield from _written(said)


def _archived(
    document: Any, tokens: Sequence[Token]
) -> Iterator[tuple[str, str, str | None]]:
    aliases = {token.secret: token.alias for token in tokens if token.secret}
    for entry in document["log"].get("entries", []):
        request = entry.get("request", {})
        bearers = [
            str(header.get("value", "")).rpartition(" ")[2]
            for header in request.get("headers", [])
            if str(header.get("name", "")).lower() == "authorization"
        ]
        alias = aliases.get(bearers[0], "") if bearers else None
        yield str(request.get("method")), str(request.get("url")), alias


def _listed(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield the requests of JSON lines, or of lines that hold a method and a path."""
    for line in text.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            yield from _written(text)
            return
        if isinstance(row, dict) and {"method", "path"} <= row.keys():
            yield str(row["method"]), str(row["path"]), row.get("token")


def _written(text: str) -> Iterator[tuple[str, str, str | None]]:
    for method, url, alias in _LINE.findall(text):
        yield method, url.strip('"'), alias.strip() or None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _routes(contract: Registry) -> list[tuple[re.Pattern[str], Endpoint]]:
    """Return a pattern for every endpoint; the most particular path comes first."""
    ordered = sorted(
        contract.endpoints.values(), key=lambda e: (e.path.count("{"), -len(e.path))
    )
    return [
        (re.compile(_PLACE.sub("[^/]+", re.escape(endpoint.path)) + "/?"), endpoint)
        for endpoint in ordered
    ]


def _endpoint(
    routes: Sequence[tuple[re.Pattern[str], Endpoint]], method: str, url: str
) -> str | None:
    path = urlsplit(url).path
    _, versioned, rest = path.partition("/v1/")
    path = f"/{rest}" if versioned else path
    return next(
        (
            e.id
            for pattern, e in routes
            if e.method == method and pattern.fullmatch(path)
        ),
        None,
    )
