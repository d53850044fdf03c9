"""The contract files as immutable values."""

from .errors import ContractError, UnknownName
from .loader import load_registry
from .location import suites_root
from .model import (
    AccessRow,
    Alternative,
    Attribute,
    DisclosureRow,
    Endpoint,
    EventType,
    Json,
    Knob,
    Parameter,
    Requirement,
    ResponsePart,
)
from .registry import Registry

__all__ = [
    "AccessRow",
    "Alternative",
    "Attribute",
    "ContractError",
    "DisclosureRow",
    "Endpoint",
    "EventType",
    "Json",
    "Knob",
    "Parameter",
    "Registry",
    "Requirement",
    "ResponsePart",
    "UnknownName",
    "load_registry",
    "suites_root",
]
