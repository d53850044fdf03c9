"""Look at what a history left behind, through the reads of the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..cases.filter_questions import attribute_is, group
from ..cases.histories import (
    Append,
    History,
    SourceContact,
    Symbols,
    contacts_of,
    text_of,
)
from ..cases.live_specs import single
from ..contract import Json
from ..exchange import Exchange, Request
from ..finding import Reason
from ..oracles.listings import rows_of
from ..oracles.merging_evidence import SeenContact, SeenRecord, Source
from ..trial import Trial
from .answers import contact_from, failures, occurrences, record_from, unique_roles

_LAWS_OF_IDS = frozenset(("merging", "source-tracking", "timeline"))
"""Laws that are judged by ids and references, which every level shows."""


class TellingError(Exception):
    """A history could not be written or read back, so nothing can be judged."""

    def __init__(
        self, reason: Reason, detail: str, answer: Exchange | None = None
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.answer = answer


@dataclass
class Looking:
    """The reads of one telling; every answer is kept among its exchanges."""

    trial: Trial
    symbols: Symbols
    exchanges: list[Exchange]

    def __post_init__(self) -> None:
        """Build requests that know the project alone."""
        self._contract = self.trial.contract
        self.builder = self.trial.world.bare_builder()

    def record(self, key: SourceContact) -> SeenRecord | None:
        """Return a datasource contact as its source shows it, or None."""
        source = self.trial.world.datasource(key.datasource)
        user = str(self.symbols.value(key.user))
        answer = self._get(
            "stream.get-contact", path={"datasource": source.id, "userId": user}
        )
        if answer is None:
            return None
        return record_from(answer, self._contract, self.symbols.symbol)

    def person(self, user: str) -> SeenContact | None:
        """Return the audience contact that a user id leads to, or None."""
        path = {"userId": str(self.symbols.value(user))}
        return self._contact_in(self._get("audience.by-value", path=path))

    def by_id(self, audience_id: str) -> SeenContact | None:
        """Return the audience contact that an audience id leads to, or None."""
        path = {"audienceId": audience_id}
        return self._contact_in(self._get("audience.get", path=path))

    def listed(self, user: str) -> set[str]:
        """Return the audience contacts that a search and a scroll by user id find."""
        uid = self._contract.attribute("user-id").uid
        named = attribute_is(uid, "matches-string", [self.symbols.value(user)])
        body = {"root": group("and", named), "limit": 1}
        answers = [
            self._get(endpoint, body=body)
            for endpoint in ("audience.search", "audience.scroll")
        ]
        rows = (row for answer in answers if answer for row in rows_of(answer))
        return {str(row.get("id")) for row in rows if not row.get("deletedAt")}

    def owner(self, key: SourceContact) -> SeenContact:
        """
        Return the audience contact that a contact of the history is part of.

        Raises:
            TellingError: nothing leads to one.

        """
        record = self.record(key)
        pointed = record.audience_id if record else None
        found = (self.by_id(pointed) if pointed else None) or self.person(key.user)
        if found is None:
            detail = f"a contact of the {key.datasource} source has no audience contact"
            raise TellingError(Reason.NO_FIXTURE, detail)
        return found

    def _contact_in(self, answer: Exchange | None) -> SeenContact | None:
        if answer is None:
            return None
        return contact_from(answer, self._contract, self.symbols.symbol)

    def follow_pointers(
        self,
        records: Mapping[SourceContact, SeenRecord],
        audience: dict[str, SeenContact],
    ) -> None:
        """Read the audience contacts that no lookup led to."""
        for record in records.values():
            known = {name for seen in audience.values() for name in seen.known_ids}
            if record.audience_id and record.audience_id not in known:
                contact = self.by_id(record.audience_id)
                audience |= {contact.id: contact} if contact else {}

    def resolve(self, former: set[str]) -> dict[str, str | None]:
        """Return where audience ids lead that no contact bears any more."""
        found = {}
        for audience_id in sorted(former):
            contact = self.by_id(audience_id)
            found[audience_id] = contact.id if contact else None
        return found

    def events(
        self, history: History, audience: Mapping[str, SeenContact]
    ) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
        """Return how often each event is on each timeline, and in a search."""
        events = {step.event for step in history if isinstance(step, Append)}
        if not events:
            return {}, {}
        timelines = {}
        for audience_id in audience:
            answer = self._get("audience.events", path={"audienceId": audience_id})
            timelines[audience_id] = self._seen(answer, events)
        # No search shows more than a page, which an event may share with a double.
        size = self._contract.limit("search.page") // 2
        named, searched = sorted(events), dict[str, int]()
        for at in range(0, len(named), size):
            part = set(named[at : at + size])
            searched |= self._seen(self._search(part), part)
        return timelines, searched

    def _seen(self, answer: Exchange | None, events: set[str]) -> dict[str, int]:
        """Count each event of an answer, known by its id or by the text it carries."""
        body = answer.response.body if answer else None
        return {
            event: max(
                occurrences(body, str(self.symbols.value(word)))
                for word in (event, text_of(event))
            )
            for event in sorted(events)
        }

    def _search(self, events: set[str]) -> Exchange:
        """Search the project for the texts that the events carry, any of them."""
        conditions = [
            {
                "type": "event_condition",
                "key": ".".join(self.event_type()),
                "operator": "matches-string",
                "values": [self.symbols.value(text_of(event))],
            }
            for event in sorted(events)
        ]
        body = {
            **self.builder.example("event.search"),
            "root": {"type": "group", "join": "or", "children": conditions},
            "limit": self._contract.limit("search.page"),
        }
        answer = self.send(self.builder.build("event.search", body=body))
        return required(answer)

    def unique(self) -> frozenset[str]:
        """Return the roles of the merging attributes that the project names."""
        answer = self._get("project.get", path={})
        return unique_roles(answer, self._contract) if answer else frozenset()

    def sources(self, history: History) -> dict[str, Source]:
        """Return the data sources that a history writes to."""
        used = dict.fromkeys(key.datasource for key in contacts_of(history))
        found = {name: self.trial.world.datasource(name) for name in used}
        return {
            name: Source(source.own_id, source.uid, source.priority)
            for name, source in found.items()
        }

    def _get(
        self,
        endpoint: str,
        *,
        path: Mapping[str, str] | None = None,
        body: Json = None,
    ) -> Exchange | None:
        """Return the answer to a read, or None where nothing is there."""
        answer = self.send(self.builder.build(endpoint, path=path, body=body))
        return None if answer.response.status == 404 else required(answer)

    def send(self, request: Request) -> Exchange:
        """Send a request with a token of every scope, or as good a one as will do."""
        strict = self.trial.law not in _LAWS_OF_IDS
        everything = self.trial.world.everything(strict=strict)
        return self.keep(self.trial.send(request, everything)[0])

    def keep(self, exchange: Exchange) -> Exchange:
        """Keep an exchange among those of the telling."""
        self.exchanges.append(exchange)
        return exchange

    def event_type(self) -> tuple[str, str]:
        """Return an event type and a parameter of it that takes any text."""
        for kind in self._contract.event_types:
            texts = single(kind.parameters, "string")
            if texts and not any(spec.get("required") for spec in kind.parameters):
                return kind.uid, texts[0]
        raise TellingError(
            Reason.NO_FIXTURE, "no event type takes a text and nothing else"
        )


_REFUSALS = {429: Reason.RATE_LIMITED, 501: Reason.NOT_SERVED}


def required(answer: Exchange) -> Exchange:
    """
    Return an answer that took its step.

    Raises:
        TellingError: it did not.

    """
    status = answer.response.status
    if answer.response.succeeded and not failures(answer):
        return answer
    raise TellingError(
        _REFUSALS.get(status, Reason.NO_FIXTURE),
        f"{answer.request.endpoint} answered {status} to a step of a history",
        answer,
    )
