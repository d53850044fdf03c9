"""Convicting planted faults, and counting how many are convicted."""

from .journal import Journal, JournalProblem
from .model import FaultsReport, Healthy, Result
from .pages import write_pages
from .scoring import report_of
from .sessions import Court, Task
from .workers import Venue, work

__all__ = [
    "Court",
    "FaultsReport",
    "Healthy",
    "Journal",
    "JournalProblem",
    "Result",
    "Task",
    "Venue",
    "report_of",
    "work",
    "write_pages",
]
