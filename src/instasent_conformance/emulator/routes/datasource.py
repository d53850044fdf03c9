"""Datasources of a project."""

from __future__ import annotations

import json

from instasent_conformance.emulator.accounts import create_datasource
from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.coercion import has_lone_surrogate, is_country
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.indexes import answer_index
from instasent_conformance.emulator.merging import refresh_fed
from instasent_conformance.emulator.reach import datasource_by_id, datasources_of
from instasent_conformance.emulator.writing.datasources import (
    DATASOURCE_FIELDS,
    write_datasource,
    write_reduced_datasource,
)

_TEXTS = ("description", "defaultCountry", "locale", "timezone")
_LISTS = ("audienceTags", "tags")


@answers("datasource.list")
def list_datasources(call: Call) -> Answer:
    """List the datasources of a project."""
    found = datasources_of(call.service, call.project)
    written = [write_datasource(call.service, one) for one in found]
    return answer_index(call, written, DATASOURCE_FIELDS)


@answers("datasource.get")
def get_datasource(call: Call) -> Answer:
    """Describe a datasource."""
    return Answer({"entity": write_datasource(call.service, call.datasource)})


@answers("datasource.stats")
def get_statistics(call: Call) -> Answer:
    """Count the contacts of a datasource."""
    total = call.service.store.number(
        "SELECT count(*) FROM contact WHERE datasource_id = ?", call.datasource.id
    )
    return Answer(
        {
            "contacts": {"total": total, "errored": 0},
            "datasource": write_reduced_datasource(call.datasource),
        }
    )


@answers("datasource.create")
def add_datasource(call: Call) -> Answer:
    """Create an API datasource with its own token."""
    status, _, tags = call.service.knobs.option("K-27").partition("-")
    body = call.body
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    if tags == "required" and "audienceTags" not in body:
        raise Refusal(400, "audienceTags: required")
    name = _text(body.get("name"), "name")
    if not name:
        raise Refusal(400, "name: expected a text that is not empty")
    created = create_datasource(
        call.service, call.project, name=name, options=_options(body)
    )
    entity = write_datasource(call.service, created, reading=False)
    entity["projectAttributeMappings"] = None
    return Answer({"entity": entity}, status=int(status))


@answers("datasource.update")
def change_datasource(call: Call) -> Answer:
    """Change what the body names of a datasource and leave the rest."""
    service, body, old = call.service, call.body, call.datasource
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    try:
        for key in body:
            if key not in ("name", *_TEXTS, *_LISTS):
                raise Refusal(422, f"{key!a}: there is no such field")
        name = _text(body.get("name", old.name), "name")
        if not name:
            raise Refusal(422, "name: expected a text that is not empty")
        options = {**old.options, **_options(body)}
    except Refusal as refusal:
        raise Refusal(422, refusal.message) from None
    service.store.run(
        "UPDATE datasource SET name = ?, options = ?, updated_at = ? WHERE id = ?",
        *(name, json.dumps(options), service.now(), old.id),
    )
    if options.get("audienceTags") != old.options.get("audienceTags"):
        refresh_fed(service, old.id)
    found = datasource_by_id(service, old.id)
    assert found is not None
    return Answer({"entity": write_datasource(service, found)})


def _options(body: dict[str, object]) -> dict[str, object]:
    options: dict[str, object] = {}
    for name in _TEXTS:
        if body.get(name) is not None or (name in body and name != "description"):
            options[name] = _text(body[name], name)
    for name in _LISTS:
        if name in body:
            options[name] = _texts(body[name], name)
    country = options.get("defaultCountry")
    if country and not is_country(str(country)):
        raise Refusal(400, "defaultCountry: expected a country code of two letters")
    return options


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or has_lone_surrogate(value):
        raise Refusal(400, f"{name}: expected a text")
    return value


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list):
        raise Refusal(400, f"{name}: expected a list of texts")
    return [_text(one, name) for one in value]
