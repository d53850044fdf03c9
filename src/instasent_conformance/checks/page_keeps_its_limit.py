"""
A page holds no more rows than the request asked for.

The limit is read from what was sent: the body of a search, or the query of an index.
"""

from __future__ import annotations

import json

from ..contract import Registry
from ..exchange import Request
from ..finding import Severity, Violation
from ..oracles.answers import ValidRequest, place_in
from .registry import Verdicts, check

_IN_QUERY = "_limit"


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=ValidRequest)
def judge(evidence: ValidRequest, contract: Registry) -> Verdicts:
    """Yield a violation for a page with more rows than its limit."""
    asked, body = _limit(evidence.exchange.request), evidence.response.body
    if asked is None or not isinstance(body, dict) or not evidence.response.succeeded:
        return
    rows = body.get("entities")
    if isinstance(rows, list) and len(rows) > asked:
        yield Violation(
            message=f"A page of {evidence.endpoint} is longer than was asked for.",
            expected=f"at most {asked} rows",
            observed=f"{len(rows)} rows",
            location=place_in(contract, evidence.endpoint, "responses"),
            provenance=evidence.provenance,
        )


def _limit(request: Request) -> int | None:
    if request.content is not None:
        body = json.loads(request.content)
        limit = body.get("limit") if isinstance(body, dict) else None
        return limit if isinstance(limit, int) else None
    text = dict(request.query).get(_IN_QUERY, "")
    return int(text) if text.isdigit() else None
