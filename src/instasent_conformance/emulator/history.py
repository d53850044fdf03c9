"""
What a project did before anybody looked: segments, campaigns, automations, messages.

Every list of messages, every single message and every campaign tells the same story,
because all of them are read from the rows that are written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from typing import Any

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.messages import (
    CAMPAIGN,
    DIRECT,
    keep_messages,
    message_row,
    write_count,
    write_origin,
    write_recipient,
    write_times,
)
from instasent_conformance.emulator.reach import DEFAULT_SENDER
from instasent_conformance.emulator.records import Origin, Project
from instasent_conformance.emulator.segments import STATIC
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.store import Row

DAY = 86_400_000
SENT_AFTER, DELIVERED_AFTER = 1_000, 5_000
_FILE = Path(__file__).with_name("worlds") / "history.json"

Json = dict[str, Any]
Recipients = Iterator[tuple[str | None, str]]


def seed_history(service: Service, project: Project) -> None:
    """Give a project its past."""
    story = _story()
    people = _people(service, project)
    for one in story["segments"]:
        _add_segment(service, project, one, people)
    known = [(ident, phone) for ident, phone in people if phone is not None]
    recipients = cycle(known or [(None, phone) for phone in story["phones"]])
    rows: list[Row] = []
    for one in story["outreach"]:
        rows += _add_outreach(service, project, one, recipients)
    for one in story["direct"]:
        ids = service.collaborators.ids
        origin = Origin(DIRECT, send_id=ids.take(), term=one["term"])
        at = service.now() - one["days_ago"] * DAY
        rows.append(_message(service, project, one["text"], origin, recipients, at))
    keep_messages(service, sorted(rows, key=lambda row: row[-1]))


@lru_cache(maxsize=1)
def _story() -> Json:
    found: Json = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def _people(service: Service, project: Project) -> list[tuple[str, str | None]]:
    path = f'$."{service.uid("phone")}"'
    return service.store.rows(
        """SELECT id, json_extract(data, ?) FROM audience WHERE project_id = ?
        ORDER BY seq LIMIT 6""",
        *(path, project.id),
    )


def _add_segment(
    service: Service, project: Project, one: Json, people: list[tuple[str, str | None]]
) -> None:
    uid = f"seg-{service.collaborators.ids.take()[:12]}"
    service.store.run(
        """INSERT INTO segment (uid, project_id, name, type, definition, parameters,
        required, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        *(uid, project.id, one["name"], one["type"]),
        *(json.dumps(one.get("conditions", [])), json.dumps(one.get("parameters", []))),
        *(one.get("required", 0), service.now()),
    )
    if one["type"] == STATIC:
        service.store.many(
            "INSERT INTO segment_member VALUES (?, ?, ?)",
            [(uid, ident, project.id) for ident, _ in people],
        )


def _add_outreach(
    service: Service, project: Project, one: Json, recipients: Recipients
) -> list[Row]:
    ids, at = service.collaborators.ids, service.now() - one["days_ago"] * DAY
    ident, rows, parts = ids.take(), [], []
    for place, part in enumerate(one["parts"]):
        send_id = ids.take() if part["messages"] else None
        parts.append({"index": place, "text": part["text"], "sendId": send_id})
        origin = Origin(one["kind"], ident, place, send_id)
        for number in range(part["messages"]):
            row = _message(
                service, project, part["text"], origin, recipients, at + number
            )
            rows.append(row)
    body = _body(one, ident, parts, min(at, service.now()), at)
    service.store.run(
        """INSERT INTO outreach (id, project_id, kind, parts, body)
        VALUES (?, ?, ?, ?, ?)""",
        *(ident, project.id, one["kind"], len(parts), json.dumps(body)),
    )
    return rows


def _body(one: Json, ident: str, parts: list[Json], created: int, at: int) -> Json:
    body = {
        "id": ident,
        "title": one["title"],
        "status": one["status"],
        "channel": "sms",
        "createdAt": stamp(created),
        "updatedAt": stamp(created),
    }
    if one["kind"] == CAMPAIGN:
        return body | {"campaignAt": stamp(at), "options": parts}
    return body | {"messages": parts}


def _message(
    service: Service,
    project: Project,
    text: str,
    origin: Origin,
    recipients: Recipients,
    at: int,
) -> Row:
    audience_id, phone = next(recipients)
    sender = service.collaborators.reach.sender(service, project, DEFAULT_SENDER)
    body: Json = {
        "id": service.collaborators.ids.take(),
        "from": sender[1] if sender else None,
        "to": phone,
        "text": text,
        "allowUnicode": False,
        "inbound": False,
        "statusCode": None,
        "charged": True,
        "status": "delivered",
        **write_recipient(project, audience_id, phone),
        **write_count(text, service.collaborators.count_sms(service, text)),
        **write_times(at, sent=SENT_AFTER, delivered=DELIVERED_AFTER),
        "metadata": write_origin(origin),
    }
    return message_row(project, body, origin, at)
