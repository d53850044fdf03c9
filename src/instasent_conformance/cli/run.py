"""`conform run`: judge a target and write the reports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ..profiles import Profile, UnknownProfile, profile_named
from ..recording import ITEMS
from ..selection import Selection
from ..settings import (
    SessionSettings,
    allowed_from,
    calibration_of,
    knob_from,
)
from ..targets import EMULATOR, TargetRequest
from .baseline import read_baseline
from .clean import RUNS, clean_up, run_folder
from .errors import UsageProblem, refusing_bad_input
from .judging import judge
from .plan import list_requests


@refusing_bad_input
def run(
    target: Annotated[
        str,
        typer.Option(
            help="What to judge: `emulator`, a target of conform.toml, or a base URL "
            "that ends in /v1."
        ),
    ] = EMULATOR,
    profile: Annotated[
        str,
        typer.Option(
            help="Size of the run: smoke, nightly, full or read-only; "
            "`conform profiles` says what each is."
        ),
    ] = "nightly",
    law: Annotated[
        list[str] | None, typer.Option(help="Judge this law only (repeatable).")
    ] = None,
    endpoint: Annotated[
        list[str] | None,
        typer.Option(help="Judge this endpoint only (repeatable)."),
    ] = None,
    case: Annotated[
        list[str] | None, typer.Option(help="Judge this case only (repeatable).")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of everything generated.")] = 0,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=64,
            help="Processes that judge side by side. Default: 2 on the emulator where "
            "there are cores for them, else 1.",
        ),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            help="Effects allowed beyond reads on a target that is not the emulator: "
            "write,destroy,bill=N, where N is how many may be charged."
        ),
    ] = None,
    max_requests: Annotated[
        int | None, typer.Option(min=1, help="Send no more requests than this.")
    ] = None,
    plan: Annotated[
        bool,
        typer.Option(
            "--plan", help="List the requests by effect; send none of them anywhere."
        ),
    ] = False,
    resume: Annotated[
        str | None,
        typer.Option(metavar="RUN", help="Continue a run that was interrupted."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(help="File of findings that are known and accepted for a time."),
    ] = None,
    calibration: Annotated[
        Path | None,
        typer.Option(
            help="Pins of `conform calibrate`, to hold the target to. Default: the "
            "file that conform.toml names for it."
        ),
    ] = None,
    knob: Annotated[
        list[str] | None,
        typer.Option(help="Set a knob of the emulator, such as K-33=null."),
    ] = None,
    fault: Annotated[
        str | None, typer.Option(help="Plant this fault in the emulator.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder of the reports. Default: reports/out/RUN."),
    ] = None,
    contracts: Annotated[
        Path | None, typer.Option(help="Folder of the contracts to judge by.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Configuration instead of ./conform.toml.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print report.json instead of the summary.")
    ] = False,
) -> None:
    """
    Judge a target and write the reports.

    Exit codes: 0 conformant, 1 findings, 2 usage or configuration, 3 nothing failed
    but too much could not be judged, or the target is unreachable.

    Examples:

        conform run

        conform run --profile smoke --law scope-gating

        conform run --target http://127.0.0.1:8000/v1 --allow write,destroy,bill

        conform run --target sandbox --allow write,destroy --plan

        conform run --target sandbox --baseline baseline.toml
    """
    started = datetime.now(UTC)
    named = run_folder(resume) if resume else RUNS / started.strftime("%Y%m%d-%H%M%S")
    folder = output or named
    mark = f"s{seed}" if target == EMULATOR else started.strftime("%d%H%M%S")
    chosen = _profile(profile)
    accepted = read_baseline(baseline) if baseline else ()
    held = calibration_of(target, given=calibration, config=config, contracts=contracts)
    settings = SessionSettings(
        asked=TargetRequest(
            name=target,
            seed=seed,
            run=mark,
            effects=chosen.effects,
            allowed=allowed_from(allow or []),
            knobs=dict(knob_from(text) for text in knob or []),
            fault=fault,
            pins=held.pins if held else {},
            config=config,
            max_requests=max_requests,
            journal=folder / f"journal-{mark}.jsonl",
        ),
        profile=chosen,
        contracts=contracts,
        selection=Selection(
            frozenset(law or ()), frozenset(endpoint or ()), frozenset(case or ())
        ),
        resume=folder / ITEMS if resume else None,
    )
    if plan:
        list_requests(settings, folder=folder)
        return
    if resume:
        clean_up(folder, contracts)
    code = judge(
        settings,
        folder=folder,
        history=(output or folder.parent) / "history.jsonl",
        started=started,
        workers=workers,
        baseline=accepted,
        calibration=held,
        as_json=json,
    )
    raise typer.Exit(code)


def _profile(name: str) -> Profile:
    try:
        return profile_named(name)
    except UnknownProfile as error:
        raise UsageProblem(str(error)) from None
