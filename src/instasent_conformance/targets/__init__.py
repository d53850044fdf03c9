"""The only door to the emulator for a run: a name or a URL becomes a Target."""

from .allowance import Allowance, AllowanceProblem, allowance_from
from .asking import EMULATOR, Homes, TargetRequest
from .control import Organisation
from .errors import TargetDown, TargetProblem
from .opening import open_target

__all__ = [
    "EMULATOR",
    "Allowance",
    "AllowanceProblem",
    "Homes",
    "Organisation",
    "TargetDown",
    "TargetProblem",
    "TargetRequest",
    "allowance_from",
    "open_target",
]
