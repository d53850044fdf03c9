"""`conform faults`: the planted faults, what each breaks, and who is convicted."""

from __future__ import annotations

import json as jsonlib
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ..contract import load_registry
from ..faults import SOURCES, planted_faults
from .faults_run import run_faults

faults_app = typer.Typer(no_args_is_help=True, help="Planted faults of the emulator.")


faults_app.command("run")(run_faults)


@faults_app.command("list")
def list_faults(
    family: Annotated[
        str | None, typer.Option(help="Show the faults of this family only.")
    ] = None,
    source: Annotated[
        str, typer.Option(help="Where they come from: logic, table, wire or pairs.")
    ] = "logic",
    json: Annotated[
        bool, typer.Option("--json", help="Print an array of objects.")
    ] = False,
) -> None:
    """
    List the faults that `--fault` accepts.

    Example:

        conform faults list --family merge
    """
    known_source = next((one for one in SOURCES if one == source), None)
    if known_source is None:
        typer.echo(
            f"no source is called {source!r}. Next step: use {', '.join(SOURCES)}.",
            err=True,
        )
        raise typer.Exit(2)
    faults = planted_faults(load_registry(), known_source).values()
    rows = [one for one in faults if family in (None, one.family)]
    if not rows:
        known = ", ".join(sorted({one.family for one in faults}))
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
                "requirement": fault.breaks,
                "sentence": fault.sentence,
                "excluded": fault.excluded,
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
