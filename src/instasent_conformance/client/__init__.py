"""Send requests and keep what came back; no judgement."""

from .bearers import Bearer
from .care import Care, Limits
from .disturbances import Nature
from .pacing import Pacer
from .recorder import Planned, Recorder
from .sending import TIMEOUT_SECONDS, Client, Reach
from .unanswered import (
    BudgetSpent,
    Disturbed,
    NotAllowed,
    RateLimited,
    TargetUnreachable,
)

__all__ = [
    "TIMEOUT_SECONDS",
    "Bearer",
    "BudgetSpent",
    "Care",
    "Client",
    "Disturbed",
    "Limits",
    "Nature",
    "NotAllowed",
    "Pacer",
    "Planned",
    "RateLimited",
    "Reach",
    "Recorder",
    "TargetUnreachable",
]
