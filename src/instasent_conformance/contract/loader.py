"""Read a contract folder into a Registry, or say exactly what is wrong with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from .errors import ContractFileInvalid, ContractFileMissing, ContractFileUnreadable
from .location import contracts_root
from .model import (
    AccessRow,
    Attribute,
    DisclosureRow,
    Endpoint,
    EventType,
    FieldRow,
    Json,
    Knob,
    Level,
    Limit,
    Manifest,
    Plan,
    Rate,
    Requirement,
    Scope,
    TokenKind,
    Unknown,
)
from .registry import Registry

Model = TypeVar("Model")

_PLACE = re.compile(r"^(?P<problem>.*?) - at `(?P<place>[^`]*)`$")


def load_registry(root: Path | None = None) -> Registry:
    """
    Load one contract version.

    Args:
        root: the folder that holds `manifest.json`; searched for when None.

    Raises:
        ContractError: a file is missing, unreadable or of the wrong shape.
    """
    folder = contracts_root(root)
    access = _Tables(folder / "access.json")
    knobs = _Tables(folder / "knobs.json")
    limits = _Tables(folder / "limits.json")
    endpoints = _endpoints(folder / "endpoints")
    return Registry(
        root=folder,
        manifest=_convert(folder / "manifest.json", Manifest),
        endpoints=endpoints,
        scopes=access.rows("scopes", Scope),
        token_kinds=access.rows("tokens", TokenKind),
        plans={plan.plan: plan for plan in access.rows("plans", Plan)},
        levels=access.rows("levels", Level),
        access={row.endpoint: row for row in access.rows("endpoints", AccessRow)},
        fields=access.rows("fields", FieldRow),
        disclosure=access.rows("attributes", DisclosureRow),
        attributes=_Tables(folder / "attributes.json").rows("attributes", Attribute),
        knobs={knob.id: knob for knob in knobs.rows("knobs", Knob)},
        unknowns={row.id: row for row in knobs.rows("unknowns", Unknown)},
        limits={limit.limit: limit for limit in limits.rows("limits", Limit)},
        rates=limits.rows("rates", Rate),
        event_types=_event_types(folder / "event-types.json"),
        requirements=_Tables(folder / "requirements.json").rows(
            "requirements", Requirement
        ),
        schemas={
            file.name: read_json(file)
            for file in sorted((folder / "schemas").glob("*.json"))
        },
    )


def read_json(file: Path) -> Json:
    """
    Parse one JSON file.

    Raises:
        ContractFileMissing: there is no such file.
        ContractFileUnreadable: it is not JSON, with line and column.
    """
    try:
        return _parse(file.read_bytes())
    except FileNotFoundError:
        raise ContractFileMissing(file=file) from None
    except UnicodeDecodeError as error:
        raise ContractFileUnreadable(
            file=file, line=1, column=error.start + 1, problem="not UTF-8"
        ) from None
    except json.JSONDecodeError as error:
        raise ContractFileUnreadable(
            file=file, line=error.lineno, column=error.colno, problem=error.msg
        ) from None


def _parse(content: bytes) -> Json:
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        # The slower parser says where the mistake is.
        return json.loads(content.decode())


class _Tables:
    """A file whose top level is an object of named tables."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.content = read_json(file)
        if not isinstance(self.content, dict):
            raise ContractFileInvalid(
                file=file, place="$", problem="expected an object of tables"
            )

    def rows(self, table: str, model: type[Model]) -> tuple[Model, ...]:
        """Return the rows of one table, each as the model given."""
        if table not in self.content:
            raise ContractFileInvalid(
                file=self.file, place="$", problem=f"the table {table!r} is missing"
            )
        every: Any = tuple[model, ...]  # type: ignore[valid-type]
        rows: tuple[Model, ...] = _build(
            self.file, self.content[table], every, f"$.{table}"
        )
        return rows


def _endpoints(folder: Path) -> dict[str, Endpoint]:
    found = {}
    for file in sorted(folder.glob("*.json")):
        endpoint = _convert(file, Endpoint)
        if endpoint.id != file.stem:
            raise ContractFileInvalid(
                file=file,
                place="$.id",
                problem=f"the id {endpoint.id!r} differs from the file name",
            )
        found[endpoint.id] = endpoint
    return found


def _event_types(file: Path) -> tuple[EventType, ...]:
    rows = _Tables(file).rows("event_types", dict)
    return tuple(
        _build(
            file,
            {
                "uid": row.get("uid"),
                "fields": {
                    key: value
                    for key, value in row.items()
                    if key not in ("parameters", "provenance", "source")
                },
                "parameters": row.get("parameters", []),
            },
            EventType,
            f"$.event_types[{index}]",
        )
        for index, row in enumerate(rows)
    )


def _convert(file: Path, model: type[Model]) -> Model:
    return _build(file, read_json(file), model, "$")


def _build(file: Path, content: Any, model: type[Model], base: str) -> Model:
    try:
        return msgspec.convert(content, model)
    except msgspec.ValidationError as error:
        match = _PLACE.match(str(error))
        place = match["place"] if match else "$"
        problem = match["problem"] if match else str(error)
        raise ContractFileInvalid(
            file=file, place=base + place.removeprefix("$"), problem=problem
        ) from None
