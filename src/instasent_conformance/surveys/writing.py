"""Write marked contacts and their events, so that they can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ..cases import MissingFact
from ..cases.contacts import identity_contact
from ..cases.marked import MarkedSet, marked_set, pushed
from ..contract import Json
from ..exchange import Exchange
from ..oracles.listings import instant
from ..oracles.scoped_fields import value_at
from ..trial import Trial

SOURCE = "surveyed"
"""The data source that holds what surveys write."""

_DOUBT = timedelta(seconds=1)
_TURNS = 3


def written_set(trial: Trial, size: int) -> MarkedSet:
    """
    Write contacts and events under a fresh mark.

    Raises:
        MissingFact: the target did not take them.
    """
    world = trial.world
    marked = marked_set(
        trial.contract, world.canaries, size=size, now=now_of(trial), seed=trial.seed
    )
    write_contacts(trial, [dict(contact.values) for contact in marked.contacts])
    events = pushed(trial.contract, marked.contacts)
    # One after the other, so that they are not all stored at the same moment.
    for turn in range(_TURNS):
        for batch in _batches(trial, events[turn::_TURNS]):
            _require(world.push_events(batch, datasource=SOURCE), "event")
    return marked


def write_contacts(
    trial: Trial, contacts: Sequence[dict[str, Json]], *, datasource: str = SOURCE
) -> None:
    """
    Write contacts in batches, each visible before its answer.

    Raises:
        MissingFact: the target did not take them.
    """
    for batch in _batches(trial, contacts):
        answer = trial.world.push_contacts(batch, datasource=datasource)
        _require(answer, "contact.user-id")


def now_of(trial: Trial) -> datetime:
    """Return the clock of the target, as it dates a contact that is written now."""
    world = trial.world
    contact = identity_contact(trial.contract, world.canaries)
    write_contacts(trial, [contact])
    user_id = str(next(iter(contact.values())))
    builder = world.bare_builder()
    read = world.send(builder.build("audience.by-value", path={"userId": user_id}))
    shown = instant(value_at(read.response.body, "/entity/createdAt"))
    return shown + _DOUBT if shown else datetime.now(UTC)


def _batches(
    trial: Trial, items: Sequence[dict[str, Json]]
) -> list[list[dict[str, Json]]]:
    size = trial.contract.limit("batch.items")
    return [list(items[at : at + size]) for at in range(0, len(items), size)]


def _require(answer: Exchange, fact: str) -> None:
    if not answer.response.succeeded:
        raise MissingFact(fact)
