"""`conform tokens`: which tokens to mint, and what those that exist may do."""

from __future__ import annotations

import typer

from .tokens_audit import audit
from .tokens_plan import plan

tokens_app = typer.Typer(
    help="Plan the tokens of a target, and audit those it has.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
tokens_app.command()(plan)
tokens_app.command()(audit)
