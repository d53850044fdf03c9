"""Events: checking what arrives, and appending each id once."""

from __future__ import annotations

import json
from collections.abc import Mapping

from instasent_conformance.contract import EventType
from instasent_conformance.emulator.clock import parse_instant
from instasent_conformance.emulator.coercion import (
    has_lone_surrogate,
    read_value,
    read_values,
)
from instasent_conformance.emulator.contacts import read_user_id, source_contact
from instasent_conformance.emulator.errors import InvalidItem
from instasent_conformance.emulator.records import Datasource, EventItem, Project
from instasent_conformance.emulator.service import Batch, Service

EVENT_ID_LENGTH = 255


def event_type(service: Service, uid: object) -> EventType | None:
    """Return an event type by uid."""
    for one in service.registry.event_types:
        if one.uid == uid:
            return one
    return None


def validate_event(service: Service, batch: Batch, item: object) -> EventItem:
    """Return the clean event of an item."""
    if not isinstance(item, dict):
        raise InvalidItem("_event_id", "Expected an object")
    user_id = read_user_id(service, item)
    event_id = _read_event_id(item)
    kind = event_type(service, item.get("_event_type"))
    if kind is None:
        raise InvalidItem("_event_type", "The project has no such event type")
    date = _read_date(service, item)
    parameters = _read_parameters(kind, item.get("_event_parameters"))
    _refuse_stranger(service, batch, user_id)
    _refuse_repetition(service, batch, event_id)
    return EventItem(event_id, kind.uid, date, user_id, parameters)


def _read_event_id(item: Mapping[str, object]) -> str:
    value = item.get("_event_id")
    if not isinstance(value, str) or not value:
        raise InvalidItem("_event_id", "A non-empty string is required")
    if len(value) > EVENT_ID_LENGTH:
        raise InvalidItem(
            "_event_id", f"At most {EVENT_ID_LENGTH} characters are allowed"
        )
    if has_lone_surrogate(value):
        raise InvalidItem("_event_id", "The text is not valid Unicode")
    return value


def _read_date(service: Service, item: Mapping[str, object]) -> int:
    if "_event_date" not in item:
        return service.now()
    value = item["_event_date"]
    date = parse_instant(value) if isinstance(value, str) else None
    if date is None:
        raise InvalidItem("_event_date", "Expected an ISO 8601 date-time")
    return date


def _read_parameters(kind: EventType, given: object) -> dict[str, object]:
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise InvalidItem("_event_parameters", "Expected an object")
    specs = {str(spec["parameter"]): spec for spec in kind.parameters}
    for key in given:
        if key not in specs:
            raise InvalidItem("_event_parameters", f"Unknown parameter {key!a}")
    clean: dict[str, object] = {}
    for key, spec in specs.items():
        value = given.get(key)
        if value is not None:
            clean[key] = _read_parameter(key, spec, value)
        elif spec["required"]:
            raise InvalidItem(key, "This parameter is required")
    return clean


def _read_parameter(key: str, spec: Mapping[str, object], value: object) -> object:
    many = spec.get("multiValue")
    try:
        if isinstance(many, int) and many > 1:
            found = read_values(str(spec["dataType"]), many, value)
        else:
            found = read_value(str(spec["dataType"]), value)
    except ValueError as error:
        raise InvalidItem(key, str(error)) from None
    longest = spec.get("maxLength")
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, str) and has_lone_surrogate(one):
            raise InvalidItem(key, "The text is not valid Unicode")
        if isinstance(one, str) and isinstance(longest, int) and len(one) > longest:
            raise InvalidItem(key, f"At most {longest} characters are allowed")
    return found


def _refuse_stranger(service: Service, batch: Batch, user_id: str) -> None:
    option = service.knobs.option("K-11")
    if option == "item-error" or (option == "by-mode" and batch.sync):
        found = source_contact(service, batch.datasource.id, user_id)
        if found is None and not _contact_waits(service, batch, user_id):
            raise InvalidItem(
                service.uid("user-id"), "The datasource has no such contact"
            )


def _contact_waits(service: Service, batch: Batch, user_id: str) -> bool:
    found = service.store.row(
        """SELECT 1 FROM queue q, json_each(q.payload) item
        WHERE q.datasource_id = ? AND q.action = 'contacts'
        AND json_extract(item.value, ?) = ? LIMIT 1""",
        batch.datasource.id,
        f'$."{service.uid("user-id")}"',
        user_id,
    )
    return found is not None


def _refuse_repetition(service: Service, batch: Batch, event_id: str) -> None:
    if service.knobs.option("K-14") != "item-error":
        return
    stored = service.store.row(
        "SELECT 1 FROM event WHERE datasource_id = ? AND event_id = ?",
        *(batch.datasource.id, event_id),
    )
    waiting = service.store.row(
        """SELECT 1 FROM queue q, json_each(q.payload) item
        WHERE q.datasource_id = ? AND q.action = 'events'
        AND json_extract(item.value, '$[0]') = ? LIMIT 1""",
        *(batch.datasource.id, event_id),
    )
    if stored or waiting:
        raise InvalidItem("_event_id", "An event with this id exists")


def store_event(
    service: Service, project: Project, datasource: Datasource, event: EventItem
) -> bool:
    """Append an event; one with a known id leaves the first one as it is."""
    row = service.store.row(
        """INSERT INTO event (id, project_id, datasource_id, user_id, event_id, type,
        date, parameters, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING RETURNING seq""",
        *(service.collaborators.ids.take(), project.id, datasource.id),
        *(event.user_id, event.event_id, event.type, event.date),
        *(json.dumps(event.parameters), service.now()),
    )
    return row is not None
