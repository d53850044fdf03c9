"""One project, and its settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.coercion import has_lone_surrogate
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.reach import project_by_id
from instasent_conformance.emulator.records import Project
from instasent_conformance.emulator.writing.accounts import (
    ATTRIBUTION_HOURS,
    CHANNEL_DEFAULTS,
    CHANNELS,
    write_context,
    write_project,
)

MOST_HOURS = 24 * 365

Json = dict[str, object]


@answers("project.get")
def get_project(call: Call) -> Answer:
    """Describe a project and how it merges."""
    return _describe(call, call.project)


@answers("project.update")
def change_project(call: Call) -> Answer:
    """Change the settings that the body names and leave the others."""
    body, project = call.body, call.project
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    settings = dict(project.settings)
    for name, value in body.items():
        read = _READERS.get(name)
        if read is None:
            raise Refusal(422, f"{name!a}: there is no such setting")
        settings[name] = read(name, value, settings.get(name))
    call.service.store.run(
        "UPDATE project SET name = ?, settings = ?, updated_at = ? WHERE id = ?",
        settings.pop("name", project.name),
        *(json.dumps(settings), call.service.now(), project.id),
    )
    changed = project_by_id(call.service, project.id)
    assert changed is not None
    return _describe(call, changed)


def _describe(call: Call, project: Project) -> Answer:
    metadata = write_context(call.service, call.token, call.endpoint.id, project)
    entity = write_project(call.service, project)
    return Answer({"entity": entity, "metadata": metadata})


def _read_text(name: str, value: object, _old: object) -> str:
    if not isinstance(value, str) or has_lone_surrogate(value):
        raise Refusal(422, f"{name}: expected a text")
    return value


def _read_name(name: str, value: object, old: object) -> str:
    if not value:
        raise Refusal(422, f"{name}: expected a text that is not empty")
    return _read_text(name, value, old)


def _read_hours(name: str, value: object, old: object) -> Json:
    found = _object(name, old or {})
    for key, hours in _object(name, value).items():
        if key not in ATTRIBUTION_HOURS:
            raise Refusal(422, f"{name}: {key!a} is no window")
        if hours is not None and not _is_number(hours):
            raise Refusal(422, f"{name}.{key}: expected a number of hours, or null")
        found[key] = hours
    return found


def _read_channels(name: str, value: object, old: object) -> Json:
    found = _object(name, old or {})
    for channel, given in _object(name, value).items():
        if channel not in CHANNELS:
            raise Refusal(422, f"{name}: {channel!a} is no channel")
        merged = _object(name, found.get(channel) or {})
        for key, one in _object(f"{name}.{channel}", given).items():
            _check_option(f"{name}.{channel}", key, one)
            merged[key] = one
        found[channel] = merged
    return found


def _check_option(place: str, key: str, value: object) -> None:
    if key not in CHANNEL_DEFAULTS:
        raise Refusal(422, f"{place}: there is no {key!a}")
    default = CHANNEL_DEFAULTS[key]
    kind = str if default is None else type(default)
    texts = value if isinstance(value, list) else [value]
    good = isinstance(value, kind) and (
        kind is bool
        or all(isinstance(t, str) and not has_lone_surrogate(t) for t in texts)
    )
    if value is not None and not good:
        raise Refusal(422, f"{place}.{key}: the value is of the wrong type")


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value <= MOST_HOURS


def _object(name: str, value: object) -> Json:
    if not isinstance(value, Mapping):
        raise Refusal(422, f"{name}: expected an object")
    return dict(value)


_READERS: Mapping[str, Callable[[str, object, object], object]] = {
    "name": _read_name,
    "description": _read_text,
    "locale": _read_text,
    "timezone": _read_text,
    "attributionConfig": _read_hours,
    "generalConfig": _read_channels,
}
