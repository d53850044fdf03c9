"""The `conform` command and its sub-commands."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from .calibrate import calibrate
from .clean import clean
from .contracts import contracts_app
from .faults import faults_app
from .init import init
from .profiles import profiles
from .report import report_app
from .run import run
from .serve import serve
from .tokens import tokens_app

app = typer.Typer(
    name="conform",
    help="Judge an Instasent Product API project, real or emulated, by its contract.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(run)
app.command()(serve)
app.command()(clean)
app.command()(calibrate)
app.command()(init)
app.command()(profiles)
app.add_typer(contracts_app, name="contracts")
app.add_typer(faults_app, name="faults")
app.add_typer(report_app, name="report")
app.add_typer(tokens_app, name="tokens")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"conform {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    """Judge an Instasent Product API project, real or emulated, by its contract."""


def main() -> None:
    """Run the command line."""
    app()
