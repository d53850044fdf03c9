"""The attributes a contact of one project may carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from instasent_conformance.emulator.records import CustomAttribute
from instasent_conformance.emulator.service import Service

_PLAIN: Mapping[str, frozenset[type]] = {
    "string": frozenset((str,)),
    "text": frozenset((str,)),
    "bool": frozenset((bool,)),
    "int": frozenset((int,)),
    "decimal": frozenset((int, float)),
    "number": frozenset((int, float)),
}
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
    plain: frozenset[type] = frozenset()
    """The types whose values mean what they are, and need no reading."""


def known(service: Service, project_id: str, uid: str) -> Known | None:
    """Return an attribute of a project by uid."""
    return attributes_of(service, project_id).get(uid)


def attributes_of(service: Service, project_id: str) -> Mapping[str, Known]:
    """Return every attribute of a project by uid."""
    epoch = service.store.epoch
    found = service.catalogues.get(project_id)
    if found is None or found[0] != epoch:
        customs = {
            one.uid: Known(
                *(one.uid, None, one.data_type, one.multivalue),
                custom=True,
                plain=_plain(None, one.data_type, one.multivalue),
            )
            for one in custom_attributes(service, project_id)
        }
        natives = {
            one.uid: Known(
                *(one.uid, one.role, one.data_type, one.multivalue, one.writable),
                plain=(
                    _plain(one.role, one.data_type, one.multivalue)
                    if one.writable
                    else frozenset()
                ),
            )
            for one in service.registry.attributes
        }
        found = service.catalogues[project_id] = (epoch, customs | natives)
    return found[1]


def _plain(role: str | None, data_type: str, multivalue: int) -> frozenset[type]:
    if role in ("email", "phone") or multivalue > 1:
        return frozenset()
    return _PLAIN.get(data_type, frozenset())


def custom_attributes(service: Service, project_id: str) -> list[CustomAttribute]:
    """Return the custom attributes of a project, oldest first."""
    rows = service.store.recall(
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
    declared = attributes_of(service, project_id)
    if attributes.keys() <= declared.keys():
        return
    for uid, value in attributes.items():
        if uid in declared or value is None:
            continue
        service.catalogues.pop(project_id, None)
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
