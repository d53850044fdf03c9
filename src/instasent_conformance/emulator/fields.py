"""What a filter, a sort or an aggregation may look at, as SQL."""

from __future__ import annotations

from dataclasses import dataclass

from instasent_conformance.emulator.catalogue import known
from instasent_conformance.emulator.coercion import has_lone_surrogate
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.events import event_type
from instasent_conformance.emulator.framing import framed_list, framed_value
from instasent_conformance.emulator.records import Project
from instasent_conformance.emulator.service import Condition, Service


@dataclass(frozen=True, slots=True)
class Field:
    """
    What a condition looks at.

    Args:
        data_type: the type of its values.
        value: SQL for the single value.
        many: SQL for a table of its values, when there may be several.
        within: the event type that alone has the field, if one does.
        column: the attribute, when the value is stored as it is.

    """

    data_type: str
    value: Condition
    many: Condition | None = None
    within: str | None = None
    column: str | None = None

    def each(self, test: str, *values: object) -> Condition:
        """Return SQL that is true when the value, or one of several, passes."""
        if self.many is None:
            sql = test.format(self.value.sql)
            count = test.count("{0}")
            return Condition(sql, (*self.value.values * count, *values))
        sql = f"EXISTS (SELECT 1 FROM {self.many.sql} v WHERE {test.format('v.value')})"
        return Condition(sql, (*self.many.values, *values))


def field_of(
    service: Service, project: Project, kind: str, key: object, place: str
) -> Field:
    """Return what a key of people or of events stands for, or refuse at its place."""
    if kind == "audience":
        return _attribute(service, project, key, place)
    if key == "event-type":
        return Field("string", Condition("e.type"))
    if key == "created-at":
        happened = service.knobs.option("A-18") == "happened"
        return Field("instant", Condition("e.date" if happened else "e.created_at"))
    return _parameter(service, key, place)


def _attribute(service: Service, project: Project, key: object, place: str) -> Field:
    text = key if isinstance(key, str) and not has_lone_surrogate(key) else ""
    found = known(service, project.id, text)
    if found is None:
        raise Refusal(400, f"{place}: the project has no such attribute")
    path = f'$."{found.uid}"'.replace("'", "''")
    many = framed_list(found.role, f"'{path}'") if found.multivalue > 1 else None
    stored = f"json_extract(a.data, '{path}')"
    value = Condition(framed_value(service, found.role, stored))
    single = many is None and value.sql == stored
    column = found.uid if single else None
    return Field(found.data_type, value, many, column=column)


def _parameter(service: Service, key: object, place: str) -> Field:
    uid, _, name = key.partition(".") if isinstance(key, str) else ("", "", "")
    kind = event_type(service, uid)
    specs = {spec["parameter"]: spec for spec in kind.parameters} if kind else {}
    if name not in specs:
        raise Refusal(400, f"{place}: events have no such field")
    path = f'$."{name}"'
    value = Condition("json_extract(e.parameters, ?)", (path,))
    many = Condition("json_each(e.parameters, ?)", (path,))
    several = specs[name]["multiValue"] > 1
    return Field(specs[name]["dataType"], value, many if several else None, uid)
