"""`conform calibrate`: ask a target the open questions, and pin what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ..calibration import (
    Calibration,
    CalibrationProblem,
    Observation,
    read_pins,
    write_pins,
)
from ..calibration import (
    calibrate as ask,
)
from ..calibration.drift import drifted
from ..calibration.evidence import evidence
from ..canaries import Canaries
from ..contract import Registry, load_registry
from ..contract.model import Effect
from ..settings import allowed_from, knob_from
from ..target import Target
from ..targets import EMULATOR, TargetRequest, open_target
from ..world import open_world
from .clean import RUNS
from .errors import UsageProblem, refusing_bad_input
from .options import ConfigFile, ContractsFolder, JudgedTarget

_EVERY_EFFECT: frozenset[Effect] = frozenset(("read", "write", "destroy", "bill"))


@refusing_bad_input
def calibrate(
    target: JudgedTarget = EMULATOR,
    output: Annotated[
        Path | None,
        typer.Option(
            help="File of the pins. Default: reports/out/calibration-TIME/pins.json."
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(help="An earlier file of pins; what differs ends in exit 1."),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Ask this question only (repeatable).")
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(help="Effects allowed beyond reads: write,destroy,bill=N."),
    ] = None,
    knob: Annotated[
        list[str] | None,
        typer.Option(help="Set a knob of the emulator, such as K-33=null."),
    ] = None,
    config: ConfigFile = None,
    contracts: ContractsFolder = None,
) -> None:
    """
    Ask a target the open questions that can be asked safely, and pin the answers.

    Each line shows what was observed beside what is assumed. The exchanges behind it
    lie, scrubbed, in the folder `evidence` beside the file of pins, which `conform run
    --calibration` holds the target to, and which `conform serve --like` imitates.

    Examples:

        conform calibrate

        conform calibrate --target sandbox --allow write --output pins.json
    """
    registry = load_registry(contracts)
    for name in only or ():
        registry.knob(name)  # refuses an unknown one with the nearest known
    earlier = _earlier(against, registry)
    started = datetime.now(UTC)
    default = RUNS / f"calibration-{started.strftime('%Y%m%d-%H%M%S')}" / "pins.json"
    file, mark = output or default, started.strftime("%d%H%M%S")
    asked = TargetRequest(
        name=target,
        run=mark,
        effects=_EVERY_EFFECT,
        allowed=allowed_from(allow or []),
        knobs=dict(knob_from(text) for text in knob or []),
        config=config,
        journal=file.parent / f"journal-{mark}.jsonl",
    )
    with closing(open_target(asked, registry)) as opened:
        seen, left = _ask(registry, opened, asked.run, only or ())
        _keep(file.parent / "evidence", seen, opened)
    pins = {one.knob: one.option for one in seen if one.option is not None}
    date = started.date().isoformat()
    write_pins(file, Calibration(date, target, registry.version, pins))
    for line in [*_lines(seen), *left, f"{len(pins)} of {len(seen)} pinned in {file}"]:
        typer.echo(line)
    if earlier and _say_drift(earlier, seen):
        raise typer.Exit(1)


def _ask(
    registry: Registry, opened: Target, run: str, only: Sequence[str]
) -> tuple[tuple[Observation, ...], list[str]]:
    """Return what was seen, and what is left behind that nothing removes."""
    world = open_world(registry, opened, Canaries(0, run))
    try:
        seen = ask(world, only)
    finally:
        if not opened.disposable:
            world.clean()
    left = [] if opened.disposable else world.leftovers
    return seen, [f"left on the target: {name}" for name in left]


def _earlier(file: Path | None, registry: Registry) -> Calibration | None:
    try:
        return read_pins(file, registry) if file else None
    except CalibrationProblem as error:
        raise UsageProblem(str(error)) from None


def _keep(folder: Path, seen: Sequence[Observation], opened: Target) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in seen:
        if one.exchanges:
            scrubber = opened.client.scrubber
            shown = [evidence(exchange, scrubber) for exchange in one.exchanges]
            text = "\n\n---\n\n".join(shown) + "\n"
            (folder / f"{one.knob}.txt").write_text(text, encoding="utf-8")


def _lines(seen: Sequence[Observation]) -> list[str]:
    return [f"{one.knob}  {_said(one):<34} {one.question}" for one in seen]


def _said(one: Observation) -> str:
    if one.option is None:
        return f"not known ({one.why[:60]})"
    if one.option == one.assumed:
        return f"{one.option}, as assumed"
    return f"{one.option}, assumed was {one.assumed}"


def _say_drift(earlier: Calibration, seen: Sequence[Observation]) -> bool:
    found = drifted(earlier.pins, seen)
    for one in found:
        pinned = earlier.pins[one.knob]
        typer.echo(f"drift: {one.knob} was {pinned} on {earlier.date}, is {one.option}")
    return bool(found)
