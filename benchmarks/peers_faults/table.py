"""The table for people: convictions by family, and what they cost."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from .model import PeersReport, Ruling

Row = Sequence[str]


def markdown(report: PeersReport) -> str:
    """Return the report as Markdown: the tools, the totals, and the families."""
    names = [tool.name for tool in report.tools]
    parts = [
        _lines(["", *names], _totals(report, names)),
        _lines(["family", "faults", *names], _families(report, names)),
        "\n".join(
            f"- **{tool.name}** {tool.version}: {tool.usage}." for tool in report.tools
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _totals(report: PeersReport, names: Sequence[str]) -> list[Row]:
    faulty = [report.of_tool(name) for name in names]
    healthy = [report.healthy_of(name) for name in names]
    rows = [
        ["convicted", *map(_convicted, faulty)],
        ["ended or convicted within the budget", *map(_in_budget, faulty)],
        ["requests for a fault, median", *map(_requests, faulty)],
        ["processor seconds for a fault, median", *map(_seconds, faulty)],
        [
            "false alarms on the healthy emulator",
            *(str(len(alarms(h))) for h in healthy),
        ],
        ["requests of a whole run on health", *map(_requests, healthy)],
        ["processor seconds of a whole run on health", *map(_seconds, healthy)],
    ]
    unfurnished = [sum(r.ending == "not-furnished" for r in found) for found in faulty]
    if any(unfurnished):
        rows.append(["data could not be written", *map(str, unfurnished)])
    return [*rows]


def _families(report: PeersReport, names: Sequence[str]) -> list[Row]:
    families = sorted({row.family for row in report.rulings if row.fault})
    rows: list[Row] = []
    for family in families:
        found = {
            name: [row for row in report.of_tool(name) if row.family == family]
            for name in names
        }
        faults = {row.fault for rows_ in found.values() for row in rows_}
        counts = [str(_count(found[name])) for name in names]
        rows.append([family, str(len(faults)), *counts])
    return rows


def alarms(healthy: Iterable[Ruling]) -> frozenset[str]:
    """Return what a tool holds against the healthy emulator, under any seed."""
    return frozenset(finding for row in healthy for finding in row.findings)


def _convicted(rulings: Sequence[Ruling]) -> str:
    return f"{_count(rulings)} of {len(rulings)}"


def _in_budget(rulings: Sequence[Ruling]) -> str:
    return str(sum(row.complete for row in rulings))


def _requests(rulings: Sequence[Ruling]) -> str:
    return _median(row.requests for row in rulings)


def _seconds(rulings: Sequence[Ruling]) -> str:
    return _median(row.seconds for row in rulings)


def _count(rulings: Iterable[Ruling]) -> int:
    return sum(row.ending == "convicted" for row in rulings)


def _median(values: Iterable[float]) -> str:
    found = list(values)
    if not found:
        return "–"
    middle = statistics.median(found)
    return f"{middle:,.0f}" if middle >= 100 else f"{middle:.3g}"


def _lines(head: Row, rows: Iterable[Row]) -> str:
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
