"""
A witness: the shortest requests that tell a faulty server from the healthy one.

It speaks HTTP to the control plane and to the API, and knows nothing of the suites.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from ..contract import Json, Registry
from ..transport import App, AppTransport
from .planting import needed_scopes

_MOST_PAGES = 20
ORIGIN = "http://witness.conform.example"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers and body read as JSON where it is."""

    status: int
    headers: Mapping[str, str]
    body: Any
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Source:
    """A datasource: its id, its own token and the alias of its project."""

    id: str
    token: str
    project: str


class Server:
    """
    A fresh server with two organisations, as a witness sees it.

    `home` and `sibling` are projects of one organisation on the highest plan;
    `foreign` is a project of another, on the lowest. Close it, or use it in a `with`.
    """

    def __init__(self, app: App, contract: Registry) -> None:
        self.contract = contract
        self.asked: list[str] = []
        self._http = httpx.Client(transport=AppTransport(app), base_url=ORIGIN)
        plans = sorted(contract.plans.values(), key=lambda plan: plan.rank)
        top = self.control(
            "organizations",
            {"name": "Top", "plan": plans[-1].plan, "projects": ["Home", "Sibling"]},
        )
        low = self.control(
            "organizations",
            {"name": "Low", "plan": plans[0].plan, "projects": ["Foreign"]},
        )
        self._owners = {"home": top["id"], "sibling": top["id"], "foreign": low["id"]}
        self.projects = {
            "home": top["projects"][0]["uid"],
            "sibling": top["projects"][1]["uid"],
            "foreign": low["projects"][0]["uid"],
        }

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def control(self, path: str, body: Json) -> Any:
        """Post to the control plane and return its JSON answer."""
        return self._http.post(f"/_control/{path}", json=body).json()

    def mint(self, *scopes: str, project: str = "home") -> tuple[str, str]:
        """Mint a token with exactly these scopes; return its id and its secret."""
        minted = self.control(
            "tokens",
            {
                "kind": "product",
                "organization": self._owners[project],
                "project": self.projects[project],
                "scopes": list(scopes),
                "title": "witness",
            },
        )
        return str(minted["id"]), str(minted["token"])

    def token(self, *scopes: str, project: str = "home") -> str:
        """Mint a token with exactly these scopes and return its secret."""
        return self.mint(*scopes, project=project)[1]

    def owner(self, project: str) -> str:
        """Return the id of the organisation that a project belongs to."""
        return str(self._owners[project])

    def revoke(self, identifier: str) -> None:
        """Revoke a token by its id."""
        self._http.delete(f"/_control/tokens/{identifier}")

    def full_token(self, project: str = "home") -> str:
        """Mint a token with every declared scope."""
        return self.token(*sorted(self.contract.scope_words), project=project)

    def ask(
        self,
        endpoint: str,
        token: str | None,
        *path: str,
        body: Json = None,
        content: bytes | None = None,
        query: str = "",
        project: str = "home",
        method: str | None = None,
        authorization: str | None = None,
        cookie: str | None = None,
    ) -> Answer:
        """
        Send one request.

        Args:
            endpoint: contract id of the endpoint.
            token: a secret, or None for no `Authorization` header.
            path: values of the path parameters after the project, in their order.
            body: JSON body.
            content: bytes to send instead of a JSON body.
            query: query string without the question mark.
            project: alias of the project in the path.
            method: another method than that of the endpoint.
            authorization: the whole header, where it is no bearer.
            cookie: the whole header.
        """
        row = self.contract.endpoint(endpoint)
        self.asked.append(endpoint)
        url, rest = row.path, iter(path)
        for place in row.parameters:
            if place.place != "path":
                continue
            own = place.fact == "project.uid"
            value = self.projects[project] if own else next(rest)
            url = url.replace("{" + place.name + "}", quote(value, safe=""))
        if token is not None:
            authorization = f"Bearer {token}"
        given = {"authorization": authorization, "cookie": cookie}
        headers = {name: text for name, text in given.items() if text is not None}
        raw = content
        if body is not None:
            raw = json.dumps(body).encode()
        if raw is not None:
            headers["content-type"] = "application/json"
        answer = self._http.request(
            method or row.method,
            f"/v1{url}{'?' + query if query else ''}",
            headers=headers,
            content=raw,
        )
        try:
            parsed = answer.json()
        except ValueError:
            parsed = answer.text
        headers = dict(answer.headers)
        return Answer(answer.status_code, headers, parsed, answer.content)

    # Words of the contract, and the few steps that most witnesses begin with ---------

    def uid(self, role: str) -> str:
        """Return the uid of the attribute that plays a role."""
        return self.contract.attribute(role).uid

    def reader(
        self, *endpoints: str, level: str | None = None, project: str = "home"
    ) -> str:
        """Mint a token that opens these endpoints, and a disclosure level if named."""
        scopes = set[str]().union(
            *(needed_scopes(self.contract, endpoint) for endpoint in endpoints)
        )
        ranks = {one.level: one.rank for one in self.contract.levels}
        if level is not None:
            scopes |= {
                one.scope for one in self.contract.levels if one.rank <= ranks[level]
            }
        return self.token(*sorted(scopes), project=project)

    def person(self, user_id: str, **roles: Json) -> dict[str, Json]:
        """Return a contact by the roles of its attributes, such as `first_name`."""
        named = {"user-id": user_id}
        named |= {role.replace("_", "-"): value for role, value in roles.items()}
        return {self.uid(role): value for role, value in named.items()}

    def datasource(self, name: str = "Source", *, project: str = "home") -> Source:
        """Create a datasource and return what its creation answered."""
        token = self.reader("datasource.create", project=project)
        body = {"name": name, "audienceTags": []}
        made = self.ask("datasource.create", token, body=body, project=project)
        entity = made.body["entity"]
        return Source(entity["id"], entity["token"]["token"], project)

    def push(self, source: Source, *contacts: Json) -> Answer:
        """Push contacts into a datasource, and wait until they are in."""
        return self.ask(
            "stream.push-contacts",
            source.token,
            source.id,
            body=list(contacts),
            query="_sync",
            project=source.project,
        )

    def event_types(self) -> list[str]:
        """Return the uids of the event types that require no parameter."""
        return [
            kind.uid
            for kind in self.contract.event_types
            if not any(spec["required"] for spec in kind.parameters)
        ]

    def decimal_parameter(self) -> tuple[str, str]:
        """Return an event type and its first parameter, which is a decimal number."""
        kinds = (kind for kind in self.contract.event_types if kind.parameters)
        return next(
            (kind.uid, str(kind.parameters[0]["parameter"]))
            for kind in kinds
            if kind.parameters[0]["dataType"] == "decimal"
        )

    def event(self, user_id: str, event_id: str, **more: Json) -> dict[str, Json]:
        """Return a bare event of a contact; `date="…"` and the like say more."""
        bare = {"id": event_id, "type": self.event_types()[0], "parameters": {}}
        keys = {f"_event_{name}": value for name, value in (bare | more).items()}
        return self.person(user_id) | keys

    def push_events(self, source: Source, user_id: str, *event_ids: str) -> Answer:
        """Push one bare event of the contact for every id."""
        return self.push_all(source, *(self.event(user_id, one) for one in event_ids))

    def failing_without(self, member: str) -> int:
        """Push an event that lacks a member, and count what failed."""
        source = self.datasource()
        self.push(source, self.person("u1"))
        event = self.event("u1", "e1")
        del event[member]
        return len(self.push_all(source, event).body["errors"])

    def push_all(self, source: Source, *events: Json) -> Answer:
        """Push events into a datasource, and wait until they are in."""
        return self.ask(
            "stream.push-events",
            source.token,
            source.id,
            body=list(events),
            query="_sync",
            project=source.project,
        )

    def test(self, role: str, *values: Json, operator: str = "") -> dict[str, Json]:
        """Return the condition that an attribute matches one of some values."""
        return {
            "type": "attribute_condition",
            "key": self.uid(role),
            "operator": operator or "matches-string",
            "values": list(values),
        }

    def nested(self, join: str, *user_ids: str, level: int) -> Json:
        """Return a group of a level that joins tests of user ids, in groups of one."""
        tests = [self.test("user-id", one) for one in user_ids]
        node: dict[str, Json] = {"type": "group", "join": join, "children": [*tests]}
        for _ in range(level - 1):
            node = {"type": "group", "join": "and", "children": [node]}
        return node

    def found(self, root: Json) -> list[dict[str, Any]]:
        """Return every person of home whom a filter finds."""
        answer = self.ask("audience.search", self.full_token(), body={"root": root})
        return list(answer.body["entities"])

    def scrolled(self, endpoint: str, *path: str, **body: Json) -> list[str]:
        """Scroll two by two to the end, and return what names each entity."""
        token, found, cursor = self.full_token(), list[str](), None
        for _ in range(_MOST_PAGES):
            given = body | {"limit": 2} | ({} if cursor is None else {"cursor": cursor})
            page = self.ask(endpoint, token, *path, body=given).body
            found += [self._name(entity) for entity in page["entities"]]
            cursor = page["metadata"]["cursor"]
            if cursor is None:
                break
        return found

    def _name(self, entity: dict[str, Any]) -> str:
        attributes = entity.get("attributesData")
        return str(attributes[self.uid("user-id")] if attributes else entity["id"])

    def act(self, endpoint: str, *, person: int = 0) -> Answer:
        """Do something to the person of home at a place, and wait until it is done."""
        body = {"audienceId": self.seen()[person]["id"]}
        return self.ask(endpoint, self.full_token(), body=body, query="_sync")

    def seen(self, project: str = "home") -> list[dict[str, Any]]:
        """Return every person of a project as the widest token sees it."""
        answer = self.ask(
            "audience.search", self.full_token(project), body={}, project=project
        )
        return list(answer.body["entities"])

    def groups(self, project: str = "home") -> list[int]:
        """Return how many datasource contacts each person of a project is made of."""
        return sorted(len(person["dsContactIds"]) for person in self.seen(project))


Witness = Callable[[Server], Any]
"""Asks a fresh server and returns a comparable value."""
