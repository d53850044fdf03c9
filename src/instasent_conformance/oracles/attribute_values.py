"""What an attribute value means, in whichever of its spellings it comes back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..contract import Attribute, Json, Registry
from ..contract.model import Provenance
from .knobs import possible_options

UNDECLARED_KNOB = "K-10"
_SEPARATORS = re.compile(r"[\s,;|]+")
_TRUTHS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class FormTaken:
    """One spelling of a value: what it means, and what its source held of it."""

    requirement: str
    form: str
    meanings: Mapping[str, Json]
    accepted: bool
    held: Mapping[str, Json]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ManyValues:
    """Values sent for an attribute that holds several, and those that were kept."""

    uid: str
    limit: int
    sent: tuple[str, ...]
    accepted: bool
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyTaken:
    """One custom key: whether the project knew it, and what became of it."""

    kind: str
    declared: bool
    accepted: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class KeysTaken:
    """Several custom keys, pushed one contact each."""

    keys: tuple[KeyTaken, ...]


@dataclass(frozen=True, slots=True)
class AliasPush:
    """
    A push to the alias of a data source, and whether its contact arrived.

    `late` says that it arrived in a data source that was made after others, and that
    is listed after others.
    """

    status: int
    arrived: bool
    late: bool = False


def meaning(attribute: Attribute | None, value: Json) -> Json:
    """Return a value without what its spelling adds."""
    kind = attribute.data_type if attribute else ""
    if value in (None, "", []):
        return None
    if kind == "bool" and not isinstance(value, bool):
        return _TRUTHS.get(str(value).casefold(), value)
    if kind in ("date", "datetime") and isinstance(value, str):
        return value[:10]
    return value


def differences(taken: FormTaken, contract: Registry) -> Iterator[str]:
    """Yield the attributes whose source holds something else than was meant."""
    rows = {attribute.uid: attribute for attribute in contract.attributes}
    for uid, meant in taken.meanings.items():
        held = meaning(rows.get(uid), taken.held.get(uid))
        if held != meant or isinstance(held, bool) != isinstance(meant, bool):
            yield f"{uid} is {held!r}, not {meant!r}"


def values_in(value: Json) -> tuple[str, ...]:
    """Return the values of an attribute that holds several, array or text (K-25)."""
    if isinstance(value, str):
        return tuple(part for part in _SEPARATORS.split(value) if part)
    listed = value if isinstance(value, list) else []
    return tuple(str(item) for item in listed)


def rules_left(taken: KeysTaken, contract: Registry) -> tuple[str, ...]:
    """Return the options that explain what became of every undeclared key."""
    fits: dict[str, Callable[[KeyTaken], bool]] = {
        "auto-create": lambda key: key.accepted and key.shown,
        "reject": lambda key: not key.accepted and not key.shown,
        "ignore": lambda key: key.accepted and not key.shown,
    }
    return tuple(
        option
        for option in possible_options(contract, UNDECLARED_KNOB)
        if all(fits[option](key) for key in taken.keys if not key.declared)
    )
