"""How an emulator is started, and which options it can honour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from instasent_conformance.emulator.errors import EmulatorError

if TYPE_CHECKING:
    from instasent_conformance.contract import Knob, Registry

HONOURED = frozenset(
    f"{letter}-{number:02d}"
    for letter, last in (("K", 44), ("A", 23))
    for number in range(1, last + 1)
)
"""Knobs of which every option changes what the emulator does."""


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What an emulator is started with.

    Args:
        state: the file that holds the state; none keeps it in memory.
        seed: makes identifiers and secrets repeat.
        knobs: knob id to option, where the assumed option is not wanted.
        world: the initial world: `demo`, `empty` or a file.
        control: whether the control plane answers.
        enforce_rates: whether an exhausted rate window refuses.
        queue_delay: seconds after which a queued write becomes visible.
        base_path: the prefix of every route of the API.
        real_time: whether the clock follows the machine's, as a served emulator's does.

    """

    state: Path | None = None
    seed: int = 0
    knobs: Mapping[str, str] = field(default_factory=dict)
    world: str | Path = "demo"
    control: bool = True
    enforce_rates: bool = False
    queue_delay: float = 0.5
    base_path: str = "/v1"
    real_time: bool = False


class Knobs:
    """The option chosen for every knob."""

    def __init__(self, registry: Registry, chosen: Mapping[str, str]) -> None:
        for knob, option in chosen.items():
            _refuse_unknown(registry, knob, option)
        self._options = {
            knob.id: chosen.get(knob.id, knob.assumed)
            for knob in registry.knobs.values()
        }
        self._registry = registry

    def option(self, knob: str) -> str:
        """Return the name of the chosen option."""
        return self._options[knob]

    def status(self, knob: str) -> int:
        """Return the chosen option as an HTTP status."""
        return int(self._options[knob])

    def admits(self, when: Mapping[str, str]) -> bool:
        """Tell whether the chosen options are the ones named."""
        return all(self._options.get(knob) == when[knob] for knob in when)

    def chosen(self) -> dict[str, str]:
        """Return every knob with its option."""
        return dict(self._options)


def _refuse_unknown(registry: Registry, name: str, option: str) -> None:
    knob = registry.knobs.get(name)
    if knob is None:
        known = ", ".join(sorted(registry.knobs))
        raise EmulatorError(f"no knob is called {name!r}; choose one of: {known}")
    choices = _choices(knob)
    if option not in choices:
        raise EmulatorError(
            f"{name} has no option {option!r} here; choose one of: "
            + ", ".join(choices)
        )


def _choices(knob: Knob) -> list[str]:
    if knob.id not in HONOURED:
        return [knob.assumed]
    return [option.option for option in knob.options]
