"""The attributes marked unique are the merging attributes, the user id among them."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import UniqueFlags
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=UniqueFlags)
def judge(evidence: UniqueFlags, contract: Registry) -> Verdicts:
    """Report a list of merging attributes that the flags do not bear out."""
    if evidence.primary not in evidence.marked:
        yield broken(
            contract,
            "G-MERGE-04",
            "The user id is not marked unique.",
            expected=f"{evidence.primary} among the unique attributes",
            observed=", ".join(sorted(evidence.marked)) or "none",
        )
    for place, named in evidence.named.items():
        if named != evidence.marked:
            yield broken(
                contract,
                "G-DISCOVER-11",
                f"The merging attributes that {place} names are not those marked.",
                expected=", ".join(sorted(evidence.marked)) or "none",
                observed=", ".join(sorted(named)) or "none",
            )
