"""Judge a target with a session, and publish what came of it."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import typer

from .. import __version__
from ..calibration import Calibration, calibrate
from ..calibration.drift import drift_item
from ..canaries import Canaries
from ..contract import load_registry
from ..recording import ItemRecords
from ..reports import RunInfo
from ..reports.baseline import Accepted
from ..session import ConformanceSession
from ..settings import SessionSettings
from ..targets.inventories import ListedInventory
from ..tokenplan import held_tokens, made_tokens, worth_of
from ..world import open_world
from .errors import UsageProblem
from .execution import execute
from .outputs import publish
from .progress import Progress
from .resume import open_log
from .sharing import workers_for
from .tokens_plan import lacks_revoked, worth_line


def judge(
    settings: SessionSettings,
    *,
    folder: Path,
    history: Path,
    started: datetime,
    workers: int | None,
    baseline: Sequence[Accepted],
    as_json: bool,
    calibration: Calibration | None = None,
) -> int:
    """
    Run the suites, write the reports and return the exit code.

    Args:
        settings: what is asked for.
        folder: the folder of the run.
        history: the file in which Allure keeps the trend from run to run.
        started: when the run began.
        workers: number of processes; None for as many as help.
        baseline: the findings that are known and accepted.
        as_json: print report.json instead of the summary.
        calibration: what the target was seen to do, and is held to.

    Raises:
        UsageProblem: a case that was asked for does not exist.
    """
    log = open_log(settings, folder)
    session = ConformanceSession(settings)
    session.log = log
    clock = time.perf_counter()
    processes = workers_for(settings, workers)
    with closing(session):
        settings.selection.verify(session.open_contract())
        if not as_json:
            _say_what_tokens_are_worth(session)
        if calibration is not None:
            session.items.append(_drift(session, calibration))
        progress = Progress(silent=as_json)
        execute(session, folder=folder, workers=processes, progress=progress)
        _require_cases(session)
        return publish(
            session,
            folder=folder,
            history=history,
            run=RunInfo(
                id=folder.resolve().name
                if settings.resume
                else started.strftime("%Y%m%d-%H%M%S"),
                started_at=started.isoformat(timespec="seconds"),
                seconds=time.perf_counter() - clock,
                seed=settings.asked.seed,
                profile=settings.profile.name,
                target_name=settings.asked.name,
                base_url=session.open_target().client.base_url,
                command=shlex.join(["conform", *sys.argv[1:]]),
                suite_version=__version__,
                workers=processes,
                repeated=session.repeated,
                waited=session.waited,
            ),
            baseline=baseline,
            as_json=as_json,
        )


def _drift(session: ConformanceSession, calibration: Calibration) -> ItemRecords:
    """Ask again what is pinned, of a contract in which nothing is."""
    contract = load_registry(session.settings.contracts)
    target, run = session.open_target(), f"{session.settings.asked.run}d"
    world = open_world(contract, target, Canaries(0, run))
    seen = calibrate(world, calibration.pins)
    if not target.disposable:
        world.clean()
        session.leftovers += world.leftovers
    return drift_item(
        contract,
        calibration,
        seen,
        shown=target.client.scrubber.render,
        reproduce=shlex.join(["conform", "calibrate", "--target", target.name]),
    )


def _say_what_tokens_are_worth(session: ConformanceSession) -> None:
    """Say what tokens that were minted by hand settle; others are minted to order."""
    target = session.open_target()
    if not isinstance(target.inventory, ListedInventory):
        return
    contract = session.open_contract()
    held = held_tokens(target.inventory.tokens)
    if "write" in target.allowed:
        held += made_tokens(contract, target.projects)
    worth = worth_of(contract, held, projects=tuple(target.projects))
    typer.echo(worth_line(worth))
    for line in lacks_revoked(token.kind for token in target.inventory.tokens):
        typer.echo(line)


def _require_cases(session: ConformanceSession) -> None:
    asked = session.settings.selection.cases
    if asked and not any(item.records for item in session.items):
        raise UsageProblem(
            f"no case of these laws has the id {min(asked)!r}. "
            "Next step: copy an id from report.json or from a finding."
        )
