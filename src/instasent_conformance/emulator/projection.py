"""Which attributes of a person leave, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping

from instasent_conformance.emulator.catalogue import attributes_of, known
from instasent_conformance.emulator.records import Project
from instasent_conformance.emulator.service import Service

MASK = "***"


def disclose(
    service: Service, project: Project, data: Mapping[str, object], level: str
) -> dict[str, object]:
    """Select the columns that a level opens; what no row names stays hidden."""
    visible = _visible(service, project, level)
    hidden = _hidden(service)
    shown: dict[str, object] = {}
    for uid, value in data.items():
        seen = visible.get(uid)
        if seen is None:
            seen = visible[uid] = _is_shown(service, project, level, uid)
        if seen:
            shown[uid] = value
        elif hidden is not _OMIT:
            shown[uid] = hidden
    return shown


def _visible(service: Service, project: Project, level: str) -> dict[str, bool]:
    """Return what is known of a level, as long as no attribute is declared."""
    catalogue = attributes_of(service, project.id)
    found = service.shown.get((project.id, level))
    if found is None or found[0] is not catalogue:
        found = service.shown[project.id, level] = (catalogue, {})
    return found[1]


def _is_shown(service: Service, project: Project, level: str, uid: str) -> bool:
    columns, classes = _columns(service, level)
    return uid in columns or bool(_class_of(service, project, uid) & classes)


_OMIT = object()


def _columns(service: Service, level: str) -> tuple[frozenset[str], frozenset[str]]:
    found = service.columns.get(level)
    if found is None:
        rows = service.store.rows(
            "SELECT attribute, class FROM disclosure WHERE level = ?", level
        )
        columns = frozenset(row[0] for row in rows if row[0] is not None)
        classes = frozenset(row[1] for row in rows if row[1] is not None)
        found = service.columns[level] = (columns, classes)
    return found


def _hidden(service: Service) -> object:
    option = service.knobs.option("K-33")
    return {"omitted": _OMIT, "null": None, "masked": MASK}[option]


def _class_of(service: Service, project: Project, uid: str) -> frozenset[str]:
    if service.role(uid) is not None:
        return frozenset()
    found = known(service, project.id, uid)
    if found is None:
        return frozenset()
    if found.data_type == "bool":
        return frozenset(("custom", "custom-bool"))
    return frozenset(("custom",))


def write_attributes(service: Service, data: Mapping[str, object]) -> dict[str, object]:
    """Write attribute values in the form that the answer uses."""
    option = service.knobs.option
    if option("K-25") != "string" and option("K-26") != "string-out":
        return dict(data)
    return {uid: _write(service, value) for uid, value in data.items()}


def _write(service: Service, value: object) -> object:
    if isinstance(value, list):
        values = [_write(service, one) for one in value]
        if service.knobs.option("K-25") == "string":
            return ",".join(str(one) for one in values)
        return values
    if isinstance(value, bool) and service.knobs.option("K-26") == "string-out":
        return "1" if value else "0"
    return value
