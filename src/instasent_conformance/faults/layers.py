"""What a fault is made of, seen while it is planted, so that two can be planted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from ..contract import Registry
from ..transport import App


@dataclass
class Layers:
    """
    The layers of one planted fault, from the emulator outwards.

    Attributes:
        parts: collaborators replaced, by name.
        interceptions: what stands around the emulator, the innermost first.
        top: the application that the outermost layer made.
        alike: whether every layer stands on the contract that was given.
    """

    contract: Registry
    parts: dict[str, Any] = field(default_factory=dict)
    interceptions: list[Any] = field(default_factory=list)
    top: App | None = None
    alike: bool = True


_SEEN: ContextVar[Layers | None] = ContextVar("layers", default=None)


@contextmanager
def watching(contract: Registry) -> Iterator[Layers]:
    """Collect the layers of the fault that is planted inside."""
    layers = Layers(contract)
    mark = _SEEN.set(layers)
    try:
        yield layers
    finally:
        _SEEN.reset(mark)


def note_parts(contract: Registry, parts: dict[str, Any], made: App) -> None:
    """Say which collaborators an emulator was built with."""
    layers = _SEEN.get()
    if layers is not None:
        layers.alike &= contract is layers.contract and layers.top is None
        layers.parts |= parts
        layers.top = made


def note_interception(inner: App, interception: Any, made: App) -> None:
    """Say what was put around an application."""
    layers = _SEEN.get()
    if layers is not None:
        layers.alike &= layers.top is None or layers.top is inner
        layers.interceptions.append(interception)
        layers.top = made
