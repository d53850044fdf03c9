"""Convicting planted faults, and counting how many are convicted."""

from .journal import Journal, JournalProblem
from .model import FaultsReport, Result
from .planning import selections
from .scoring import report_of
from .sessions import Court, Task
from .workers import work

__all__ = [
    "Court",
    "FaultsReport",
    "Journal",
    "JournalProblem",
    "Result",
    "Task",
    "report_of",
    "selections",
    "work",
]
