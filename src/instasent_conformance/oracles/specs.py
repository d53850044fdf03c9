"""Whether the values of a contact or an event fit what discovery says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..cases.live_specs import NUMBERS, Spec
from ..contract import Json
from .sightings import moment_of

_TRUTHS = (True, False, "1", "0", 1, 0)


def misfits(
    specs: Mapping[str, Spec], shown: Mapping[str, Json], *, whole: bool
) -> Iterator[str]:
    """
    Yield what values break of their specs.

    Args:
        specs: the specs, by uid.
        shown: the values, by uid.
        whole: whether the values are all that there are, so that none may lack.

    """
    for uid, spec in specs.items():
        value = shown.get(uid)
        if value is None:
            if whole and spec.required:
                yield f"`{uid}` is missing, and required"
            continue
        listed = value if isinstance(value, list) else [value]
        if len(listed) > spec.values:
            yield f"`{uid}` holds {len(listed)} values, of {spec.values}"
        for one in listed:
            if isinstance(one, str) and len(one) > (spec.max_length or len(one)):
                yield f"`{uid}` has {len(one)} characters, of {spec.max_length}"
            if not has_type(spec.data_type, one):
                yield f"`{uid}` is {one!r}, and no {spec.data_type}"


def has_type(data_type: str, value: Json) -> bool:
    """Return whether a value is of a data type; any value is of an unknown one."""
    if data_type == "bool":
        return value in _TRUTHS
    if data_type in NUMBERS:
        return _is_number(value)
    if data_type in ("date", "datetime"):
        return moment_of(value) is not None
    return True


def _is_number(value: Json) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return not isinstance(value, bool)
