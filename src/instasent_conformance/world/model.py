"""What a world holds: data sources and contacts that the run created."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..contract import Json
from ..tokens import Token

SYNC = (("_sync", "true"),)
"""The flag that asks a write to be done before its answer."""


@dataclass(frozen=True, slots=True)
class Datasource:
    """
    A data source of this run as its creation answered, and its token if shown.

    `id` names it in paths; `own_id` is the id that it bears, most often the same.
    """

    id: str
    own_id: str
    uid: str
    name: Json
    priority: float | None
    token: Token | None


@dataclass(frozen=True, slots=True)
class Planted:
    """A canary contact that the world wrote, and the audience id it got."""

    values: dict[str, Json]
    user_id: str
    audience_id: str | None
    event_id: str


def member(value: Any, name: str) -> Any:
    """Return a member of a JSON object, or None where there is no such thing."""
    return value.get(name) if isinstance(value, dict) else None
