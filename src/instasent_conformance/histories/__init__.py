"""Tell histories to a target, read back what became of them, and judge the evidence."""

from .directed import HISTORY_LAWS, judge_shape
from .generated import judge_generated
from .journeys import judge_journeys
from .retelling import judge_retelling

__all__ = [
    "HISTORY_LAWS",
    "judge_generated",
    "judge_journeys",
    "judge_retelling",
    "judge_shape",
]
