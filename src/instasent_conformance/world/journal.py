"""
What a run is about to write, on the disk before it is on the wire.

One JSON object a line: first who runs against what, then for every write what is about
to be sent and, where an answer came, what it made. After `kill -9` that is enough to
remove everything that can be removed. No secret is ever in it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..contract import Endpoint, Registry
from ..exchange import NOT_JSON, Exchange, Request, parse_body
from ..oracles.scoped_fields import value_at
from .model import member

JOURNAL = "journal*.jsonl"
_PLACE = re.compile(r"\\\{([^{}]+)\\\}")
_KEPT = ("datasource.id", "sender.id", "sms.id")


@dataclass(frozen=True, slots=True)
class Written:
    """A contact that a run may have written, and where."""

    project: str
    datasource: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Made:
    """A thing that an answer named, where no route of the contract removes it."""

    project: str
    fact: str
    id: str


@dataclass
class Journal:
    """Writes the journal of one process."""

    contract: Registry
    file: Path
    header: Mapping[str, Any]
    _number: int = field(default=0, init=False)
    _write: str = field(default="", init=False)

    def before(self, request: Request) -> None:
        """Put on the disk what a request is about to write, before it is sent."""
        self._number += 1
        self._write = f"{os.getpid()}.{self._number}"
        endpoint = self.contract.endpoints.get(request.endpoint)
        self._line(
            {
                "write": self._write,
                "endpoint": request.endpoint,
                "method": request.method,
                "at": path_values(endpoint, request.path) if endpoint else {},
                "users": sorted(users_in(self.contract, request)),
            }
        )

    def after(self, exchange: Exchange) -> None:
        """Add how a write was answered, and what it made."""
        endpoint = self.contract.endpoints.get(exchange.request.endpoint)
        self._line(
            {
                "answer": self._write,
                "status": exchange.response.status,
                "made": dict(_made(endpoint, exchange)) if endpoint else {},
            }
        )

    def _line(self, value: Mapping[str, Any]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        first = [] if self.file.is_file() else [self.header]
        with self.file.open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(line) + "\n" for line in [*first, value])
            stream.flush()
            os.fsync(stream.fileno())


def path_values(endpoint: Endpoint, path: str) -> dict[str, str]:
    """Return the values that a path gives to the parameters of its endpoint."""
    pattern = _PLACE.sub(r"(?P<\1>[^/]*)", re.escape(endpoint.path))
    found = re.fullmatch(pattern, path)
    return {k: unquote(v) for k, v in found.groupdict().items()} if found else {}


def users_in(contract: Registry, request: Request) -> set[str]:
    """Return the user ids that a push names, of contacts or of events."""
    if request.content is None:
        return set()
    identity = contract.attribute("user-id").uid
    body = parse_body(request.content)
    items: Iterable[Any] = body if isinstance(body, list) else [body]
    found = (member(item, identity) for item in items if body is not NOT_JSON)
    return {user for user in found if isinstance(user, str) and user}


def _made(endpoint: Endpoint, exchange: Exchange) -> Iterator[tuple[str, str]]:
    if not exchange.response.succeeded:
        return
    named = {parameter.fact for parameter in endpoint.parameters}
    for relation in endpoint.relations:
        if relation.fact in named:
            continue  # the request named it, so the answer did not make it
        value = value_at(exchange.response.body, relation.pointer)
        if relation.fact in _KEPT and isinstance(value, str):
            yield relation.fact, value


@dataclass(frozen=True, slots=True)
class Account:
    """What a journal says: its header, its contacts and its things."""

    header: Mapping[str, Any]
    contacts: tuple[Written, ...]
    things: tuple[Made, ...]
    lost: tuple[str, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The data sources that the run is known to have made."""
        return frozenset(t.id for t in self.things if t.fact == "datasource.id")


def journals_in(folder: Path) -> list[Account]:
    """Return what every journal of a run says, one process after another."""
    return [read_journal(file) for file in sorted(folder.glob(JOURNAL))]


def read_journal(file: Path) -> Account:
    """
    Return what one journal says.

    A last line that the end of the process cut off is passed over: what it announces
    was never sent.
    """
    header: Mapping[str, Any] = {}
    contacts: dict[Written, None] = {}
    things: dict[Made, None] = {}
    waiting: dict[str, Mapping[str, Any]] = {}
    for line in _lines(file):
        if "journal" in line:
            header = line
        elif "write" in line:
            waiting[line["write"]] = line
            contacts |= dict.fromkeys(_contacts(line))
        elif line.get("answer") in waiting:
            write = waiting.pop(line["answer"])
            things |= dict.fromkeys(_things(write, line))
            if _is_gone(write, line):
                contacts.pop(_removed(write), None)
    lost = (
        f"whatever {line['endpoint']} made, which was not answered any more"
        for line in waiting.values()
        if not line["users"] and line["method"] == "POST"
    )
    return Account(header, tuple(contacts), tuple(things), tuple(lost))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text("utf-8", "replace").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _contacts(write: Mapping[str, Any]) -> Iterator[Written]:
    at = write["at"]
    if "project" in at and "datasource" in at:
        for user in write["users"]:
            yield Written(at["project"], at["datasource"], user)


def _things(write: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[Made]:
    for fact, identifier in answer["made"].items():
        yield Made(write["at"].get("project", ""), fact, identifier)


def _is_gone(write: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    # That nothing is found may be all that whoever may not delete it is told.
    removed = 200 <= answer["status"] < 300
    return write["method"] == "DELETE" and "userId" in write["at"] and removed


def _removed(write: Mapping[str, Any]) -> Written:
    at = write["at"]
    return Written(at["project"], at["datasource"], at["userId"])
