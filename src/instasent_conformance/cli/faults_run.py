"""`conform faults run`: plant every fault, and count how many are convicted."""

from __future__ import annotations

import os
import random
import shlex
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, cast

import typer

from .. import __version__
from ..checks import all_checks
from ..contract import Registry, load_registry
from ..convicting import (
    DATA,
    FaultsReport,
    Healthy,
    Journal,
    JournalProblem,
    MemoryProblem,
    Result,
    Task,
    Venue,
    digest_of,
    remembered,
    report_of,
    work,
    write_pages,
)
from ..faults import SOURCES, Planted, Source, planted_faults
from ..profiles import UnknownProfile, profile_named
from ..targets import EMULATOR, allowance_from
from .errors import UsageProblem, refusing_bad_input
from .faults_progress import FaultsProgress, summary

RUNS = Path("reports") / "out"
DEFAULT_SOURCES = ("logic", "table")


@refusing_bad_input
def run_faults(
    source: Annotated[
        list[str] | None,
        typer.Option(help="Plant faults of this source: logic, table, wire or pairs."),
    ] = None,
    family: Annotated[
        list[str] | None, typer.Option(help="Plant faults of this family only.")
    ] = None,
    fault: Annotated[
        list[str] | None, typer.Option(help="Plant this fault only (repeatable).")
    ] = None,
    profile: Annotated[
        list[str] | None, typer.Option(help="Size of a judgement (repeatable).")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Judge under so many seeds.")] = 1,
    sample: Annotated[
        int,
        typer.Option(
            min=0, help="Plant so many of each source that count, always the same."
        ),
    ] = 0,
    workers: Annotated[
        int, typer.Option(min=0, max=64, help="Processes; 0 takes one per core.")
    ] = 0,
    target: Annotated[
        str, typer.Option(help="What wire faults are planted in front of.")
    ] = EMULATOR,
    allow: Annotated[
        list[str] | None,
        typer.Option(help="Effects allowed on a target that is not the emulator."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Configuration instead of ./conform.toml.")
    ] = None,
    gate: Annotated[
        float, typer.Option(min=0, max=100, help="Share to be convicted, in percent.")
    ] = 97.0,
    to_the_end: Annotated[
        bool,
        typer.Option(
            "--to-the-end", help="Judge laws to their end: every check that convicts."
        ),
    ] = False,
    first: Annotated[
        Path | None,
        typer.Option(
            help="An earlier faults.json: what convicted there is judged first. "
            "Default: the one in --output."
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the journal in --output.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder of the reports. Default: reports/out/faults."),
    ] = None,
    contracts: Annotated[
        Path | None, typer.Option(help="Folder of the contracts to judge by.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print faults.json instead of the summary.")
    ] = False,
) -> None:
    """
    Plant faults one by one and judge each until a check has something new to say.

    A fault counts as convicted when a finding names a requirement and the same cases
    bring no such finding from the target without the fault.

    Exit codes: 0 enough were convicted, 1 too many survived or the healthy target was
    convicted, 2 usage or configuration, 3 the target is unreachable.

    Examples:

        conform faults run --source logic

        conform faults run --source table --sample 100

        conform faults run --source wire --target http://127.0.0.1:8000/v1 --allow write
    """
    started, clock = datetime.now(UTC), time.perf_counter()
    contract = load_registry(contracts)
    sources = _sources(source, target)
    faults = _chosen(contract, sources, family or [], fault or [], sample)
    rounds = [
        (_known_profile(name), seed)
        for name in profile or ["smoke"]
        for seed in range(seeds)
    ]
    effects = allowance_from(allow or []).effects
    venue = Venue(contracts, target, effects, config, to_the_end)
    folder, count = output or RUNS / "faults", workers or os.cpu_count() or 1
    journal = _journal(folder, venue, contract, resume=resume)
    known = _remembered(first, folder)
    wanted = [Task(one, *each, known.get(one, "")) for each in rounds for one in faults]
    tasks = [*(Task("", *each) for each in rounds), *_left(wanted, journal)]
    healthy = _judge_all(tasks, venue, journal, workers=count, silent=json)
    report = report_of(
        _asked_for(wanted, journal),
        healthy,
        checks={name: check.law for name, check in all_checks().items()},
        gate=gate / 100,
        started_at=started.isoformat(timespec="seconds"),
        seconds=time.perf_counter() - clock,
        command=shlex.join(["conform", *sys.argv[1:]]),
        suite_version=__version__,
        contract_version=contract.version,
        target=target,
        workers=count,
        to_the_end=to_the_end,
    )
    _publish(report, folder, as_json=json)
    raise typer.Exit(0 if report.passed else 1)


def _sources(given: Sequence[str] | None, target: str) -> list[Source]:
    named = list(given or (("wire",) if target != EMULATOR else DEFAULT_SOURCES))
    for word in named:
        if word not in SOURCES:
            raise UsageProblem(
                f"--source {word!r} is none. Next step: use {', '.join(SOURCES)}."
            )
        if target != EMULATOR and word != "wire":
            raise UsageProblem(
                f"{word} faults are planted in the emulator. "
                "Next step: leave --target out, or use --source wire."
            )
    return cast("list[Source]", list(dict.fromkeys(named)))


def _chosen(
    contract: Registry,
    sources: Sequence[Source],
    families: Sequence[str],
    names: Sequence[str],
    sample: int,
) -> list[str]:
    chosen: list[str] = []
    for source in sources:
        rows = list(planted_faults(contract, source).values())
        found = [row for row in rows if _is_wanted(row, families, names)]
        if sample:
            counted = [row for row in found if not row.excluded]
            found = random.Random(0).sample(counted, min(sample, len(counted)))
        chosen += [row.id for row in found]
    if not chosen:
        raise UsageProblem(
            "no fault has the source, family and id asked for. "
            "Next step: `conform faults list` shows them."
        )
    return chosen


def _is_wanted(row: Planted, families: Sequence[str], names: Sequence[str]) -> bool:
    if families and row.family not in families:
        return False
    return not names or row.id in names


def _known_profile(name: str) -> str:
    try:
        return profile_named(name).name
    except UnknownProfile as error:
        raise UsageProblem(str(error)) from None


def _remembered(given: Path | None, folder: Path) -> Mapping[str, str]:
    """Return what convicted before; nothing where nobody asked and nothing is there."""
    try:
        return remembered(given or folder / DATA)
    except MemoryProblem as error:
        if given is None:
            return {}
        raise UsageProblem(str(error)) from None


def _journal(
    folder: Path, venue: Venue, contract: Registry, *, resume: bool
) -> Journal:
    about: dict[str, object] = {
        "suite": __version__,
        "contract": contract.version,
        "target": venue.target,
        "to_the_end": venue.to_the_end,
        "code": digest_of(contract.root),
    }
    try:
        return Journal(folder, about, resume=resume)
    except JournalProblem as error:
        raise UsageProblem(str(error)) from None


def _left(wanted: Sequence[Task], journal: Journal) -> list[Task]:
    known = journal.known
    return [
        task for task in wanted if (task.fault, task.profile, task.seed) not in known
    ]


def _asked_for(wanted: Sequence[Task], journal: Journal) -> list[Result]:
    asked = {(task.fault, task.profile, task.seed) for task in wanted}
    return [row for row in journal.results if (row.id, row.profile, row.seed) in asked]


def _judge_all(
    tasks: Sequence[Task],
    venue: Venue,
    journal: Journal,
    *,
    workers: int,
    silent: bool,
) -> list[Healthy]:
    healthy: list[Healthy] = []
    with FaultsProgress(len(tasks), silent=silent) as progress:
        for ended in work(tasks, venue, workers=min(workers, len(tasks))):
            if isinstance(ended, Result):
                journal.add(ended)
            else:
                healthy.append(ended)
            progress.tell(ended)
    return healthy


def _publish(report: FaultsReport, folder: Path, *, as_json: bool) -> None:
    page, data = write_pages(report, folder)
    if as_json:
        typer.echo(data.read_text("utf-8"), nl=False)
        return
    for line in summary(report):
        typer.echo(line)
    typer.echo(f"\n{page}\n{data}")
