"""Rows of the contract as people and programs read them."""

from __future__ import annotations

from typing import Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from ..contract import Registry, UnknownName

Row = dict[str, Any]


def endpoint_rows(registry: Registry) -> list[Row]:
    """Return one row per endpoint, with what opens it."""
    return [
        {
            "id": endpoint.id,
            "method": endpoint.method,
            "path": endpoint.path,
            "title": endpoint.title,
            "effect": registry.access[endpoint.id].effect,
            "scopes": _scopes(registry, endpoint.id),
            "provenance": endpoint.provenance,
        }
        for endpoint in registry.endpoints.values()
        if endpoint.id in registry.access
    ]


def requirement_rows(registry: Registry) -> list[Row]:
    """Return one row per requirement."""
    return [
        {
            "id": row.id,
            "level": row.level,
            "law": row.law,
            "text": row.text,
            "checks": list(row.checks),
            "unjudged": row.unjudged,
            "provenance": row.provenance,
        }
        for row in registry.requirements
    ]


def knob_rows(registry: Registry) -> list[Row]:
    """Return one row per knob."""
    return [
        {
            "id": knob.id,
            "question": knob.question,
            "options": [option.option for option in knob.options],
            "assumed": knob.assumed,
            "pinned": knob.pinned,
        }
        for knob in registry.knobs.values()
    ]


def scope_rows(registry: Registry) -> list[Row]:
    """Return one row per scope, with the endpoints it helps to open."""
    return [
        {
            "id": scope.scope,
            "tier": scope.tier,
            "group": scope.group,
            "meaning": scope.meaning,
            "opens": [
                name
                for name in registry.endpoints
                if scope.scope in _scopes(registry, name)
            ],
        }
        for scope in registry.scopes
    ]


def described(registry: Registry, name: str) -> Row:
    """
    Return everything the contract says under an id.

    Raises:
        UnknownName: nothing has this id; the nearest ids are named.
    """
    tables: tuple[dict[str, Any], ...] = (
        dict(registry.endpoints),
        dict(registry.knobs),
        dict(registry.unknowns),
        {row.id: row for row in registry.requirements},
        {row.scope: row for row in registry.scopes},
    )
    for table in tables:
        if name in table:
            found: Row = {"id": name, **msgspec.to_builtins(table[name])}
            row = registry.access.get(name)
            return found | ({"access": msgspec.to_builtins(row)} if row else {})
    known = tuple(sorted(key for table in tables for key in table))
    raise UnknownName(kind="id", name=name, known=known)


def show_rows(rows: list[Row]) -> None:
    """Print rows as a table on a terminal, and as tab-separated lines elsewhere."""
    console = Console()
    names = list(rows[0]) if rows else []
    if not console.is_terminal:
        for row in rows:
            typer.echo("\t".join(_cell(row[name]) for name in names))
        return
    table = Table(*names)
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in names))
    console.print(table)


def _scopes(registry: Registry, endpoint: str) -> list[str]:
    row = registry.access.get(endpoint)
    named = {
        scope
        for alternative in (row.alternatives if row else ())
        for scopes in alternative.scopes
        for scope in scopes
    }
    return sorted(named)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return ", ".join(map(str, value)) or "–" if isinstance(value, list) else str(value)
