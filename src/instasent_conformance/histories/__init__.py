"""Tell histories to a target, read back what became of them, and judge the evidence."""

from .directed import judge_shape
from .generated import judge_generated

__all__ = ["judge_generated", "judge_shape"]
