"""Convicting planted faults, and counting how many are convicted."""

from .journal import Journal, JournalProblem, digest_of
from .memory import MemoryProblem, remembered
from .model import FaultsReport, Healthy, Result, Score
from .pages import DATA, write_pages
from .scoring import report_of
from .sessions import Court, Task
from .workers import Venue, work

__all__ = [
    "DATA",
    "Court",
    "FaultsReport",
    "Healthy",
    "Journal",
    "JournalProblem",
    "MemoryProblem",
    "Result",
    "Score",
    "Task",
    "Venue",
    "digest_of",
    "remembered",
    "report_of",
    "work",
    "write_pages",
]
