"""Tell one history to a target, step by step, and read what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..cases.histories import (
    Append,
    History,
    Operation,
    Put,
    Remove,
    SourceContact,
    Symbols,
    Written,
    ambiguous_users,
    contacts_of,
    text_of,
)
from ..contract import Json
from ..exchange import Exchange, Request
from ..finding import Reason
from ..oracles.merging_evidence import Reading, SeenContact, SeenRecord, Source
from ..oracles.merging_records import removed
from ..trial import Trial
from ..world import member
from .answers import (
    contact_from,
    failures,
    occurrences,
    record_from,
    unique_roles,
)

EVERYTHING: frozenset[SourceContact] = frozenset()


class TellingError(Exception):
    """A history could not be written or read back, so nothing can be judged."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass
class Telling:
    """
    One history on its way to the target, with values of its own.

    Every step adds to `history`; `read` can be called after any step.
    """

    trial: Trial
    exchanges: list[Exchange] = field(default_factory=list)
    history: History = ()
    _former: dict[SourceContact, str] = field(default_factory=dict)
    _batch: int = 0
    _audience_ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        world = self.trial.world
        self._contract = self.trial.contract
        self._symbols = Symbols(world.canaries)
        self._builder = world.bare_builder()
        self._batch = self._contract.limit("batch.items")

    def tell(self, step: Operation) -> None:
        """
        Write one step to the target.

        Raises:
            TellingError: the target did not accept it.

        """
        if isinstance(step, Put):
            self._put(step)
        elif isinstance(step, Append):
            self._append(step)
        else:
            self._remove(step)
        self.history = (*self.history, step)

    def tell_all(
        self, history: History, watched: frozenset[SourceContact] = EVERYTHING
    ) -> Reading:
        """Write a whole history, and read back what became of it."""
        for step in history:
            self.tell(step)
        return self.read(watched)

    def read(self, watched: frozenset[SourceContact] = EVERYTHING) -> Reading:
        """
        Read back what became of the history.

        Args:
            watched: the contacts to look at; all of them when empty.

        Raises:
            TellingError: something could not be read.

        """
        keys = [k for k in contacts_of(self.history) if not watched or k in watched]
        records = {key: self._record(key) for key in keys}
        found = {key: record for key, record in records.items() if record}
        unclear = ambiguous_users(self.history)
        lookups: dict[str, str | None] = {}
        audience: dict[str, SeenContact] = {}
        for user in dict.fromkeys(key.user for key in keys if key.user not in unclear):
            contact = self._contact("audience.by-value", userId=user)
            lookups[user] = contact.id if contact else None
            audience |= {contact.id: contact} if contact else {}
        self._follow_pointers(found, audience)
        timelines, searched = self._events(audience)
        resolved = self._resolve(self._audience_ids - audience.keys())
        self._audience_ids |= audience.keys()
        return Reading(
            history=self.history,
            unique=self._unique(),
            sources=self._sources(),
            records=found,
            absent=frozenset(key for key in keys if key not in found),
            lookups=lookups,
            audience=audience,
            former={
                k: v for k, v in self._former.items() if k in removed(self.history)
            },
            timelines=timelines,
            searched=searched,
            resolved=resolved,
        )

    # Writing ----------------------------------------------------------------

    def _put(self, step: Put) -> None:
        items = [self._attributes(contact) for contact in step.contacts]
        for start in range(0, len(items), self._batch):
            batch = items[start : start + self._batch]
            answer = self.trial.world.push_contacts(batch, datasource=step.datasource)
            self._keep(answer)
            limit = member(answer.response.body, "entitiesLimit")
            self._batch = limit if isinstance(limit, int) and limit > 0 else self._batch
            if not step.optional:
                _require(answer)

    def _append(self, step: Append) -> None:
        kind, parameter = self._event_type()
        text = self._symbols.value(text_of(step.event))
        event = self.trial.world.event(str(self._symbols.value(step.key.user)))
        event |= {
            "_event_id": self._symbols.value(step.event),
            "_event_type": kind,
            "_event_parameters": {parameter: text},
        }
        repeated = any(
            isinstance(earlier, Append) and earlier.event == step.event
            for earlier in self.history
        )
        answer = self.trial.world.push_events([event], datasource=step.key.datasource)
        self._keep(answer)
        if not repeated:
            _require(answer)

    def _remove(self, step: Remove) -> None:
        before = self._record(step.key)
        if before and before.id:
            self._former[step.key] = before.id
        answer = self.trial.world.delete_contact(
            str(self._symbols.value(step.key.user)), datasource=step.key.datasource
        )
        _require(self._keep(answer))

    def _attributes(self, contact: Written) -> dict[str, Json]:
        return {
            self._contract.attribute(role).uid: self._symbols.value(symbol)
            for role, symbol in contact.items()
        }

    def _event_type(self) -> tuple[str, str]:
        for kind in self._contract.event_types:
            if any(parameter["required"] for parameter in kind.parameters):
                continue
            for parameter in kind.parameters:
                if parameter["dataType"] == "string":
                    return kind.uid, str(parameter["parameter"])
        raise TellingError(
            Reason.NO_FIXTURE, "no event type takes a text and nothing else"
        )

    # Reading ----------------------------------------------------------------

    def _record(self, key: SourceContact) -> SeenRecord | None:
        source = self.trial.world.datasource(key.datasource)
        user = str(self._symbols.value(key.user))
        answer = self._get(
            "stream.get-contact", path={"datasource": source.id, "userId": user}
        )
        if answer is None:
            return None
        return record_from(answer, self._contract, self._symbols.symbol)

    def _contact(self, endpoint: str, **path: str) -> SeenContact | None:
        given = {name: str(self._symbols.value(word)) for name, word in path.items()}
        return self._contact_in(self._get(endpoint, path=given))

    def _contact_in(self, answer: Exchange | None) -> SeenContact | None:
        if answer is None:
            return None
        return contact_from(answer, self._contract, self._symbols.symbol)

    def _follow_pointers(
        self,
        records: Mapping[SourceContact, SeenRecord],
        audience: dict[str, SeenContact],
    ) -> None:
        """Read the audience contacts that no lookup led to."""
        for record in records.values():
            known = {name for seen in audience.values() for name in seen.known_ids}
            if record.audience_id and record.audience_id not in known:
                path = {"audienceId": record.audience_id}
                contact = self._contact_in(self._get("audience.get", path=path))
                audience |= {contact.id: contact} if contact else {}

    def _resolve(self, former: set[str]) -> dict[str, str | None]:
        """Return where audience ids lead that no contact bears any more."""
        found = {}
        for audience_id in sorted(former):
            path = {"audienceId": audience_id}
            contact = self._contact_in(self._get("audience.get", path=path))
            found[audience_id] = contact.id if contact else None
        return found

    def _events(
        self, audience: Mapping[str, SeenContact]
    ) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
        events = {step.event for step in self.history if isinstance(step, Append)}
        if not events:
            return {}, {}
        timelines = {}
        for audience_id in audience:
            answer = self._get("audience.events", path={"audienceId": audience_id})
            timelines[audience_id] = self._seen(answer, events)
        return timelines, self._seen(self._search(events), events)

    def _seen(self, answer: Exchange | None, events: set[str]) -> dict[str, int]:
        """Count each event of an answer, known by its id or by the text it carries."""
        body = answer.response.body if answer else None
        return {
            event: max(
                occurrences(body, str(self._symbols.value(word)))
                for word in (event, text_of(event))
            )
            for event in sorted(events)
        }

    def _search(self, events: set[str]) -> Exchange:
        """Search the project for the texts that the events carry, any of them."""
        conditions = [
            {
                "type": "event_condition",
                "key": ".".join(self._event_type()),
                "operator": "matches-string",
                "values": [self._symbols.value(text_of(event))],
            }
            for event in sorted(events)
        ]
        body = {
            **self._builder.example("event.search"),
            "root": {"type": "group", "join": "or", "children": conditions},
            "limit": self._contract.limit("search.page"),
        }
        answer = self._send(self._builder.build("event.search", body=body))
        return _require(answer)

    def _unique(self) -> frozenset[str]:
        answer = self._get("project.get", path={})
        return unique_roles(answer, self._contract) if answer else frozenset()

    def _sources(self) -> dict[str, Source]:
        used = dict.fromkeys(key.datasource for key in contacts_of(self.history))
        found = {name: self.trial.world.datasource(name) for name in used}
        return {
            name: Source(source.id, source.uid, source.priority)
            for name, source in found.items()
        }

    def _get(self, endpoint: str, *, path: Mapping[str, str]) -> Exchange | None:
        """Return the answer to a read, or None where nothing is there."""
        answer = self._send(self._builder.build(endpoint, path=path))
        return None if answer.response.status == 404 else _require(answer)

    def _send(self, request: Request) -> Exchange:
        return self._keep(self.trial.send(request)[0])

    def _keep(self, exchange: Exchange) -> Exchange:
        self.exchanges.append(exchange)
        return exchange


_REFUSALS = {429: Reason.RATE_LIMITED, 501: Reason.NOT_SERVED}


def _require(answer: Exchange) -> Exchange:
    status = answer.response.status
    if answer.response.succeeded and not failures(answer):
        return answer
    raise TellingError(
        _REFUSALS.get(status, Reason.NO_FIXTURE),
        f"{answer.request.endpoint} answered {status} to a step of a history",
    )
