"""From answers to what a token may do; nothing here sends anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..contract import Json, Registry
from ..contract.model import FieldRow
from ..oracles.disclosure import level_of
from ..tokens import Token
from .model import AuditedToken, Level, Standing

_REFUSED = frozenset((401, 403))
_SAYS_NOTHING = frozenset((405, 429, 501))
_SERVER_ERRORS = 500
_MASKS = "*•"


def standing_of(status: int) -> Standing:
    """Return what the status of an answer to a probe says about its scope."""
    if status in _REFUSED:
        return Standing.DENIED
    if status in _SAYS_NOTHING or status >= _SERVER_ERRORS:
        return Standing.UNKNOWN
    return Standing.GRANTED


def field_standing(row: FieldRow, body: Json) -> Standing:
    """Return whether the scope of a field is granted, by an answer that may show it."""
    *way, last = row.pointer.strip("/").split("/")
    for step in way:
        if not isinstance(body, dict) or step not in body:
            return Standing.UNKNOWN
        body = body[step]
    shown = isinstance(body, dict) and body.get(last) is not None
    return Standing.GRANTED if shown else Standing.DENIED


def disclosed_in(
    contract: Registry, entities: Iterable[Mapping[str, Any]]
) -> frozenset[str]:
    """Return the attributes that contacts show, custom ones by their class."""
    native = {attribute.uid for attribute in contract.attributes}
    found = set()
    for entity in entities:
        for uid, value in _attributes(entity, native).items():
            if _is_shown(value):
                found.add(uid if uid in native else _class_of(value))
    return frozenset(found)


def level_in(contract: Registry, disclosed: frozenset[str]) -> Level | None:
    """Return the lowest level that shows all that was disclosed."""
    if not disclosed:
        return None
    rows = {row.attribute or row.class_: row.levels for row in contract.disclosure}
    rank = {level.level: level.rank for level in contract.levels}
    lowest = [min(rows[name], key=rank.__getitem__) for name in disclosed]
    return max(lowest, key=rank.__getitem__)


def level_standings(contract: Registry, level: Level | None) -> dict[str, Standing]:
    """
    Return what a level that was read says about the scopes that raise it.

    A higher level hides whether the scope of a lower one is held besides; without a
    contact that was shown nothing is known.
    """
    ranked = sorted(contract.levels, key=lambda row: row.rank)[1:]
    if level is None:
        return dict.fromkeys((row.scope for row in ranked), Standing.UNKNOWN)
    reached = next(row.rank for row in contract.levels if row.level == level)
    return {
        row.scope: Standing.GRANTED
        if row.rank == reached
        else Standing.UNKNOWN
        if row.rank < reached
        else Standing.DENIED
        for row in ranked
    }


def entitled_level(contract: Registry, audited: AuditedToken) -> Level:
    """Return the level that the declared scopes of a token and its plan give it."""
    declared = Token(
        alias=audited.alias,
        kind="product",
        project=audited.project,
        scopes=audited.declared or frozenset(),
        plan=audited.plan,
        secret="",
    )
    return level_of(contract, declared)


def _attributes(entity: Mapping[str, Any], native: set[str]) -> Mapping[str, Any]:
    """Return the attributes of a contact, nested under a key or beside its id."""
    nested = entity.get("attributesData")
    if isinstance(nested, dict):
        return nested
    return {uid: value for uid, value in entity.items() if uid in native}


def _is_shown(value: object) -> bool:
    if value is None or value in ("", [], {}):
        return False
    return not (isinstance(value, str) and any(mask in value for mask in _MASKS))


def _class_of(value: object) -> str:
    return "custom-bool" if isinstance(value, bool) else "custom"
