"""What each token says it may do, what it may do, what it must, and what it reads."""

from .model import AuditedToken, AuditFinding, Level, Needed, Standing
from .survey import Ground, audit_tokens

__all__ = [
    "AuditFinding",
    "AuditedToken",
    "Ground",
    "Level",
    "Needed",
    "Standing",
    "audit_tokens",
]
