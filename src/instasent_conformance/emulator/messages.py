"""Messages as they are stored: what was sent, to whom, and why."""

from __future__ import annotations

from collections.abc import Mapping

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.coercion import country_of
from instasent_conformance.emulator.records import Origin, Project
from instasent_conformance.emulator.service import Service, SmsCount
from instasent_conformance.emulator.sms import UCS2
from instasent_conformance.emulator.store import Row
from instasent_conformance.emulator.texts import dump, load

PRICE = 0.05
DIRECT = "direct"
CAMPAIGN = "campaign"
AUTOMATION = "automation"
_INSERT = """
INSERT INTO sms (id, project_id, audience_id, phone, status, body, kind, owner, place,
send_id, term, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INDEX_NAMES = {CAMPAIGN: "optionIdx", AUTOMATION: "messageIdx"}

Json = dict[str, object]


def write_count(text: str, count: SmsCount) -> Json:
    """Write how a text travels and what that costs."""
    return {
        "deliveredText": text,
        "unicode": count.encoding == UCS2,
        "encoding": count.encoding,
        "charsCount": count.length,
        "messagesCount": count.parts,
        "pricePerSms": PRICE,
        "priceUser": round(PRICE * count.parts, 4),
    }


def write_recipient(project: Project, audience_id: str | None, phone: str) -> Json:
    """Write whom a message goes to."""
    return {
        "normalizedTo": phone,
        "country": country_of(phone),
        "audienceContact": {"id": audience_id, "project": project.uid},
    }


def write_origin(origin: Origin) -> Json:
    """Write why a message was sent, as the free part of its body."""
    found: Json = {}
    if origin.kind in _INDEX_NAMES:
        found[f"{origin.kind}Id"] = origin.owner
        found[_INDEX_NAMES[origin.kind]] = origin.place
    if origin.send_id is not None:
        found["sendId"] = origin.send_id
    if origin.term is not None:
        found["utm-term"] = origin.term
    return found


def message_row(
    project: Project, body: Mapping[str, object], origin: Origin, at: int
) -> Row:
    """Return the row that stores a message."""
    contact = body["audienceContact"]
    assert isinstance(contact, dict)
    return (
        *(body["id"], project.id, contact["id"], body["normalizedTo"]),
        *(body["status"], dump(body), origin.kind, origin.owner),
        *(origin.place, origin.send_id, origin.term, at),
    )


def keep_messages(service: Service, rows: list[Row]) -> None:
    """Store messages."""
    service.store.many(_INSERT, rows)


def messages_of(
    service: Service, project: Project, where: str, *values: object
) -> list[Json]:
    """Return the bodies of the messages of a project that meet a condition."""
    rows = service.store.rows(
        f"SELECT body FROM sms WHERE project_id = ? AND {where} ORDER BY seq",
        *(project.id, *values),
    )
    return [load(row[0]) for row in rows]


def write_times(
    at: int, *, sent: int | None = None, delivered: int | None = None
) -> Json:
    """Write when a message was asked for, sent and delivered."""
    return {
        "createdAt": stamp(at),
        "scheduledAt": stamp(at),
        "sentAt": None if sent is None else stamp(at + sent),
        "deliveredAt": None if delivered is None else stamp(at + delivered),
    }
