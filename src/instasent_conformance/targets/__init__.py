"""The only door to the emulator for a run: a name or a URL becomes a Target."""

from .errors import TargetDown, TargetProblem
from .opening import EMULATOR, TargetRequest, open_target

__all__ = ["EMULATOR", "TargetDown", "TargetProblem", "TargetRequest", "open_target"]
