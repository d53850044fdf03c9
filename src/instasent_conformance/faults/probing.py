"""
A witness that is made and not written: ask one endpoint in every way that matters.

It pushes people, events and a message, learns the ids that answers yield, and then asks
the endpoint with enough, with too little and with nothing, well and badly. What it
returns is every answer, so that a fault shows wherever it touches one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..contract import Endpoint, Json
from ..contract.templates import ATTRIBUTE, fill
from .witness import Answer, Server, Witness

_PEOPLE = 3
_UNKNOWN = "unknown-0"
_KNOWN_FIRST = (
    "organization.get",
    "project.get",
    "datasource.list",
    "datasource.get",
    "sender.list",
    "segment.list",
    "segment.list-dynamic",
    "campaign.list",
    "automation.list",
    "campaign.get",
    "automation.get",
    "sms.list-direct",
    "sms.list-by-contact",
    "sms.list-by-campaign",
)
"""Reads whose answers yield ids, in the order in which they need each other."""

Seen = tuple[str, int, str, bytes]


def probe(endpoint: str) -> Witness:
    """Return the witness that asks one endpoint in every way."""

    def witness(server: Server) -> list[Seen]:
        return list(_answers(Furnished(server), endpoint))

    return witness


class Furnished:
    """A server with people, events and a message in its home project."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.contract = server.contract
        self.full = server.full_token()
        self.facts: dict[str, Json] = dict(_constants(server))
        source = server.datasource()
        self.facts |= {"datasource.id": source.id}
        server.push(source, *(person(server, n) for n in range(_PEOPLE)))
        server.push_events(source, "user-0", "event-0", "event-1")
        found = server.ask("audience.by-value", self.full, "user-0")
        self._learn("audience.by-value", found)
        for endpoint in _KNOWN_FIRST:
            if endpoint in self.contract.endpoints:
                self._learn(endpoint, self.ask(endpoint, self.full))
        self._learn("sms.send", self.ask("sms.send", self.full))

    def ask(
        self,
        endpoint: str,
        token: str | None,
        *,
        facts: Mapping[str, Json] | None = None,
        **how: Any,
    ) -> Answer:
        """Send the example of an endpoint about what is there."""
        row = self.contract.endpoint(endpoint)
        known = self.facts | dict(facts or {})
        if "body" not in how and "content" not in how and row.request is not None:
            how["body"] = fill(row.request.example, known)
        how.setdefault("query", _flags(row))
        return self.server.ask(endpoint, token, *_path(row, known), **how)

    def _learn(self, endpoint: str, answer: Answer) -> None:
        if answer.status >= 300:
            return
        for relation in self.contract.endpoint(endpoint).relations:
            value = _at(answer.body, relation.pointer)
            if value is not None and not isinstance(value, dict | list):
                self.facts.setdefault(relation.fact, value)


def person(server: Server, number: int) -> dict[str, Json]:
    """Return a contact with a value for every attribute that a source may write."""
    values: dict[str, Json] = {"loyalty": f"gold-{number}", "member": True}
    for attribute in server.contract.attributes:
        if attribute.writable:
            values[attribute.uid] = _value(attribute.role, attribute.data_type, number)
    return values


def _value(role: str, data_type: str, number: int) -> Json:
    special: dict[str, Json] = {
        "user-id": f"user-{number}",
        "email": f"user-{number}@witness.example",
        "phone": f"+3460000000{number}",
        "country": "ES",
        "tags": [f"tag-{number}"],
        "lists": [f"list-{number}"],
    }
    plain: dict[str, Json] = {"bool": True, "date": "2026-01-31"}
    return special.get(role, plain.get(data_type, f"{role}-{number}"))


def _answers(world: Furnished, endpoint: str) -> Iterator[Seen]:
    """Yield the answers to one endpoint; what destroys comes last."""
    contract, server = world.contract, world.server
    for name, token in _tokens(server):
        yield _seen(name, world.ask(endpoint, token))
    row = contract.endpoint(endpoint)
    for parameter in row.parameters:
        if parameter.place == "path" and parameter.fact:
            unknown = {parameter.fact: _UNKNOWN}
            yield _seen(parameter.name, world.ask(endpoint, world.full, facts=unknown))
    yield _seen("elsewhere", world.ask(endpoint, world.full, project="foreign"))
    if row.request is not None:
        wrong: tuple[Json, ...] = ([], {}, [{}], 7)
        for body in wrong:
            yield _seen(f"{body}", world.ask(endpoint, world.full, body=body))
        yield _seen("broken", world.ask(endpoint, world.full, content=b"{"))
        yield _seen("nothing", world.ask(endpoint, world.full, content=b""))
    yield _seen("again", world.ask(endpoint, world.full))


def _tokens(server: Server) -> Iterator[tuple[str, str | None]]:
    words = sorted(server.contract.scope_words)
    yield "no token", None
    yield "unknown", "0" * 40
    yield "no scope", server.token()
    for word in words:
        yield word, server.token(word)
    for level in server.contract.levels:
        held = {one.scope for one in server.contract.levels if one.rank <= level.rank}
        others = {one.scope for one in server.contract.levels} - held
        yield level.level, server.token(*(set(words) - others))
    for word in words:
        yield f"without {word}", server.token(*(set(words) - {word}))


def _seen(name: str, answer: Answer) -> Seen:
    kind = answer.headers.get("content-type", "")
    return name, answer.status, kind, answer.content


def _constants(server: Server) -> Iterable[tuple[str, Json]]:
    yield "project.uid", server.projects["home"]
    yield "event-type.uid", server.contract.event_types[0].uid
    yield "contact.user-id", "user-0"
    yield "contact.unique-value", "user-0"
    yield "contact.email", "user-0@witness.example"
    yield "contact.phone", "+34600000000"
    yield "utm-term", "term"
    yield "option.index", 0
    yield "message.index", 0
    yield "segment.parameter", "30"
    yield "fresh.user-id", "user-fresh"
    yield "fresh.email", "fresh@witness.example"
    yield "fresh.phone", "+34600000099"
    yield "fresh.name", "Fresh"
    yield "fresh.event-id", "event-fresh"
    yield "fresh.text", "Fresh text"
    yield "now", "2026-01-31T09:30:00.000Z"
    for attribute in server.contract.attributes:
        yield f"{ATTRIBUTE}{attribute.role}", attribute.uid


def _path(row: Endpoint, facts: Mapping[str, Json]) -> list[str]:
    return [
        str(facts.get(parameter.fact or "", _UNKNOWN))
        for parameter in row.parameters
        if parameter.place == "path" and parameter.fact != "project.uid"
    ]


def _flags(row: Endpoint) -> str:
    names = {parameter.name for parameter in row.parameters if parameter.flag}
    return "_sync" if "_sync" in names else ""


def _at(body: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        if isinstance(body, dict):
            body = body.get(part)
        elif isinstance(body, list) and part.isdigit() and int(part) < len(body):
            body = body[int(part)]
        else:
            return None
    return body
