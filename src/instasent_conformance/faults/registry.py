"""
How a planted fault introduces itself, and how all of them are found.

A fault is one file of this package. It replaces a collaborator of the emulator or
wraps the application, and brings a witness: the shortest requests whose answers tell it
from the healthy emulator. The emulator holds no fault switch.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal

from ..contract import Registry
from ..emulator import Settings
from ..transport import App
from .witness import Witness

Family = Literal[
    "scope",
    "tenant",
    "redaction",
    "merge",
    "consolidation",
    "tracking",
    "event",
    "ingest",
    "paging",
    "filter",
    "message",
    "contract",
    "robustness",
    "limits",
]
Plant = Callable[[Registry, Settings], App]
ASSUMED = "the sources only assume what it breaks, so no finding may be red"


class FaultUnknown(LookupError):
    """No fault has the id given."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        """Name the nearest faults and the command that lists all."""
        near = ", ".join(get_close_matches(self.name, self.known, n=3, cutoff=0.4))
        hint = f"the nearest are {near}; " if near else ""
        return (
            f"unknown fault {self.name!r}. "
            f"Next step: {hint}`conform faults list` shows them all."
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One planted defect.

    Attributes:
        id: the name of its module, with hyphens.
        family: what kind of defect it is.
        law: the law whose suite convicts it.
        requirement: the id of the requirement that it breaks.
        sentence: what the faulty server does.
        plant: builds the faulty application.
        witness: asks a server and returns what tells it from the healthy one.
        permitted: why the sources permit it all the same; empty where they do not.
            What is permitted is planted, shown and listed, and counts nowhere.
    """

    id: str
    family: Family
    law: str
    requirement: str
    sentence: str
    plant: Plant
    witness: Witness
    permitted: str = ""


def fault(
    *,
    family: Family,
    law: str,
    requirement: str,
    witness: Witness,
    permitted: str = "",
) -> Callable[[Plant], Plant]:
    """
    Register a function that builds a faulty application as the fault of its module.

    The first line of the module's docstring says what the faulty server does.
    """

    def register(plant: Plant) -> Plant:
        module = importlib.import_module(plant.__module__)
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        sentence = (module.__doc__ or "").strip().splitlines()[0]
        _FAULTS[name] = Fault(
            id=name,
            family=family,
            law=law,
            requirement=requirement,
            sentence=sentence,
            plant=plant,
            witness=witness,
            permitted=permitted,
        )
        return plant

    return register


_FAULTS: dict[str, Fault] = {}


@cache
def all_faults() -> dict[str, Fault]:
    """Return every fault by id, importing each module of the catalogue once."""
    package = importlib.import_module(f"{__package__}.catalogue")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_FAULTS.items()))
