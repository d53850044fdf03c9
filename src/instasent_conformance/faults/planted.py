"""Every fault in one form, wherever it comes from, and how one is found by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ..contract import Registry
from ..contract.model import Provenance
from ..emulator import Settings, create_app
from ..transport import App
from .registry import Fault, FaultUnknown, Plant, all_faults
from .witness import Server, Witness

Source = Literal["logic", "table", "wire", "pairs"]
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(frozen=True, slots=True)
class Planted:
    """
    One defect to be convicted.

    Attributes:
        id: what `--fault` takes; of all but logic faults it begins with the source.
        breaks: the requirement, or the row of the contract, that it breaks.
        provenance: how well the sources support what it breaks.
        endpoints: where it shows; empty where it may show anywhere.
        witness: tells it from the healthy emulator; None where none is known.
        excluded: why it is no fault after all; empty for a fault that counts.
    """

    id: str
    source: Source
    family: str
    law: str
    breaks: str
    sentence: str
    plant: Plant
    provenance: Provenance = "documented"
    endpoints: tuple[str, ...] = ()
    witness: Witness | None = None
    excluded: str = ""


Generator = Callable[[Registry], Iterator[Planted]]
_MADE: dict[tuple[int, Source], tuple[Registry, dict[str, Planted]]] = {}


def planted_faults(contract: Registry, source: Source) -> Mapping[str, Planted]:
    """Return the faults of one source by id, in a fixed order."""
    key = (id(contract), source)
    if key not in _MADE:
        made = {fault.id: fault for fault in _generators()[source](contract)}
        _MADE[key] = (contract, made)
    return _MADE[key][1]


def planted_fault(name: str, contract: Registry) -> Planted:
    """
    Return the fault of that id, of whatever source.

    Raises:
        FaultUnknown: there is no such fault.
    """
    found: Source = next((s for s in SOURCES if name.startswith(f"{s}/")), "logic")
    known = planted_faults(contract, found)
    if name not in known:
        raise FaultUnknown(name, tuple(known))
    return known[name]


def faulty_app(name: str, contract: Registry, settings: Settings) -> App:
    """
    Build the emulator with one fault planted.

    Raises:
        FaultUnknown: there is no such fault.
    """
    return planted_fault(name, contract).plant(contract, settings)


def _generators() -> Mapping[Source, Generator]:
    from .pairs import pairs
    from .table import table_faults
    from .wire import wire_faults

    return {
        "logic": _logic,
        "table": table_faults,
        "wire": wire_faults,
        "pairs": pairs,
    }


def _logic(contract: Registry) -> Iterator[Planted]:
    weights = {row.id: row.provenance for row in contract.requirements}
    for fault in all_faults().values():
        yield from_logic(fault, weights.get(fault.requirement, "assumed"))


def from_logic(fault: Fault, provenance: Provenance) -> Planted:
    """Return a fault of the catalogue in the common form."""
    return Planted(
        id=fault.id,
        source="logic",
        family=fault.family,
        law=fault.law,
        breaks=fault.requirement,
        sentence=fault.sentence,
        plant=fault.plant,
        provenance=provenance,
        witness=fault.witness,
        excluded=fault.permitted,
    )


def tells_apart(fault: Planted, contract: Registry) -> bool:
    """
    Return whether the witness of a fault gets other answers from it than from health.

    A fault without a witness is taken for one that shows.
    """
    if fault.witness is None:
        return True
    settings = Settings(world="empty")
    with Server(create_app(contract, settings=settings), contract) as server:
        healthy = fault.witness(server)
    with Server(fault.plant(contract, settings), contract) as server:
        return bool(fault.witness(server) != healthy)


def endpoints_asked(fault: Planted, contract: Registry) -> frozenset[str]:
    """Return the endpoints that a witness asks, but for what only furnishes."""
    if fault.witness is None:
        return frozenset()
    settings = Settings(world="empty")
    with Server(create_app(contract, settings=settings), contract) as server:
        fault.witness(server)
    furnishing = {"datasource.create"}
    return frozenset(server.asked) - furnishing or frozenset(server.asked)
