"""The fewest tokens that make every scope cell judgeable, and what fewer are worth."""

from .design import Design, smallest_family, sperner_bound
from .inventory import Worth, held_tokens, made_tokens, worth_of
from .plan import PlannedToken, TokenPlan, plan_tokens
from .questions import Question, questions_of

__all__ = [
    "Design",
    "PlannedToken",
    "Question",
    "TokenPlan",
    "Worth",
    "held_tokens",
    "made_tokens",
    "plan_tokens",
    "questions_of",
    "smallest_family",
    "sperner_bound",
    "worth_of",
]
