"""How a check introduces itself, and how all of them are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..cases import Case
from ..contract import Registry
from ..exchange import Transcript
from ..finding import Abstention, Severity, Violation
from ..tokens import Token

Verdicts = Iterator[Violation | Abstention]
Judge = Callable[[Any, Registry], Verdicts]


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """
    A case and what its steps brought.

    `tokens[i]` is the token that step i was sent with; None where the step
    sent none, or one that is no token of the target (garbled, unknown, revoked).
    """

    case: Case
    transcript: Transcript
    tokens: tuple[Token | None, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: its id, the law it belongs to and the evidence it reads."""

    id: str
    law: str
    sentence: str
    severity: Severity
    consumes: type
    judge: Judge


def check(
    *, law: str, severity: Severity, consumes: type = CaseRecord
) -> Callable[[Judge], Judge]:
    """
    Register a function as the check named by its module.

    The module `refused_without_scope` holds the check `refused-without-scope`; its
    docstring's first line is the law in one sentence.

    Args:
        law: the id of the law; one file of suites/ bears its name.
        severity: what a violation weighs when the vendor's text states the fact.
        consumes: the type of evidence that the function reads.
    """

    def register(judge: Judge) -> Judge:
        module = importlib.import_module(judge.__module__)
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        sentence = (module.__doc__ or "").strip().splitlines()[0]
        _CHECKS[name] = Check(name, law, sentence, severity, consumes, judge)
        return judge

    return register


_CHECKS: dict[str, Check] = {}
_READERS: dict[tuple[str, type], tuple[Check, ...]] = {}


@cache
def all_checks() -> dict[str, Check]:
    """Return every check of the package by id, importing each module once."""
    package = importlib.import_module(__package__)
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{__package__}.{module.name}")
    return dict(sorted(_CHECKS.items()))


def checks_of(law: str, evidence: type) -> tuple[Check, ...]:
    """Return the checks of a law that read this type of evidence."""
    if (law, evidence) not in _READERS:
        _READERS[law, evidence] = tuple(
            found
            for found in all_checks().values()
            if found.law == law and issubclass(evidence, found.consumes)
        )
    return _READERS[law, evidence]
