"""What changed between two versions of a contract, and whom it breaks."""

from .compare import compare
from .difference import Difference, Impact, Witness
from .surface import Surface, read_surface

__all__ = [
    "Difference",
    "Impact",
    "Surface",
    "Witness",
    "compare",
    "read_surface",
]
