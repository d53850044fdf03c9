"""People of an account whom no run made, and a digest of everything about them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import httpx

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases import RequestBuilder

from .stranger import CONTRACT, Stranger

PEOPLE = 4


class Bystanders:
    """Contacts with events in a data source that was there before any run."""

    def __init__(self, met: Stranger, *, project: str, variable: str) -> None:
        """Make them, with the token in a variable."""
        secret = met.account.secrets[variable]
        headers = {"authorization": f"Bearer {secret}"}
        self._http = httpx.Client(base_url=met.base_url, headers=headers, timeout=60)
        self._project = met.account.projects[project]
        builder = RequestBuilder(CONTRACT, {}, Canaries(0, "bystanders"))
        made = self._ask("datasource.create", body=builder.example("datasource.create"))
        self._source = made["entity"]["id"]
        self._users = [f"bystander-{project}-{number}" for number in range(PEOPLE)]
        uid = CONTRACT.attribute("user-id").uid
        name = CONTRACT.attribute("first-name").uid
        contacts = [{uid: user, name: user.title()} for user in self._users]
        self._ask("stream.push-contacts", body=contacts)
        kind = next(
            kind
            for kind in CONTRACT.event_types
            if not any(parameter["required"] for parameter in kind.parameters)
        )
        events = [
            {
                uid: user,
                "_event_id": f"event-of-{user}",
                "_event_type": kind.uid,
                "_event_parameters": {},
            }
            for user in self._users
        ]
        self._ask("stream.push-events", body=events)

    def digest(self) -> str:
        """Return a digest of the people, their records, their events, their source."""
        found: list[Any] = [
            self._ask("audience.search", body={"limit": 50}),
            self._ask("event.search", body={"limit": 50}),
            self._ask("datasource.get"),
        ]
        found += [self._ask("stream.get-contact", userId=user) for user in self._users]
        return sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _ask(self, endpoint: str, *, body: Any = None, **path: str) -> Any:
        row = CONTRACT.endpoint(endpoint)
        source = getattr(self, "_source", "")
        place = row.path.format(
            project=self._project, datasource=source, id=source, **path
        )
        answer = self._http.request(
            row.method,
            place,
            json=body,
            params={"_sync": "true"} if endpoint.startswith("stream.push") else None,
        )
        return answer.raise_for_status().json()
