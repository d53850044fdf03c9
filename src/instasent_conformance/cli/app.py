"""The `conform` command, whose sub-commands are imported when they are called."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from .lazily import MARKUP, Commands

app = typer.Typer(
    name="conform",
    cls=Commands,
    help="Judge an Instasent Product API project, real or emulated, by its contract.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=MARKUP,
)


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
