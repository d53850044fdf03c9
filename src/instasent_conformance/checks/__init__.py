"""One rule per file; evidence in, violations out."""

from .registry import CaseRecord, Check, Verdicts, all_checks, check, checks_of

__all__ = ["CaseRecord", "Check", "Verdicts", "all_checks", "check", "checks_of"]
