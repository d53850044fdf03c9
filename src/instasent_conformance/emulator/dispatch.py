"""Sending a direct message: text, price, funds and the way to the handset."""

from __future__ import annotations

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.messages import (
    DIRECT,
    PRICE,
    keep_messages,
    message_row,
    write_count,
    write_origin,
    write_recipient,
    write_times,
)
from instasent_conformance.emulator.records import Origin
from instasent_conformance.emulator.service import Dispatch, Service, SmsCount
from instasent_conformance.emulator.sms import UCS2, sanitise
from instasent_conformance.emulator.texts import dump, load

SENT_AFTER = 1_000
DELIVERED_AFTER = 5_000


def dispatch(service: Service, message: Dispatch) -> dict[str, object]:
    """Charge and store a message; refuse what cannot be sent."""
    text, count = _deliverable(service, message)
    charged = _charge(service, message, round(PRICE * count.parts, 4))
    now, ids = service.now(), service.collaborators.ids
    ident = ids.take()
    origin = Origin(DIRECT, send_id=ids.take(), term=message.term)
    body: dict[str, object] = {
        "id": ident,
        "from": message.sender,
        "to": message.to,
        "text": message.text,
        "allowUnicode": message.allow_unicode,
        "inbound": False,
        "statusCode": None,
        "charged": charged,
        "status": "enqueued" if charged else "unpaid",
        **write_recipient(message.project, message.audience_id, message.phone),
        **write_count(text, count),
        **write_times(now),
        "metadata": write_origin(origin),
    }
    keep_messages(service, [message_row(message.project, body, origin, now)])
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


def settle_messages(service: Service) -> None:
    """Move every message on that time has moved on."""
    _advance(service, "enqueued", "sent", "sentAt", SENT_AFTER)
    _advance(service, "sent", "delivered", "deliveredAt", DELIVERED_AFTER)


def _advance(service: Service, old: str, new: str, field: str, after: int) -> None:
    # Asked for by name and not by a bound value, so that the index serves.
    waiting = f"FROM sms WHERE status = '{old}'"
    earliest = service.store.recall(f"SELECT min(created_at) {waiting}")[0][0]
    latest = service.now() - after
    if earliest is None or earliest > latest:
        return
    rows = service.store.rows(
        f"SELECT seq, body, created_at {waiting} AND created_at <= ? ORDER BY seq",
        latest,
    )
    with service.store.transaction():
        for seq, text, created in rows:
            body = load(text) | {"status": new, field: stamp(created + after)}
            service.store.run(
                "UPDATE sms SET status = ?, body = ? WHERE seq = ?",
                *(new, dump(body), seq),
            )
