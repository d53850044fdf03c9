"""When two written values are the same value: the keys that contacts merge by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from instasent_conformance.emulator.coercion import e164
from instasent_conformance.emulator.records import Key
from instasent_conformance.emulator.service import Service


def normalise(
    _service: Service, role: str, value: object, country: str | None
) -> str | None:
    """Return the key that a value merges by; nothing merges by nothing."""
    if not isinstance(value, str) or not value:
        return None
    if role == "email":
        return value.strip().lower() or None
    if role == "phone":
        return e164(value, country)
    return value


def keys_of(
    service: Service, unique: Sequence[str], data: Mapping[str, object]
) -> list[Key]:
    """Return the merge keys of a contact; phones are E.164 once stored."""
    found = []
    normalise_one, role = service.collaborators.normalise, service.role
    for uid in unique:
        value = data.get(uid)
        if value is not None:
            key = normalise_one(service, role(uid) or uid, value, None)
            if key is not None:
                found.append(Key(uid, key))
    return found
