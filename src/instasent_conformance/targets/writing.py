"""Write the part of conform.toml that describes one target."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from .config import TargetConfig
from .errors import TargetProblem
from .reading import load_config

_HEAD = """\
# Targets of `conform run`. Tokens are named by where their secrets are, never given.
# Every key: contracts/meta/conform.json of instasent-conformance.
"""
_FINE = """\
# Cases that these tokens cannot decide are counted and shown, and do not by
# themselves make a run end in exit 3.
"""
_MORE = ("pacing", "projects", "tokens")


def add_target(file: Path, name: str, target: TargetConfig) -> None:
    """
    Add a target to a file, which is made where it is absent.

    Raises:
        TargetProblem: the file describes a target of that name, or is malformed.
    """
    before = ""
    if file.is_file():
        if name in load_config(file).targets:
            raise TargetProblem(
                f"{file} describes a target {name!r} already. "
                "Next step: choose another name, or take that part out."
            )
        before = file.read_text("utf-8").rstrip() + "\n\n"
    text = (before or _HEAD + "\n") + render(name, target)
    file.write_text(text, encoding="utf-8")


def render(name: str, target: TargetConfig) -> str:
    """Return the tables of a target."""
    found = msgspec.to_builtins(target)
    parts = [_table(f"targets.{_key(name)}", found, leaving=_MORE)]
    if "pacing" in found:
        parts.append(_table(f"targets.{_key(name)}.pacing", found["pacing"]))
    parts += [
        _table(f"targets.{_key(name)}.projects.{alias}", project)
        for alias, project in found.get("projects", {}).items()
    ]
    parts += [
        f"[{_table(f'targets.{_key(name)}.tokens', token)}".replace("]", "]]", 1)
        for token in found.get("tokens", ())
    ]
    return "\n".join(parts)


def _table(path: str, values: dict[str, Any], *, leaving: Iterable[str] = ()) -> str:
    lines = [f"[{path}]"]
    for key, value in values.items():
        if key not in leaving:
            note = _FINE if key == "undecided_is_fine" else ""
            lines.append(f"{note}{_key(key)} = {_value(value)}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return _list([_value(item) for item in value])
    return json.dumps(value, ensure_ascii=False)


def _list(items: list[str]) -> str:
    line = f"[{', '.join(items)}]"
    if len(line) <= 72:
        return line
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "").isalnum() and key.isascii()
    return key if bare else json.dumps(key, ensure_ascii=False)
