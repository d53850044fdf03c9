"""What becomes of people: merged away, opted out, deleted."""

from __future__ import annotations

from ..contract import Json
from ..world import member
from ..world.model import SYNC
from ..world.patience import in_time
from .asking import NOBODY, Asking, probe

_SPOKEN = "Hello"


@probe("A-16", "write")
def opt_out_event(asking: Asking) -> str | None:
    """Return whether an opt-out leaves an event that carries its reason."""
    person, reason = _new(asking, asking.contact()), asking.world.canaries.word()
    if person is None:
        return None
    body = {"audienceId": person, "reason": reason}
    if not asking.get("audience.sms-unsubscribe", body=body, query=SYNC).succeeded:
        return None
    shown = asking.get("audience.events", audienceId=person)
    if not shown.succeeded:
        return None
    return "event" if reason in shown.text else "none"


@probe("A-17", "write")
def merged_away(asking: Asking) -> str | None:
    """Return where the id leads of a contact that was merged into another one."""
    email = asking.world.canaries.email()
    first, second = asking.contact(email=email), asking.contact()
    before = [_new(asking, first), _new(asking, second)]
    if None in before or before[0] == before[1]:
        return None
    asking.push({**second, asking.uid("email"): email})
    now = asking.person_id(second)
    lost = [one for one in before if one != now]
    if now not in before or now != asking.person_id(first) or not lost[0]:
        return None
    answer = asking.get("audience.get", audienceId=lost[0])
    if answer.status == 404:
        return "404"
    return "resolves" if member(member(answer.body, "entity"), "id") == now else None


@probe("K-39", "destroy")
def deleted(asking: Asking) -> str | None:
    """Return whether a deleted contact is kept with a mark."""
    person = _new(asking, asking.contact())
    if person is None:
        return None
    body = {"audienceId": person}
    if not asking.get("audience.delete-contact", body=body, query=SYNC).succeeded:
        return None
    answers = {
        one: asking.get("audience.get", audienceId=one) for one in (person, NOBODY)
    }
    if answers[person].succeeded:
        entity = member(answers[person].body, "entity")
        return "soft" if member(entity, "deletedAt") else None
    # Who is gone for good is refused as somebody is who never was.
    alike = {
        (answer.status, answer.text.replace(one, "")) for one, answer in answers.items()
    }
    return "hard" if len(alike) == 1 else "soft"


@probe("K-29", "bill")
def opted_out(asking: Asking) -> str | None:
    """Return whether somebody who opted out is sent a direct message."""
    contact = asking.contact(phone=asking.world.canaries.phone())
    person = _new(asking, contact)
    if person is None:
        return None
    body = {"audienceId": person}
    asking.world.planted()  # so that a sender is known before anything is charged
    if not asking.get("audience.sms-unsubscribe", body=body, query=SYNC).succeeded:
        return None
    answer = asking.get("sms.send", body={"text": _SPOKEN}, audienceId=person)
    if answer.succeeded:
        return "send"
    return "refuse" if answer.status == 422 else None


def _new(asking: Asking, contact: dict[str, Json]) -> str | None:
    """Push a contact; return the id of the person that it became."""
    asking.push(contact)
    return in_time(asking.world.target, lambda: asking.person_id(contact))
