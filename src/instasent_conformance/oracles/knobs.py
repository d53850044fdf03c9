"""Which answers to an open question are still possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..contract import Json, Registry


def possible_options(contract: Registry, knob: str) -> tuple[str, ...]:
    """Return the pinned option of a knob, or every option while it is open."""
    row = contract.knob(knob)
    return (row.pinned,) if row.pinned else tuple(o.option for o in row.options)


def possible_values(contract: Registry, knob: str) -> tuple[Json, ...]:
    """Return the machine-usable values of the options that are still possible."""
    possible = possible_options(contract, knob)
    return tuple(
        option.value
        for option in contract.knob(knob).options
        if option.option in possible
    )


def is_possible(contract: Registry, when: Mapping[str, str]) -> bool:
    """Return whether every named option is still possible."""
    return all(
        option in possible_options(contract, knob) for knob, option in when.items()
    )


def provenance_of(contract: Registry, when: Mapping[str, str]) -> Iterable[str]:
    """Yield the provenance of every named option."""
    for knob, option in when.items():
        for row in contract.knob(knob).options:
            if row.option == option:
                yield row.provenance
