"""`conform run`: judge a target and write the reports."""

from __future__ import annotations

import shlex
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..profiles import Profile, UnknownProfile, profile_named
from ..reports import RunInfo
from ..selection import Selection
from ..session import ConformanceSession
from ..settings import SessionSettings, effects_from, knob_from
from ..targets import EMULATOR, TargetRequest
from .errors import UsageProblem, refusing_bad_input
from .execution import execute
from .outputs import publish
from .progress import Progress

RUNS = Path("reports") / "out"


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
        str, typer.Option(help="Size of the run: smoke, nightly, full or read-only.")
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
        int, typer.Option(min=1, max=64, help="Processes that judge side by side.")
    ] = 1,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            help="Effects allowed beyond reads on a target that is not the emulator: "
            "write,destroy,bill."
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
    """
    started = datetime.now(UTC)
    run_id = started.strftime("%Y%m%d-%H%M%S")
    session = ConformanceSession(
        SessionSettings(
            asked=TargetRequest(
                name=target,
                seed=seed,
                run=f"s{seed}" if target == EMULATOR else started.strftime("%d%H%M%S"),
                effects=_profile(profile).effects,
                extra_effects=effects_from(allow or []),
                knobs=dict(knob_from(text) for text in knob or []),
                fault=fault,
                config=config,
            ),
            profile=_profile(profile),
            contracts=contracts,
            selection=Selection(
                frozenset(law or ()), frozenset(endpoint or ()), frozenset(case or ())
            ),
        )
    )
    folder = output or RUNS / run_id
    clock = time.perf_counter()
    with closing(session):
        session.settings.selection.verify(session.open_contract())
        execute(session, folder=folder, workers=workers, progress=Progress(silent=json))
        _require_cases(session)
        code = publish(
            session,
            folder=folder,
            history=(output or RUNS) / "history.jsonl",
            run=RunInfo(
                id=run_id,
                started_at=started.isoformat(timespec="seconds"),
                seconds=time.perf_counter() - clock,
                seed=seed,
                profile=profile,
                target_name=target,
                base_url=session.open_target().client.base_url,
                command=shlex.join(["conform", *sys.argv[1:]]),
                suite_version=__version__,
                workers=workers,
            ),
            as_json=json,
        )
    raise typer.Exit(code)


def _profile(name: str) -> Profile:
    try:
        return profile_named(name)
    except UnknownProfile as error:
        raise UsageProblem(str(error)) from None


def _require_cases(session: ConformanceSession) -> None:
    asked = session.settings.selection.cases
    if asked and not any(item.records for item in session.items):
        raise UsageProblem(
            f"no case of these laws has the id {min(asked)!r}. "
            "Next step: copy an id from report.json or from a finding."
        )
