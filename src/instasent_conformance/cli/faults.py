"""`conform faults`: the planted faults, and what each of them breaks."""

from __future__ import annotations

import json as jsonlib
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ..faults import all_faults

faults_app = typer.Typer(no_args_is_help=True, help="Planted faults of the emulator.")


@faults_app.callback()
def _faults() -> None:
    """Keep `list` a sub-command although it is the only one."""


@faults_app.command("list")
def list_faults(
    family: Annotated[
        str | None, typer.Option(help="Show the faults of this family only.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print an array of objects.")
    ] = False,
) -> None:
    """
    List the faults that `--fault` accepts.

    Example:

        conform faults list --family merge
    """
    rows = [f for f in all_faults().values() if family in (None, f.family)]
    if not rows:
        known = ", ".join(sorted({f.family for f in all_faults().values()}))
        typer.echo(
            f"no fault has the family {family!r}. Next step: use one of {known}.",
            err=True,
        )
        raise typer.Exit(2)
    if json:
        shown = [
            {
                "id": fault.id,
                "family": fault.family,
                "law": fault.law,
                "requirement": fault.requirement,
                "sentence": fault.sentence,
            }
            for fault in rows
        ]
        typer.echo(jsonlib.dumps(shown, indent=2))
        return
    console = Console()
    if not console.is_terminal:
        for fault in rows:
            typer.echo(f"{fault.id}\t{fault.law}\t{fault.sentence}")
        return
    table = Table("fault", "law", "what the faulty server does")
    for fault in rows:
        table.add_row(fault.id, fault.law, fault.sentence)
    console.print(table)
