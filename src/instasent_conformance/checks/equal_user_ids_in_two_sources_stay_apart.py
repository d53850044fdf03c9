"""Contacts with an equal user id in two data sources are two datasource contacts."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.isolation import SourceTwins, mixtures, unseen
from .registry import Verdicts, check

_READ_BY = "stream.get-contact"


@check(law="isolation", severity=Severity.CRITICAL, consumes=SourceTwins)
def judge(twins: SourceTwins, contract: Registry) -> Verdicts:
    """Compare the ids and the data of every two twins."""
    found = list(mixtures(twins.records))
    for mixture in found[:1]:
        yield Violation(
            message=(
                f"The twins in {mixture.record.place} and in {mixture.other.place} "
                "are mixed up."
            ),
            expected="two datasource contacts, each with an id and data of its own",
            observed=mixture.sign,
            location=row_location(contract, _READ_BY),
        )
    if not found:
        for record in unseen(twins.records):
            yield Abstention(
                Reason.NO_CONTROL, f"the twin in {record.place} cannot be read back"
            )
