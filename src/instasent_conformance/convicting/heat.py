"""The heat map: checks by families of faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import groupby

from .model import CheckRow, FaultsReport


def heat_map(report: FaultsReport) -> str:
    """Return how many faults of each family each check convicts."""
    families = sorted({row.family for row in report.results})
    found = Counter(
        (check, family) for family, checks in _by_fault(report) for check in checks
    )
    most = max(found.values(), default=1)
    heads = "".join(f"<th><span>{escape(name)}</span></th>" for name in families)
    body = [
        line
        for law, rows in groupby(
            sorted(report.checks, key=lambda row: (row.law, row.check)),
            key=lambda row: row.law,
        )
        for line in [
            f'<tr class="law"><th scope="rowgroup">{escape(law)}</th></tr>',
            *(_row(row, families, found, most) for row in rows),
        ]
    ]
    end = (
        "Laws were judged to their end, so every check that convicts is counted."
        if report.to_the_end
        else "Judging stopped at the first conviction, so a check may convict more."
    )
    return (
        "<p>Each row is a check, each column a family of faults, each number how many "
        f"of its faults the check convicts. {end}</p>"
        f'<div class="scroll"><table class="heat"><thead><tr><td></td>{heads}</tr>'
        f"</thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _by_fault(report: FaultsReport) -> list[tuple[str, set[str]]]:
    """Return family and checks of every fault, its profiles and seeds together."""
    checks: dict[str, set[str]] = {}
    families: dict[str, str] = {}
    for row in report.results:
        checks.setdefault(row.id, set()).update(row.checks)
        families[row.id] = row.family
    return [(families[name], found) for name, found in checks.items()]


def _row(
    row: CheckRow,
    families: Sequence[str],
    found: Counter[tuple[str, str]],
    most: int,
) -> str:
    cells = "".join(
        _cell(found[row.check, family], most, f"{row.check}, {family}")
        for family in families
    )
    idle = "" if row.convicted else ' class="idle"'
    return f'<tr{idle}><th scope="row">{escape(row.check)}</th>{cells}</tr>'


def _cell(count: int, most: int, title: str) -> str:
    if not count:
        return "<td></td>"
    share = 0.15 + 0.75 * min(1.0, (count / most) ** 0.4)
    said = f"{escape(title)}: {count}"
    return f'<td style="--share: {share:.2f}" title="{said}">{count}</td>'
