"""Sending a direct message: text, price, funds and the way to the handset."""

from __future__ import annotations

import json

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.coercion import country_of
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.service import Dispatch, Service, SmsCount
from instasent_conformance.emulator.sms import UCS2, sanitise

PRICE = 0.05
SENT_AFTER = 1_000
DELIVERED_AFTER = 5_000


def dispatch(service: Service, message: Dispatch) -> dict[str, object]:
    """Charge and store a message; refuse what cannot be sent."""
    text, count = _deliverable(service, message)
    price = round(PRICE * count.parts, 4)
    charged = _charge(service, message, price)
    ident = service.collaborators.ids.take()
    body = _body(service, message, ident, text, count)
    body |= {
        "pricePerSms": PRICE,
        "priceUser": price,
        "charged": charged,
        "status": "enqueued" if charged else "unpaid",
    }
    service.store.run(
        """INSERT INTO sms (id, project_id, audience_id, status, body, created_at)
        VALUES (?, ?, ?, ?, ?, ?)""",
        *(ident, message.project.id, message.audience_id, body["status"]),
        *(json.dumps(body), service.now()),
    )
    return body


def _deliverable(service: Service, message: Dispatch) -> tuple[str, SmsCount]:
    count = service.collaborators.count_sms(service, message.text)
    if count.encoding != UCS2 or message.allow_unicode:
        return message.text, count
    if service.knobs.option("K-28").endswith("refuse"):
        raise Refusal(422, "The text needs Unicode, which the request does not allow")
    text = sanitise(message.text)
    if not text:
        raise Refusal(422, "Nothing of the text can be written without Unicode")
    return text, service.collaborators.count_sms(service, text)


def _charge(service: Service, message: Dispatch, price: float) -> bool:
    row = service.store.row(
        """UPDATE organization SET funds = round(funds - ?1, 4)
        WHERE id = ?2 AND funds >= ?1 RETURNING 1""",
        *(price, message.organization_id),
    )
    if row is None and service.knobs.option("K-30") == "402":
        raise Refusal(402, "The organisation has no funds for this message")
    return row is not None


def _body(
    service: Service, message: Dispatch, ident: str, text: str, count: SmsCount
) -> dict[str, object]:
    return {
        "id": ident,
        "from": message.sender,
        "to": message.to,
        "normalizedTo": message.phone,
        "country": country_of(message.phone),
        "text": message.text,
        "deliveredText": text,
        "allowUnicode": message.allow_unicode,
        "unicode": count.encoding == UCS2,
        "encoding": count.encoding,
        "charsCount": count.length,
        "messagesCount": count.parts,
        "inbound": False,
        "statusCode": None,
        "scheduledAt": stamp(service.now()),
        "sentAt": None,
        "deliveredAt": None,
        "audienceContact": {"id": message.audience_id, "project": message.project.uid},
        "metadata": {} if message.term is None else {"utm-term": message.term},
    }


def settle_messages(service: Service) -> None:
    """Move every message on that time has moved on."""
    _advance(service, "enqueued", "sent", "sentAt", SENT_AFTER)
    _advance(service, "sent", "delivered", "deliveredAt", DELIVERED_AFTER)


def _advance(service: Service, old: str, new: str, field: str, after: int) -> None:
    rows = service.store.rows(
        "SELECT seq, body, created_at FROM sms WHERE status = ? AND created_at <= ?",
        *(old, service.now() - after),
    )
    if not rows:
        return
    with service.store.transaction():
        for seq, text, created in rows:
            body = json.loads(text) | {"status": new, field: stamp(created + after)}
            service.store.run(
                "UPDATE sms SET status = ?, body = ? WHERE seq = ?",
                *(new, json.dumps(body), seq),
            )
