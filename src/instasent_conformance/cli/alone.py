"""`conform serve` without the other commands, which take a while to load."""

import typer

from .serve import serve

app = typer.Typer(
    name="conform",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(serve)


@app.callback()
def _root() -> None:
    """Keep `serve` a sub-command although it is the only one."""
