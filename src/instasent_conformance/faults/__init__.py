"""
Planted faults, each with an id that `--fault` takes.

Logic faults are the files of `catalogue/`, each with a witness; table faults are made
from the rows of a contract; wire faults edit answers on their way; pairs are two logic
faults at once.
"""

from .planted import (
    SOURCES,
    Planted,
    Source,
    endpoints_asked,
    faulty_app,
    planted_fault,
    planted_faults,
    tells_apart,
)
from .registry import Fault, FaultUnknown, all_faults
from .wire import wire_app

__all__ = [
    "SOURCES",
    "Fault",
    "FaultUnknown",
    "Planted",
    "Source",
    "all_faults",
    "endpoints_asked",
    "faulty_app",
    "planted_fault",
    "planted_faults",
    "tells_apart",
    "wire_app",
]
