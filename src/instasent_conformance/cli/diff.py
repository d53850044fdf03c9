"""`conform contracts diff` and `conform contracts release`."""

from __future__ import annotations

import datetime
import json as jsonlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..contract.diffing import Difference, Impact, compare, read_surface
from ..contract.release import release as freeze
from .errors import UsageProblem, refusing_bad_input

BREAKING_EXIT = 1

_STYLES = {
    Impact.BREAKING: "bold red",
    Impact.UNPROVEN: "red",
    Impact.ADDITIVE: "green",
    Impact.EDITORIAL: "dim",
}

Source = Annotated[
    Path,
    typer.Argument(help="Folder of a contract version, or an exported OpenAPI file."),
]


@refusing_bad_input
def diff(
    before: Source,
    after: Source,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="List editorial differences too.")
    ] = False,
) -> None:
    """
    Say what changed between two contracts: breaking, additive or editorial.

    A breaking change of a schema comes with a witness, a payload that one contract
    accepts and the other refuses; where none is found the change is unproven.
    Exit 1 when a difference is breaking or unproven.

    Example:

        conform contracts diff contracts/releases/1.0.0 contracts/v1 --json
    """
    found = compare(read_surface(before), read_surface(after))
    listed = [d for d in found if everything or d.impact is not Impact.EDITORIAL]
    if json:
        rows = [difference.as_row() for difference in listed]
        typer.echo(jsonlib.dumps(rows, indent=2, ensure_ascii=False))
    else:
        _show(listed)
        typer.echo(_summary(found))
    if any(difference.impact.harmful for difference in found):
        raise typer.Exit(BREAKING_EXIT)


@refusing_bad_input
def release(
    version: Annotated[str, typer.Argument(help="Semantic version, such as 1.1.0.")],
    contracts: Annotated[
        Path | None, typer.Option(help="Folder of the contracts to release.")
    ] = None,
    allow_breaking: Annotated[
        bool,
        typer.Option(
            "--allow-breaking", help="Release breaking changes without a new major."
        ),
    ] = False,
    date: Annotated[
        str | None, typer.Option(help="Day of the release; today when not given.")
    ] = None,
) -> None:
    """
    Freeze the contract: check it, compare it with the release before, copy it.

    A breaking change needs a new major version, or `--allow-breaking`.

    Example:

        conform contracts release 1.1.0 --contracts ./contracts
    """
    day = date or datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    try:
        made = freeze(version, date=day, root=contracts, allow_breaking=allow_breaking)
    except OSError as error:
        raise UsageProblem(
            f"{error.filename}: cannot be written: {error.strerror}. "
            "Next step: pass --contracts with a folder that can be written."
        ) from None
    since = f"compared with {made.previous}" if made.previous else "the first release"
    typer.echo(f"{made.folder}: frozen, {since}, {_counted(made.differences)}")


def _show(differences: Sequence[Difference]) -> None:
    """Print differences as a table on a terminal, and as plain lines elsewhere."""
    console = Console()
    if not console.is_terminal:
        for difference in differences:
            typer.echo("\t".join(_cells(difference)))
        return
    if differences:
        table = Table("class", "what", "side", "place", "before → after", "witness")
        for difference in differences:
            cells = [Text(cell) for cell in _cells(difference)]
            cells[0].stylize(_STYLES[difference.impact])
            table.add_row(*cells)
        console.print(table)


def _cells(difference: Difference) -> list[str]:
    said = f"{_short(difference.before)} → {_short(difference.after)}"
    witness = ""
    if difference.witness is not None:
        shown = difference.witness
        witness = (
            f"{shown.part}, valid {shown.valid_under} only: {_short(shown.payload)}"
        )
    elif difference.impact is Impact.UNPROVEN:
        witness = "no witness found"
    return [
        difference.impact.value,
        difference.kind,
        difference.side,
        difference.place,
        said,
        witness,
    ]


def _short(value: object) -> str:
    if value is None:
        return "–"
    text = jsonlib.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:119] + "…"


def _summary(differences: Sequence[Difference]) -> str:
    if not differences:
        return "no difference"
    hint = any(d.impact is Impact.EDITORIAL for d in differences)
    return _counted(differences) + (" (--all lists these too)" if hint else "")


def _counted(differences: Sequence[Difference]) -> str:
    counts = Counter(difference.impact for difference in differences)
    return ", ".join(f"{counts[impact]} {impact.value}" for impact in Impact)
