"""What a probe stands on: the world of a run, and every exchange that it made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..cases.facts import path_facts
from ..cases.marked import Kind, kinds
from ..contract import Json, Registry
from ..contract.model import Effect
from ..exchange import Exchange, Request, Response
from ..oracles.traces import members
from ..tokens import TokenNeed
from ..world import World, member
from ..world.model import SYNC

Probe = Callable[["Asking"], str | None]

PROBES: dict[str, tuple[Effect, Probe]] = {}
"""The probe of every question that can be asked, and the effect it takes."""

NOBODY = "conform-calibrate-nobody"
REFUSED_BODY = frozenset((400, 422))


def probe(knob: str, effect: Effect = "read") -> Callable[[Probe], Probe]:
    """Register the probe of a knob; it returns an option, or None where none fits."""

    def registered(found: Probe) -> Probe:
        PROBES[knob] = (effect, found)
        return found

    return registered


@dataclass
class Asking:
    """Sends the requests of one probe and keeps what was answered."""

    world: World
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def contract(self) -> Registry:
        """The contract, its questions open."""
        return self.world.contract

    def send(self, request: Request, need: TokenNeed | None = None) -> Response:
        """Send a request, by default with every scope, and keep the exchange."""
        exchange = self.world.send(request, need)
        self.exchanges.append(exchange)
        return exchange.response

    def get(
        self,
        endpoint: str,
        need: TokenNeed | None = None,
        *,
        body: Json = None,
        query: tuple[tuple[str, str], ...] = (),
        **path: str,
    ) -> Response:
        """Ask an endpoint; keywords replace the facts of its path."""
        builder = self.world.builder()
        return self.send(
            builder.build(endpoint, path=path, query=query, body=body), need
        )

    def uid(self, role: str) -> str:
        """Return the uid of a native attribute."""
        return self.contract.attribute(role).uid

    def scopes_of(self, endpoint: str, **when: str) -> frozenset[str]:
        """Return the scopes that open an endpoint, under an option if one decides."""
        return next(
            (
                choice.scopes[0]
                for choice in self.contract.access[endpoint].alternatives
                if not when or set(when.values()) <= set(choice.when.values())
            ),
            frozenset(),
        )

    def nowhere(self, endpoint: str) -> Request:
        """Return a request about things that do not exist."""
        facts = path_facts(self.contract.endpoint(endpoint)) - {"project.uid"}
        builder = self.world.bare_builder().knowing(dict.fromkeys(facts, NOBODY))
        return builder.build(endpoint)

    def attributes(self, need: TokenNeed | None = None) -> dict[str, Any]:
        """Return the attributes of the contact of this run, wherever they stand."""
        return attributes_in(self.person(need))

    def person(self, need: TokenNeed | None = None) -> dict[str, Any]:
        """Return the contact of this run as one token is shown it."""
        found = member(self.get("audience.get", need).body, "entity")
        return found if isinstance(found, dict) else {}

    def push(
        self,
        *items: Json,
        endpoint: str = "stream.push-contacts",
        query: tuple[tuple[str, str], ...] = SYNC,
        source: str = "first",
        need: TokenNeed | None = None,
    ) -> Response:
        """Push items into a data source of this run, and remember what it wrote."""
        if endpoint == "stream.push-contacts":
            self.world.remember(items, datasource=source)
        found = self.world.datasource(source)
        request = self.world.bare_builder().build(
            endpoint, path={"datasource": found.id}, query=query, body=list(items)
        )
        return self.send(request, need)

    def contact(self, **values: Json) -> dict[str, Json]:
        """Return a contact with a fresh user id; keywords are roles."""
        named = {self.uid(role.replace("_", "-")): v for role, v in values.items()}
        return {self.uid("user-id"): self.world.canaries.user_id(), **named}

    def read_back(self, contact: Mapping[str, Json]) -> dict[str, Any] | None:
        """Return the person that a pushed contact became; None where there is none."""
        value = str(contact[self.uid("user-id")])
        answer = self.get("audience.by-value", userId=value)
        found = member(answer.body, "entity")
        return found if isinstance(found, dict) else None

    def kind(self, *parameters: str) -> Kind | None:
        """Return an event type that a text makes whole, with what else is named."""
        named = ("text", *parameters)
        return next(
            (
                kind
                for kind in kinds(self.contract)
                if {getattr(kind, name) for name in named} >= kind.required
                and all(getattr(kind, name) for name in named)
            ),
            None,
        )

    def person_id(self, contact: Mapping[str, Json]) -> str | None:
        """Return the id of the person that a pushed contact became."""
        found = member(self.read_back(contact), "id")
        return found if isinstance(found, str) else None

    def hits(self, root: Json) -> int | None:
        """Return how many people match a filter; None where it is refused."""
        answer = self.get("audience.search", body={"root": root, "limit": 5})
        found = member(answer.body, "entities")
        if answer.status in REFUSED_BODY:
            return None
        return len(found) if isinstance(found, list) else None


def attributes_in(entity: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the attributes of a contact, nested under a key or beside its id."""
    nested = member(entity, "attributesData")
    return dict(nested if isinstance(nested, dict) else entity or {})


def has_failed(answer: Response) -> bool:
    """Return whether an answer to a push names a failed item, in either form."""
    if answer.status in REFUSED_BODY:
        return True
    flat = [errors for errors in members(answer.body, "errors") if errors]
    items = [count for count in members(answer.body, "failed") if count]
    return bool(flat or items)
