"""Let every tool judge the healthy emulator and then a sample of the faults."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from instasent_conformance import __version__
from instasent_conformance.faults import Planted, planted_faults
from tests.peers.furnished import CONTRACT

from .by_overstep import Overstep
from .by_schemathesis import Schemathesis
from .by_suite import Suite
from .journal import Journal
from .model import PeersReport, Ruling, ToolRow
from .sampling import sampled
from .table import alarms, markdown
from .tools import Tool
from .turns import Accused, judge

FAULT_SEED = 1
WHOLE = 10
"""On the healthy emulator every tool may come to its end."""


def main() -> None:
    """Judge, and write `peers.json` and `peers.md` after every turn."""
    options = _options()
    tools = _tools(options)
    journal = Journal(options.output, _about(tools, options.budget))
    every = planted_faults(CONTRACT, "logic").values()
    faults = sampled(every, options.faults)
    with ThreadPoolExecutor(options.workers) as pool:
        seeds = range(FAULT_SEED, FAULT_SEED + options.seeds)
        healthy = {
            tool.name: [
                pool.submit(_ruled, tool, Accused(), seed, options, journal, None)
                for seed in seeds
            ]
            for tool in tools
        }
        known = {
            name: alarms(one.result() for one in turns)
            for name, turns in healthy.items()
        }
        turns = [
            pool.submit(
                _ruled,
                tool,
                Accused(fault.id, fault.family),
                FAULT_SEED,
                options,
                journal,
                known[tool.name],
            )
            for fault in faults
            for tool in tools
        ]
        for turn in as_completed(turns):
            turn.result()
            _publish(options, tools, journal, faults, len(every))


def _tools(options: argparse.Namespace) -> list[Tool]:
    found: list[Tool] = [Schemathesis(CONTRACT)]
    if options.links:
        found.append(Schemathesis(CONTRACT, links_alone=True))
    if options.overstep:
        found.append(Overstep(CONTRACT, options.overstep))
    return [*found, Suite()]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.peers_faults")
    parser.add_argument("--overstep", type=Path, help="the command of overstep")
    parser.add_argument(
        "--links", action="store_true", help="also the links of Schemathesis alone"
    )
    parser.add_argument("--workers", type=int, default=1, help="turns side by side")
    parser.add_argument("--faults", type=int, default=28, help="size of the sample")
    parser.add_argument("--budget", type=float, default=30.0, help="processor seconds")
    parser.add_argument("--seeds", type=int, default=3, help="of the healthy emulator")
    parser.add_argument(
        "--output", type=Path, default=Path("reports/out/peers"), help="folder"
    )
    found = parser.parse_args()
    found.output = found.output.resolve()
    return found


def _about(tools: Sequence[Tool], budget: float) -> dict[str, object]:
    versions: dict[str, object] = {tool.name: tool.version for tool in tools}
    return versions | {"budget": budget, "contract": CONTRACT.version}


def _ruled(
    tool: Tool,
    accused: Accused,
    seed: int,
    options: argparse.Namespace,
    journal: Journal,
    known: frozenset[str] | None,
) -> Ruling:
    """Return a ruling of before, or let the tool judge."""
    before = journal.find(tool.name, accused.fault, seed)
    if before is not None:
        return before
    made = judge(
        tool,
        accused,
        seed=seed,
        budget=options.budget * (WHOLE if known is None else 1),
        folder=(
            folder := options.output / "turns" / f"{tool.name}-{seed}-{accused.fault}"
        ),
        known=known,
    )
    shutil.rmtree(folder, ignore_errors=True)
    _tell(made)
    return journal.add(made)


def _tell(ruling: Ruling) -> None:
    what = ruling.fault or "the healthy emulator"
    first = ruling.findings[0] if ruling.findings else ""
    line = (
        f"{ruling.tool}: {what}: {ruling.ending}, {ruling.requests} requests, "
        f"{ruling.seconds} s of the processor, {ruling.clock} s; {first}"
    )
    print(line, flush=True)  # noqa: T201


def _publish(
    options: argparse.Namespace,
    tools: Sequence[Tool],
    journal: Journal,
    faults: Sequence[Planted],
    of: int,
) -> None:
    """Write the faults that every tool has judged by now."""
    ruled = {(row.tool, row.fault) for row in journal.rulings}
    done = [
        fault.id
        for fault in faults
        if all((tool.name, fault.id) in ruled for tool in tools)
    ]
    rows = [
        ToolRow(name=one.name, version=one.version, usage=one.usage) for one in tools
    ]
    names, wanted = {one.name for one in tools}, {"", *done}
    report = PeersReport(
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
        command=shlex.join(["python", "-m", "benchmarks.peers_faults", *sys.argv[1:]]),
        suite_version=__version__,
        contract_version=CONTRACT.version,
        budget=options.budget,
        faults=tuple(done),
        of=of,
        tools=tuple(rows),
        rulings=tuple(
            row
            for row in list(journal.rulings)
            if row.tool in names and row.fault in wanted
        ),
    )
    data = msgspec.json.format(msgspec.json.encode(report), indent=1)
    (options.output / "peers.json").write_bytes(data + b"\n")
    (options.output / "peers.md").write_text(markdown(report), "utf-8")


if __name__ == "__main__":
    main()
