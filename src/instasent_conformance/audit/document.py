"""`audit.json`: every token with its four sets, the findings and the proposals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .judging import proposal
from .model import AuditedToken, AuditFinding

FILE_NAME = "audit.json"


def render(
    tokens: Sequence[AuditedToken], findings: Sequence[AuditFinding], target: str
) -> str:
    """Return the document as indented JSON."""
    document = {
        "target": target,
        "requests": sum(len(token.asked) for token in tokens),
        "tokens": [_token(token) for token in tokens],
        "findings": [asdict(finding) for finding in findings],
    }
    return json.dumps(document, indent=2) + "\n"


def _token(token: AuditedToken) -> dict[str, Any]:
    needed = token.needed
    return {
        "alias": token.alias,
        "kind": token.kind,
        "project": token.project,
        "plan": token.plan,
        "live": token.is_live,
        "declared": None if token.declared is None else sorted(token.declared),
        "effective": sorted(token.effective),
        "unknown": sorted(token.unknown),
        "needed": None if needed is None else sorted(needed.scopes),
        "used_for": None if needed is None else sorted(needed.endpoints),
        "disclosed": sorted(token.disclosed),
        "level": token.level,
        "reaches": list(token.reaches),
        "reads": list(token.reads),
        "echoes": list(token.echoes),
        "proposal": sorted(proposal(token)),
        "probes": [asdict(asked) for asked in token.asked],
    }
