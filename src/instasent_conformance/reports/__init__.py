"""Reports only listen: records of a run in, files for people and programs out."""

from .build import build_report
from .model import ItemResult, RunInfo, RunReport
from .verdict import exit_code

__all__ = ["ItemResult", "RunInfo", "RunReport", "build_report", "exit_code"]
