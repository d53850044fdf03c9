"""Items of a batch, good ones and such as break one documented rule each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..canaries import Canaries
from ..contract import Json, Registry
from ..contract.model import Provenance

Item = dict[str, Json]

LONG_AGO = "2024-03-05T08:30:00.000Z"
"""When a pushed event happened: before any run, so that it is nobody's clock."""

AMOUNT = 1234.56
"""A decimal that neither its cents nor its thousands may be taken from."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """
    One item to push.

    `key` is the user id or email by which a contact is found, or the text by which an
    event is: every item bears one, so that it is recognised if it was stored.
    """

    name: str
    item: Item
    key: str
    defect: str = ""
    provenance: Provenance = "documented"


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event type, one of its texts, and one of its decimals where it needs one."""

    uid: str
    parameter: str
    decimal: str = ""


def minutes_later(minutes: int) -> str:
    """Return a moment so many minutes after a pushed event is said to have happened."""
    moment = datetime.fromisoformat(LONG_AGO) + timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def good_contact(contract: Registry, canaries: Canaries) -> BatchItem:
    """Return a contact with a user id, an email and a name, all of its own."""
    user_id = canaries.user_id()
    item: Item = {
        contract.attribute("user-id").uid: user_id,
        contract.attribute("email").uid: canaries.email(),
        contract.attribute("first-name").uid: canaries.name(),
    }
    return BatchItem("good", item, user_id)


def bad_contacts(contract: Registry, canaries: Canaries) -> Iterator[BatchItem]:
    """Yield contacts that must fail, each for one reason."""
    user, email, day = (
        contract.attribute(role).uid for role in ("user-id", "email", "date-registered")
    )
    nobody = dict(good_contact(contract, canaries).item)
    del nobody[user]
    yield BatchItem("no-user-id", nobody, str(nobody[email]), "it has no user id")
    empty = good_contact(contract, canaries).item | {user: ""}
    yield BatchItem("empty-user-id", empty, str(empty[email]), "its user id is empty")
    odd = good_contact(contract, canaries)
    wrong = odd.item | {email: f"{canaries.word()} at nowhere"}
    yield BatchItem("no-email", wrong, odd.key, "its email is none")
    late = good_contact(contract, canaries)
    wrong = late.item | {day: canaries.word()}
    defect = "its day is none"
    yield BatchItem("no-day", wrong, late.key, defect, "observed")


def good_event(
    contract: Registry, canaries: Canaries, kind: EventKind, user_id: str
) -> BatchItem:
    """Return an event of a contact, with an id and a text of its own."""
    text = canaries.word()
    decimals: Item = {kind.decimal: AMOUNT} if kind.decimal else {}
    item: Item = {
        contract.attribute("user-id").uid: user_id,
        "_event_id": canaries.user_id(),
        "_event_type": kind.uid,
        "_event_date": LONG_AGO,
        "_event_parameters": {kind.parameter: text, **decimals},
    }
    return BatchItem("good", item, text)


def bad_events(
    contract: Registry, canaries: Canaries, kind: EventKind, user_id: str
) -> Iterator[BatchItem]:
    """Yield events that must fail, each for lack of one member."""
    members: dict[str, tuple[str, Provenance]] = {
        "no-event-id": ("_event_id", "documented"),
        "no-event-type": ("_event_type", "vendor-code"),
        "no-user-id": (contract.attribute("user-id").uid, "vendor-code"),
    }
    for name, (lacking, provenance) in members.items():
        good = good_event(contract, canaries, kind, user_id)
        item = {key: value for key, value in good.item.items() if key != lacking}
        defect = f"it lacks `{lacking}`"
        yield BatchItem(name, item, good.key, defect, provenance)


def arrangements(
    good: list[BatchItem], bad: list[BatchItem]
) -> Iterator[tuple[str, tuple[BatchItem, ...]]]:
    """
    Yield batches that mix good and bad items, under a name each.

    Needs five good items and as many bad ones as the kind has.
    """
    yield "bad-first", (bad[0], good[0], good[1])
    yield "bad-in-the-middle", (good[2], *bad[1:], good[3])
    yield "bad-around-one", (*bad[:1], good[4], *bad[-1:])
