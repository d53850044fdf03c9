"""From findings to a conviction: the worst, told by the fewest exchanges."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..faults import Planted
from ..finding import Finding, Severity
from .judging import Judgement
from .model import Conviction, SeverityWord

_RANK: tuple[SeverityWord, ...] = ("critical", "major", "minor")
_GRAVE = frozenset(("scope", "tenant", "redaction"))


def convicting(findings: Sequence[Finding], judgement: Judgement) -> Conviction:
    """Return the gravest finding; of equal ones that with the fewest exchanges."""
    best = min(
        findings,
        key=lambda one: (_RANK.index(_word(one.severity)), len(one.exchanges)),
    )
    return Conviction(
        check=best.check,
        law=best.law,
        endpoint=best.endpoint,
        case=best.case,
        item=judgement.item_of(best),
        severity=_word(best.severity),
        requirements=best.requirements,
        message=best.violation.message,
        exchanges=len(best.exchanges),
        records=sum(map(_records, best.exchanges)),
    )


def weight_of(fault: Planted) -> SeverityWord:
    """Return how much a finding of a fault would weigh, by what the sources say."""
    if fault.provenance in ("vendor-code", "observed", "assumed"):
        return "minor"
    return "critical" if fault.family in _GRAVE else "major"


def _word(severity: Severity) -> SeverityWord:
    return next(word for word in _RANK if word == severity)


def _records(exchange: str) -> int:
    """Return how many contacts a rendered request carries."""
    sent = exchange.partition("\n→ ")[0].partition("\n\n")[2]
    try:
        body: Any = json.loads(sent)
    except (ValueError, RecursionError):
        return 0
    items = body if isinstance(body, list) else ()
    return sum(isinstance(item, dict) and "_event_id" not in item for item in items)
