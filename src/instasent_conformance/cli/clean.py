"""`conform clean`: remove what an interrupted run left on a target."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from ..contract import load_registry
from ..targets import Homes, Organisation, TargetRequest, open_target
from ..world.journal import JOURNAL, read_journal
from ..world.sweeping import Swept, sweep_file
from .errors import UsageProblem, refusing_bad_input

RUNS = Path("reports") / "out"


@refusing_bad_input
def clean(
    run: Annotated[
        str, typer.Option(help="The run to clean up after: its id or its folder.")
    ],
    config: Annotated[
        Path | None, typer.Option(help="Configuration instead of that of the run.")
    ] = None,
    contracts: Annotated[
        Path | None, typer.Option(help="Folder of the contracts.")
    ] = None,
) -> None:
    """
    Remove what a run wrote and could not remove itself, after `kill -9` too.

    It reads the journal that the run kept in its folder, deletes the contacts that are
    named there, and lists what no route of the API removes. Exit code 3 says that
    contacts are left.

    For example:

        conform clean --run 20260102-030405
    """
    folder = run_folder(run)
    if not list(folder.glob(JOURNAL)):
        typer.echo("nothing was written, so there is nothing to remove")
        return
    done = clean_up(folder, contracts, config)
    typer.echo(f"removed: {done.removed}")
    for left in done.leftovers:
        typer.echo(f"left on the target: {left}")
    if done.remaining:
        raise typer.Exit(3)


def run_folder(run: str) -> Path:
    """
    Return the folder of a run by its id or its path.

    Raises:
        UsageProblem: there is none.
    """
    for folder in (Path(run), RUNS / run):
        if folder.is_dir():
            return folder
    raise UsageProblem(
        f"no run has the id or the folder {run!r}. "
        f"Next step: name a folder below {RUNS}, or a path."
    )


def clean_up(
    folder: Path, contracts: Path | None = None, config: Path | None = None
) -> Swept:
    """Remove what the journals of a run name, each with a target of its own."""
    registry = load_registry(contracts)
    whole = Swept()
    for file in sorted(folder.glob(JOURNAL)):
        header = read_journal(file).header
        if not header:
            continue
        given = config or (Path(header["config"]) if header["config"] else None)
        target = open_target(
            TargetRequest(
                name=header["target"],
                run=header["mark"],
                config=given,
                journal=file,
                homes=_homes(header),
            ),
            registry,
        )
        with closing(target):
            done = sweep_file(file, target, registry)
        whole.removed += done.removed
        whole.remaining += done.remaining
        whole.leftovers += done.leftovers
    return whole


def _homes(header: Mapping[str, Any]) -> Homes:
    return {
        alias: (Organisation(identifier, plan, (uid,)), uid)
        for alias, (identifier, plan, uid) in header["homes"].items()
    }
