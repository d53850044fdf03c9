"""A push that is repeated changes neither the contacts nor their sources or events."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import RepeatEvidence, SeenContact, requirement
from .registry import Verdicts, check


@check(law="merging", severity=Severity.MAJOR, consumes=RepeatEvidence)
def judge(evidence: RepeatEvidence, contract: Registry) -> Verdicts:
    """Report what differs between the readings before and after the repetition."""
    before, after = evidence.readings[0], evidence.readings[-1]
    problems = [
        *_contact_differences(dict(before.audience), dict(after.audience)),
        *(
            f"{before.name(key)} became another record"
            for key, record in before.records.items()
            if key in after.records and after.records[key].id != record.id
        ),
        *(["events moved"] if before.timelines != after.timelines else []),
    ]
    if problems:
        yield Violation(
            message=f"a repeated push is not without effect: {problems[0]}",
            expected="the same contacts as before",
            observed=f"{'; '.join(problems)}, after: {after.told()}",
            location=requirement(contract, "D-INGEST-25"),
        )


def _contact_differences(
    before: dict[str, SeenContact], after: dict[str, SeenContact]
) -> Iterator[str]:
    if before.keys() != after.keys():
        yield f"{len(before)} audience contacts became {len(after)} or took other ids"
        return
    for audience_id, contact in before.items():
        later = after[audience_id]
        if contact.values != later.values:
            yield f"values {dict(contact.values)} became {dict(later.values)}"
        if contact.known_ids != later.known_ids:
            yield "the ids that lead to the contact changed"
        if contact.contact_fields != later.contact_fields:
            yield "the datasource contacts it was built from changed"
