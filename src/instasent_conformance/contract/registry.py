"""An immutable view of one contract version: look-up by name, nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from .errors import UnknownName
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

Value = TypeVar("Value")


@dataclass(frozen=True)
class Registry:
    """
    Every fact of one contract version.

    Registries are values: nothing in them changes after loading.
    Look-up methods raise `UnknownName` with the nearest known names.
    """

    root: Path
    manifest: Manifest
    endpoints: Mapping[str, Endpoint]
    scopes: tuple[Scope, ...]
    token_kinds: tuple[TokenKind, ...]
    plans: Mapping[str, Plan]
    levels: tuple[Level, ...]
    access: Mapping[str, AccessRow]
    fields: tuple[FieldRow, ...]
    disclosure: tuple[DisclosureRow, ...]
    attributes: tuple[Attribute, ...]
    knobs: Mapping[str, Knob]
    unknowns: Mapping[str, Unknown]
    limits: Mapping[str, Limit]
    rates: tuple[Rate, ...]
    event_types: tuple[EventType, ...]
    requirements: tuple[Requirement, ...]
    schemas: Mapping[str, Mapping[str, Json]]

    @property
    def version(self) -> str:
        """The semantic version of this contract."""
        return self.manifest.version

    @cached_property
    def scope_words(self) -> frozenset[str]:
        """Every declared scope word."""
        return frozenset(scope.scope for scope in self.scopes)

    @cached_property
    def plan_words(self) -> frozenset[str]:
        """Every scope word whose row says that plans include it or not."""
        return frozenset(row.scope for row in self.scopes if row.tier == "plan")

    def pinned(self, pins: Mapping[str, str]) -> Registry:
        """
        Return the same contract with knobs pinned to options.

        Raises:
            UnknownName: a knob or an option is not declared.
        """
        knobs = dict(self.knobs)
        for name, option in pins.items():
            knob = self.knob(name)
            options = {row.option: row for row in knob.options}
            _look_up(f"option of {name}", options, option)
            knobs[name] = structs.replace(knob, pinned=option)
        return replace(self, knobs=knobs)

    def with_event_types(self, kinds: tuple[EventType, ...]) -> Registry:
        """Return the same contract for a project that has other event types."""
        return replace(self, event_types=kinds)

    @property
    def plainest_event_type(self) -> EventType:
        """An event type that requires no parameter; the first where all do."""
        return next(
            (
                kind
                for kind in self.event_types
                if not any(spec.get("required") for spec in kind.parameters)
            ),
            self.event_types[0],
        )

    def endpoint(self, name: str) -> Endpoint:
        """Return the endpoint of that id."""
        return _look_up("endpoint", self.endpoints, name)

    def knob(self, name: str) -> Knob:
        """Return the knob of that id."""
        return _look_up("knob", self.knobs, name)

    def limit(self, name: str) -> int:
        """Return the value of the limit of that name."""
        return _look_up("limit", self.limits, name).value

    def attribute(self, role: str) -> Attribute:
        """Return the native attribute that plays a role."""
        return _look_up("attribute role", self._by_role, role)

    @cached_property
    def _by_role(self) -> dict[str, Attribute]:
        return {attribute.role: attribute for attribute in self.attributes}


def _look_up(kind: str, table: Mapping[str, Value], name: str) -> Value:
    try:
        return table[name]
    except KeyError:
        raise UnknownName(kind=kind, name=name, known=tuple(sorted(table))) from None
