"""
Reading a file that describes the first world.

Whatever is wrong with it is said with the file, the place in it and the next step.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from instasent_conformance.contract import Registry
from instasent_conformance.emulator.errors import EmulatorError

Json = dict[str, Any]
Shape = Mapping[str, Any]

CHANNELS = {"email", "sms"}
"""What a person of a world can have opted out of."""
_WORLDS = Path(__file__).with_name("worlds")
_SOURCE: Shape = {
    "name": str,
    "audienceTags?": [str],
    "tags?": [str],
    "description?": str,
    "defaultCountry?": str,
    "locale?": str,
    "timezone?": str,
    "contacts?": [dict],
    "events?": [dict],
}
_OPT_OUT: Shape = {
    "value": str,
    "channel": str,
    "reason?": str,
    "utm-source?": str,
    "utm-medium?": str,
    "utm-campaign?": str,
}
_PROJECT: Shape = {
    "name": str,
    "unique_attributes?": [str],
    "senders?": [str],
    "datasources?": [_SOURCE],
    "opt_outs?": [_OPT_OUT],
}
_TOKEN: Shape = {"title": str, "scopes": [str]}
_ORGANIZATION: Shape = {
    "name": str,
    "plan": str,
    "projects?": [_PROJECT],
    "tokens?": [_TOKEN],
}
_WORLD: Shape = {"organizations?": [_ORGANIZATION]}
_WORDS = {str: "a text", dict: "an object", list: "a list"}


def read_world(registry: Registry, world: str | Path) -> Json:
    """Return the world of that name or file."""
    if world == "empty":
        return {}
    path = _WORLDS / "demo.json" if world == "demo" else Path(world)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EmulatorError(
            f"the world {path} cannot be read: {error}. "
            "Next step: name a file that holds JSON, or the world demo or empty."
        ) from None
    try:
        _check(found, _WORLD, "world")
        _check_words(registry, found)
    except ValueError as error:
        raise EmulatorError(
            f"the world {path} cannot be used: {error}. "
            "Next step: correct that place; the world demo shows the form."
        ) from None
    return dict(found)


def _check(value: object, shape: Any, place: str) -> None:
    if isinstance(shape, list):
        if not isinstance(value, list):
            raise ValueError(f"{place}: expected a list")
        for index, one in enumerate(value):
            _check(one, shape[0], f"{place}[{index}]")
    elif isinstance(shape, Mapping):
        _check_object(value, shape, place)
    elif not isinstance(value, shape):
        raise ValueError(f"{place}: expected {_WORDS[shape]}")


def _check_object(value: object, shape: Shape, place: str) -> None:
    if not isinstance(value, dict):
        raise ValueError(f"{place}: expected an object")
    names = {name.rstrip("?"): name for name in shape}
    for key in value:
        if key not in names:
            raise ValueError(f"{place}: there is no {key!a} here")
    for name, written in names.items():
        if name in value:
            _check(value[name], shape[written], f"{place}.{name}")
        elif written == name:
            raise ValueError(f"{place}.{name}: required")


def _check_words(registry: Registry, world: Json) -> None:
    merging = {one.uid for one in registry.attributes if one.unique != "never"}
    for index, owner in enumerate(world.get("organizations", ())):
        place = f"world.organizations[{index}]"
        _one_of(owner["plan"], set(registry.plans), f"{place}.plan")
        for number, token in enumerate(owner.get("tokens", ())):
            where = f"{place}.tokens[{number}].scopes"
            for scope in token["scopes"]:
                _one_of(scope, set(registry.scope_words), where)
        for number, project in enumerate(owner.get("projects", ())):
            where = f"{place}.projects[{number}].unique_attributes"
            for uid in project.get("unique_attributes", ()):
                _one_of(uid, merging, where)
            for position, one in enumerate(project.get("opt_outs", ())):
                where = f"{place}.projects[{number}].opt_outs[{position}].channel"
                _one_of(one["channel"], CHANNELS, where)


def _one_of(word: str, known: set[str], place: str) -> None:
    if word not in known:
        raise ValueError(f"{place}: {word!a} is none of {', '.join(sorted(known))}")
