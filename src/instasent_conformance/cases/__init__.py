"""Cases are generated from the contract: pure, deterministic ids, no network."""

from .model import Case, Cell, Role, Step
from .requests import JSON_HEADERS, HiddenFact, MissingFact, RequestBuilder

__all__ = [
    "JSON_HEADERS",
    "Case",
    "Cell",
    "HiddenFact",
    "MissingFact",
    "RequestBuilder",
    "Role",
    "Step",
]
