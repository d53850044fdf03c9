"""Cases are generated from the contract: pure, deterministic ids, no network."""

from .model import Case, Cell, Role, Step
from .requests import JSON_HEADERS, MissingFact, RequestBuilder

__all__ = [
    "JSON_HEADERS",
    "Case",
    "Cell",
    "MissingFact",
    "RequestBuilder",
    "Role",
    "Step",
]
