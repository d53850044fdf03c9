"""
A contact bears the audience tags of the data source that feeds it.

No source says so in words: what comes of it is an observation.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.source_tags import TaggedContact
from .registry import Verdicts, check


@check(law="consolidation", severity=Severity.MINOR, consumes=TaggedContact)
def judge(evidence: TaggedContact, contract: Registry) -> Verdicts:
    """Report tags of the source that the contact does not show."""
    missing = evidence.stated - evidence.shown
    if missing:
        yield broken(
            contract,
            "V-SOURCE-10",
            f"{evidence.read.request.endpoint} shows a contact without the tags of "
            "its data source.",
            expected=f"{len(evidence.stated)} tags of the data source among its own",
            observed=f"{len(missing)} missing",
        )
