"""Tell one history to a target, step by step, and read what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..cases.batch_items import minutes_later
from ..cases.histories import (
    TRUTHS,
    Append,
    Forget,
    History,
    Operation,
    Put,
    Remove,
    SourceContact,
    Subscribe,
    Symbols,
    Visit,
    Written,
    ambiguous_users,
    contacts_of,
    text_of,
)
from ..contract import Json
from ..exchange import Exchange
from ..oracles.merging_evidence import Action, Reading, SeenContact
from ..oracles.merging_records import forgotten, removed
from ..trial import Trial
from ..world import member
from ..world.model import SYNC
from .answers import failures
from .looking import Looking, required
from .visiting import visit

EVERYTHING: frozenset[SourceContact] = frozenset()


@dataclass
class Telling:
    """
    One history on its way to the target, with values of its own.

    Every step adds to `history`; `read` can be called after any step.
    """

    trial: Trial
    exchanges: list[Exchange] = field(default_factory=list)
    visited: list[Exchange] = field(default_factory=list)
    history: History = ()
    _former: dict[SourceContact, str] = field(default_factory=dict)
    _audience_ids: set[str] = field(default_factory=set)
    _undead: set[SourceContact] = field(default_factory=set)
    _listed: set[SourceContact] = field(default_factory=set)
    _unnamed: set[SourceContact] = field(default_factory=set)
    _actions: list[Action] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start with values of its own."""
        self._contract = self.trial.contract
        self._symbols = Symbols(self.trial.world.canaries)
        self._looking = Looking(self.trial, self._symbols, self.exchanges)
        self._batch = self._contract.limit("batch.items")

    def tell(self, step: Operation) -> Operation:
        """
        Write one step to the target, and return it as it turned out.

        Raises:
            TellingError: the target did not accept it.

        """
        if isinstance(step, Put):
            step = self._put(step)
        elif isinstance(step, Append):
            self._append(step)
        elif isinstance(step, Remove):
            self._remove(step)
        elif isinstance(step, Subscribe):
            self._subscribe(step)
        elif isinstance(step, Visit):
            self.visited.append(visit(self.trial, step.endpoint))
        else:
            step = self._forget(step)
        self.history = (*self.history, step)
        return step

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
        look, gone = self._looking, forgotten(self.history)
        keys = [k for k in contacts_of(self.history) if not watched or k in watched]
        keys = [key for key in keys if key not in gone]
        records = {key: look.record(key) for key in keys}
        found = {key: record for key, record in records.items() if record}
        unclear = ambiguous_users(self.history)
        lookups: dict[str, str | None] = {}
        audience: dict[str, SeenContact] = {}
        for user in dict.fromkeys(key.user for key in keys if key.user not in unclear):
            contact = look.person(user)
            lookups[user] = contact.id if contact else None
            audience |= {contact.id: contact} if contact else {}
        look.follow_pointers(found, audience)
        timelines, searched = look.events(self.history, audience)
        resolved = look.resolve(self._audience_ids - audience.keys())
        self._audience_ids |= audience.keys()
        lost = removed(self.history) | gone
        return Reading(
            history=self.history,
            unique=look.unique(),
            sources=look.sources(self.history),
            records=found,
            absent=frozenset(key for key in keys if key not in found),
            lookups=lookups,
            audience=audience,
            former={k: v for k, v in self._former.items() if k in lost},
            timelines=timelines,
            searched=searched,
            resolved=resolved,
            undead=frozenset(self._undead),
            listed=frozenset(self._listed),
            unnamed=frozenset(self._unnamed),
            actions=tuple(self._actions),
        )

    def _put(self, step: Put) -> Put:
        """Push a batch; an optional one that is accepted is optional no more."""
        items = [self._attributes(contact) for contact in step.contacts]
        accepted = True
        for start in range(0, len(items), self._batch):
            batch = items[start : start + self._batch]
            answer = self.trial.world.push_contacts(batch, datasource=step.datasource)
            self._looking.keep(answer)
            limit = member(answer.response.body, "entitiesLimit")
            self._batch = limit if isinstance(limit, int) and limit > 0 else self._batch
            if not step.optional:
                required(answer)
            accepted &= answer.response.succeeded and not failures(answer)
        return replace(step, optional=not accepted)

    def _append(self, step: Append) -> None:
        kind, parameter = self._looking.event_type()
        text = self._symbols.value(text_of(step.event))
        event = self.trial.world.event(str(self._symbols.value(step.key.user)))
        event |= {
            "_event_id": self._symbols.value(step.event),
            "_event_date": minutes_later(self._place_of(step)),
            "_event_type": kind,
            "_event_parameters": {parameter: text},
        }
        repeated = any(
            isinstance(earlier, Append) and earlier.event == step.event
            for earlier in self.history
        )
        answer = self.trial.world.push_events([event], datasource=step.key.datasource)
        self._looking.keep(answer)
        if not repeated:
            required(answer)

    def _place_of(self, step: Append) -> int:
        """Return how many other events came before; later ones happened later."""
        told = [earlier for earlier in self.history if isinstance(earlier, Append)]
        events = list(dict.fromkeys(one.event for one in (*told, step)))
        return events.index(step.event)

    def _remove(self, step: Remove) -> None:
        self._remember(step.key)
        answer = self.trial.world.delete_contact(
            str(self._symbols.value(step.key.user)), datasource=step.key.datasource
        )
        required(self._looking.keep(answer))
        accepted = member(answer.response.body, "accepted")
        named = [member(item, "item") for item in accepted or ()]
        if accepted is not None and self._symbols.value(step.key.user) not in named:
            self._unnamed.add(step.key)

    def _subscribe(self, step: Subscribe) -> None:
        before = self._looking.owner(step.key)
        way = "subscribe" if step.on else "unsubscribe"
        self._act(f"audience.{step.channel}-{way}", before.id)
        after = self._looking.by_id(before.id)
        flags = after.flags if after else {}
        self._actions.append(Action(step, before.flags, flags))

    def _forget(self, step: Forget) -> Forget:
        """Delete a person, and see at once whether anything leads to it still."""
        look = self._looking
        owner = look.owner(step.key)
        held = set(contacts_of(self.history)) - removed(self.history)
        members = {key for key in held - forgotten(self.history) if self._remember(key)}
        members = {k for k in members if look.owner(k).id == owner.id} | {step.key}
        self._act("audience.delete-contact", owner.id)
        unclear = ambiguous_users(self.history)
        seen = [look.by_id(owner.id)]
        seen += [look.person(key.user) for key in members if key.user not in unclear]
        if any(contact and contact.id == owner.id for contact in seen):
            self._undead.add(step.key)
        if owner.id in look.listed(step.key.user):
            self._listed.add(step.key)
        self._audience_ids.discard(owner.id)
        return replace(step, members=frozenset(members))

    def _act(self, endpoint: str, audience_id: str) -> None:
        builder = self._looking.builder.knowing({"audience.id": audience_id})
        required(self._looking.send(builder.build(endpoint, query=SYNC)))

    def _remember(self, key: SourceContact) -> bool:
        """Note the id of a datasource contact, while it can still be read."""
        before = self._looking.record(key)
        if before and before.id:
            self._former[key] = before.id
        return before is not None

    def _attributes(self, contact: Written) -> dict[str, Json]:
        return {
            self._contract.attribute(role).uid: TRUTHS.get(
                str(symbol), self._symbols.value(symbol)
            )
            for role, symbol in contact.items()
        }
