"""Commands that are imported when they are called, so that each starts fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

MARKUP: Final = "markdown"
COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("run", "Judge a target and write the reports."),
    "serve": ("serve", "Serve the emulated API on 127.0.0.1 until interrupted."),
    "clean": (
        "clean",
        "Remove what a run wrote and could not remove itself, after `kill -9` too.",
    ),
    "calibrate": (
        "calibrate",
        "Ask a target the open questions that can be asked safely, and pin the "
        "answers.",
    ),
    "init": ("init", "Describe a target in conform.toml, and check its tokens."),
    "profiles": (
        "profiles",
        "List the profiles: their laws, their budget of requests, their effects.",
    ),
    "contracts": ("contracts_app", "Contracts: the law, as data."),
    "faults": ("faults_app", "Planted faults of the emulator."),
    "report": ("report_app", "Reports of a finished run."),
    "tokens": ("tokens_app", "Plan the tokens of a target, and audit those it has."),
}
"""Command to the name that it has in its module, and what the list says of it."""


class Commands(TyperGroup):
    """The commands by name; to list them imports none."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = _Imported()

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of the commands, in the order of the list."""
        return list(COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        """Return what the list says of a command."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1])

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Return the command that the arguments begin with, ready to be called."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, name and found and self.commands[name], rest


class _Imported(MutableMapping[str, Any]):
    """Each command as its module declares it, from the first question on."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = _imported(name)
        return self._found[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._found[name] = command

    def __delitem__(self, name: str) -> None:
        del self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _imported(name: str) -> Any:
    found = getattr(import_module(f".{name}", __package__), COMMANDS[name][0])
    parent = typer.Typer(rich_markup_mode=MARKUP, callback=lambda: None)
    if isinstance(found, typer.Typer):
        parent.add_typer(found, name=name)
    else:
        parent.command(name)(found)
    return get_group(parent).commands[name]
