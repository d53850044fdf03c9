"""The fewest tokens that make every scope cell judgeable, and what fewer are worth."""

from .design import Design, smallest_family, sperner_bound
from .plan import PlannedToken, TokenPlan, plan_tokens
from .questions import Question, questions_of

__all__ = [
    "Design",
    "PlannedToken",
    "Question",
    "TokenPlan",
    "plan_tokens",
    "questions_of",
    "smallest_family",
    "sperner_bound",
]
