"""What a project's contacts and events may carry, as JSON."""

from __future__ import annotations

from instasent_conformance.contract import Attribute, EventType
from instasent_conformance.emulator.catalogue import custom_attributes
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.records import CustomAttribute, Project
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.writing.accounts import Json

_VISUAL = {"bool": "switch", "date": "date", "decimal": "number", "int": "number"}


def write_attribute_specs(service: Service, project: Project) -> list[Json]:
    """Write every attribute of a project as the discovery endpoint shows it."""
    flag = "readOnly" if service.knobs.option("K-21") == "readOnly" else "readonly"
    return [
        *(_native_spec(project, one, flag) for one in service.registry.attributes),
        *(_custom_spec(one, flag) for one in custom_attributes(service, project.id)),
    ]


def write_stream_attribute_specs(service: Service, project: Project) -> list[Json]:
    """Write every attribute of a project as a stream shows it."""
    flag = "readonly" if service.knobs.option("K-21") == "readonly" else "readOnly"
    return [
        *(_native_stream_spec(one, flag) for one in service.registry.attributes),
        *(
            _custom_stream_spec(one, flag)
            for one in custom_attributes(service, project.id)
        ),
    ]


def write_event_spec(kind: EventType) -> Json:
    """Write an event type."""
    return {"uid": kind.uid, **kind.fields}


def write_parameter_specs(kind: EventType) -> list[Json]:
    """Write the parameters of an event type."""
    return [dict(spec) for spec in kind.parameters]


def _native_spec(project: Project, one: Attribute, flag: str) -> Json:
    return {
        **_shared(one.uid, one.label, one.data_type, one.multivalue),
        "visualType": _VISUAL.get(one.data_type, "text"),
        "unique": one.uid in project.unique_attributes,
        "custom": False,
        flag: not one.writable,
        "eventBased": one.event_based,
        "enabled": True,
        "internal": False,
        "mappeable": one.writable,
        "adhocUid": None,
        "createdByDatasourceType": None,
        "createdByDatasourceUid": None,
        "createdAt": stamp(project.created_at),
        "updatedAt": stamp(project.created_at),
    }


def _custom_spec(one: CustomAttribute, flag: str) -> Json:
    return {
        **_shared(one.uid, one.uid, one.data_type, one.multivalue),
        "visualType": _VISUAL.get(one.data_type, "text"),
        "unique": False,
        "custom": True,
        flag: False,
        "eventBased": False,
        "enabled": True,
        "internal": False,
        "mappeable": True,
        "adhocUid": None,
        "createdByDatasourceType": "API",
        "createdByDatasourceUid": one.datasource_uid,
        "createdAt": stamp(one.created_at),
        "updatedAt": stamp(one.created_at),
    }


def _native_stream_spec(one: Attribute, flag: str) -> Json:
    return {
        **_shared(one.uid, one.label, one.data_type, one.multivalue),
        "requiredInWebhook": one.required,
        flag: not one.writable,
        "custom": False,
    }


def _custom_stream_spec(one: CustomAttribute, flag: str) -> Json:
    return {
        **_shared(one.uid, one.uid, one.data_type, one.multivalue),
        "requiredInWebhook": False,
        flag: False,
        "custom": True,
    }


def _shared(uid: str, label: str, data_type: str, multivalue: int) -> Json:
    return {
        "uid": uid,
        "displayLabel": label,
        "description": "",
        "dataType": data_type,
        "multivalue": multivalue,
        "important": False,
        "visible": True,
    }
