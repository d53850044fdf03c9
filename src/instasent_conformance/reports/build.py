"""From the records of a run to the report that every writer reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..contract import Registry
from ..finding import Outcome
from ..profiles import LAWS
from ..trial import Record
from .cells import matrix_of
from .coverage import coverage_of
from .model import (
    ContractInfo,
    Counts,
    ItemResult,
    KnobRow,
    LawRow,
    RunInfo,
    RunReport,
)
from .rollup import abstentions_of, defects_of, observations_of
from .verdict import verdict_of


def build_report(
    *,
    run: RunInfo,
    contract: Registry,
    records: Sequence[Record],
    items: Sequence[ItemResult],
    leftovers: Iterable[str] = (),
) -> RunReport:
    """
    Return what is reported about a run; the verdict is that of `run.exit_code`.

    Args:
        run: what ran and how it ended.
        contract: the contract that judged, with the pins of the target.
        records: how each case ended.
        items: how each test item ended.
        leftovers: what the run wrote and could not remove.

    """
    return RunReport(
        run=run,
        contract=ContractInfo(
            version=contract.version, status=contract.manifest.status
        ),
        verdict=verdict_of(run.exit_code),
        totals=_counts(records, items),
        laws=_laws(records, items),
        items=tuple(sorted(items, key=lambda item: item.id)),
        defects=defects_of(records),
        observations=observations_of(records),
        abstentions=abstentions_of(records),
        matrix=matrix_of(records),
        requirements=coverage_of(contract, records),
        knobs=tuple(
            KnobRow(
                id=knob.id,
                question=knob.question,
                assumed=knob.assumed,
                pinned=knob.pinned,
            )
            for knob in contract.knobs.values()
        ),
        leftovers=tuple(leftovers),
    )


def _laws(records: Sequence[Record], items: Sequence[ItemResult]) -> tuple[LawRow, ...]:
    present = {record.law for record in records} | {item.law for item in items}
    order = [law for law in LAWS if law in present] + sorted(present - set(LAWS))
    rows = []
    for law in order:
        mine = [item for item in items if item.law == law]
        rows.append(
            LawRow(
                law=law,
                sentence=LAWS.get(law, ""),
                counts=_counts([r for r in records if r.law == law], mine),
                requests=sum(item.requests for item in mine),
                seconds=sum(item.seconds for item in mine),
            )
        )
    return tuple(rows)


def _counts(records: Iterable[Record], items: Iterable[ItemResult]) -> Counts:
    found = Counter(record.outcome for record in records)
    return Counts(
        passed=found[Outcome.PASS],
        failed=found[Outcome.FAIL],
        inconclusive=found[Outcome.INCONCLUSIVE],
        not_applicable=found[Outcome.NOT_APPLICABLE],
        errors=sum(item.outcome == "error" for item in items),
    )
