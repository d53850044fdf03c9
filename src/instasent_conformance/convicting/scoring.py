"""From results to scores, fragile faults and idle checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import structs

from .model import (
    CheckRow,
    Exclusion,
    FaultsReport,
    Healthy,
    Result,
    Score,
)

_GROUPS: Mapping[str, Callable[[Result], str]] = {
    "all": lambda _: "all",
    "source": lambda row: row.source,
    "kind": lambda row: _kind(row.id, row.source),
    "family": lambda row: row.family,
    "severity": lambda row: row.severity,
    "profile": lambda row: row.profile,
    "law": lambda row: row.law,
}


def report_of(
    results: Iterable[Result],
    healthy: Iterable[Healthy],
    *,
    checks: Mapping[str, str],
    gate: float,
    **about: object,
) -> FaultsReport:
    """
    Sum up a run.

    Args:
        results: one per fault, profile and seed.
        healthy: how the target without a fault ended.
        checks: check id to law, of every check that exists.
        gate: the share of faults that must be convicted.
        about: the members of the report that say what ran.
    """
    rows = sorted(results, key=lambda row: (row.source, row.id, row.profile, row.seed))
    health = tuple(sorted(healthy, key=lambda row: (row.profile, row.seed)))
    scores = tuple(scores_of(rows))
    total = scores[0]
    acquitted = not any(row.findings or row.errors for row in health)
    return FaultsReport(
        **about,  # type: ignore[arg-type]
        gate=gate,
        passed=acquitted and total.share >= gate,
        healthy=health,
        scores=scores,
        checks=tuple(_check_rows(rows, checks)),
        exclusions=tuple(_exclusions(rows)),
        unstable=tuple(_unstable(rows)),
        results=tuple(rows),
    )


def scores_of(rows: Sequence[Result]) -> Iterable[Score]:
    """Yield the score of everything, then of every source, family and so on."""
    for by, group_of in _GROUPS.items():
        names = sorted({group_of(row) for row in rows}) or (["all"] * (by == "all"))
        for name in names:
            ended = Counter(row.ending for row in rows if group_of(row) == name)
            counted = ended["convicted"] + ended["survived"]
            yield Score(
                by=by,  # type: ignore[arg-type]
                name=name,
                convicted=ended["convicted"],
                survived=ended["survived"],
                excluded=ended["excluded"],
                share=ended["convicted"] / counted if counted else 1.0,
            )


def _kind(fault: str, source: str) -> str:
    """Return what a made fault has in common with its like; else its source."""
    made = source in ("table", "wire")
    return "/".join(fault.split("/")[:2]) if made else source


def abridged(report: FaultsReport) -> FaultsReport:
    """
    Return a report that is small enough to be kept with the sources.

    What is excluded is counted alone, and of the table faults that were convicted the
    ids are kept, by check; everything else stays.
    """
    left: dict[str, list[str]] = {}
    kept: list[Result] = []
    for row in report.results:
        if row.conviction is None or row.source != "table":
            kept += [row] * (row.ending != "excluded")
        else:
            left.setdefault(row.conviction.check, []).append(row.id)
    return structs.replace(
        report,
        results=tuple(kept),
        left_out={check: tuple(ids) for check, ids in sorted(left.items())},
    )


def _check_rows(
    rows: Sequence[Result], checks: Mapping[str, str]
) -> Iterable[CheckRow]:
    by_fault: dict[str, set[str]] = {}
    for row in rows:
        by_fault.setdefault(row.id, set()).update(row.checks)
    for check, law in sorted(checks.items()):
        convicted = [fault for fault, found in by_fault.items() if check in found]
        alone = [fault for fault in convicted if by_fault[fault] == {check}]
        yield CheckRow(
            check=check, law=law, convicted=len(convicted), alone=tuple(alone)
        )


def _exclusions(rows: Sequence[Result]) -> Iterable[Exclusion]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.ending == "excluded":
            found.setdefault(row.reason, []).append(row.id)
    for reason, faults in sorted(found.items()):
        yield Exclusion(reason=reason, count=len(faults), example=faults[0])


def _unstable(rows: Sequence[Result]) -> Iterable[str]:
    endings: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        endings.setdefault((row.id, row.profile), set()).add(row.ending)
    return sorted({fault for (fault, _), found in endings.items() if len(found) > 1})
