"""What contacts and events may carry, as a project and as a stream tell it."""

from __future__ import annotations

from instasent_conformance.contract import EventType
from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.events import event_type
from instasent_conformance.emulator.writing.accounts import write_context
from instasent_conformance.emulator.writing.specs import (
    write_attribute_specs,
    write_event_spec,
    write_parameter_specs,
    write_stream_attribute_specs,
)


@answers("specs.attributes")
def list_attributes(call: Call) -> Answer:
    """List the attributes of a project."""
    metadata = write_context(call.service, call.token, call.endpoint.id, call.project)
    entities = write_attribute_specs(call.service, call.project)
    return Answer({"entities": entities, "metadata": metadata})


@answers("specs.events")
def list_event_types(call: Call) -> Answer:
    """List the event types of a project."""
    return Answer({"entities": _event_specs(call)})


@answers("specs.event-parameters")
def list_event_parameters(call: Call) -> Answer:
    """List the parameters of an event type."""
    kind = _event_type(call)
    return Answer(
        {
            "entities": write_parameter_specs(kind),
            "metadata": {"event": write_event_spec(kind)},
        }
    )


@answers("stream.specs-attributes")
def list_stream_attributes(call: Call) -> Answer:
    """List the attributes that a stream takes."""
    return Answer({"specs": write_stream_attribute_specs(call.service, call.project)})


@answers("stream.specs-events")
def list_stream_event_types(call: Call) -> Answer:
    """List the event types that a stream takes."""
    return Answer({"specs": _event_specs(call)})


@answers("stream.specs-event-parameters")
def list_stream_event_parameters(call: Call) -> Answer:
    """List the parameters that an event of a type carries in a stream."""
    return Answer({"specs": write_parameter_specs(_event_type(call))})


def _event_specs(call: Call) -> list[dict[str, object]]:
    return [write_event_spec(kind) for kind in call.service.registry.event_types]


def _event_type(call: Call) -> EventType:
    kind = event_type(call.service, call.facts["event-type.uid"])
    if kind is None:
        raise Refusal(404, "The project has no such event type")
    return kind
