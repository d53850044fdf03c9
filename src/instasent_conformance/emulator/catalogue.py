"""The attributes a contact of one project may carry."""

from __future__ import annotations

from dataclasses import dataclass

from instasent_conformance.emulator.coercion import has_lone_surrogate
from instasent_conformance.emulator.records import CustomAttribute
from instasent_conformance.emulator.service import Service

CUSTOM_MULTIVALUE = 100
"""How many values a custom attribute that began as a list may hold."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the emulator needs to know of an attribute, native or custom."""

    uid: str
    role: str | None
    data_type: str
    multivalue: int
    writable: bool = True
    custom: bool = False


def native(service: Service, uid: str) -> Known | None:
    """Return a native attribute by uid."""
    role = service.role(uid)
    if role is None:
        return None
    one = service.registry.attribute(role)
    return Known(uid, role, one.data_type, one.multivalue, one.writable)


def known(service: Service, project_id: str, uid: str) -> Known | None:
    """Return an attribute of a project by uid."""
    found = native(service, uid)
    if found is not None or has_lone_surrogate(uid):
        return found
    row = service.store.row(
        """SELECT data_type, multivalue FROM custom_attribute
        WHERE project_id = ? AND uid = ?""",
        project_id,
        uid,
    )
    if row is None:
        return None
    return Known(uid, None, row[0], row[1], custom=True)


def custom_attributes(service: Service, project_id: str) -> list[CustomAttribute]:
    """Return the custom attributes of a project, oldest first."""
    rows = service.store.rows(
        """SELECT uid, data_type, multivalue, datasource_uid, created_at
        FROM custom_attribute WHERE project_id = ? ORDER BY created_at, uid""",
        project_id,
    )
    return [CustomAttribute(*row) for row in rows]


def declare(
    service: Service,
    project_id: str,
    datasource_uid: str,
    attributes: dict[str, object],
) -> None:
    """Bring the custom attributes that a contact carries into being."""
    for uid, value in attributes.items():
        if value is None or service.role(uid) is not None:
            continue
        data_type, multivalue = infer(value)
        service.store.run(
            "INSERT OR IGNORE INTO custom_attribute VALUES (?, ?, ?, ?, ?, ?)",
            project_id,
            uid,
            data_type,
            multivalue,
            datasource_uid,
            service.now(),
        )


def infer(value: object) -> tuple[str, int]:
    """Guess type and number of values from the first value seen."""
    if isinstance(value, list):
        return (infer(value[0])[0] if value else "string"), CUSTOM_MULTIVALUE
    if isinstance(value, bool):
        return "bool", 1
    if isinstance(value, int | float):
        return "decimal", 1
    return "string", 1
