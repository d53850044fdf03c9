"""A command is imported when it is called, and the list is true all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from instasent_conformance.cli.app import app
from instasent_conformance.cli.lazily import COMMANDS, Commands

HEAVY = ("pytest", "hypothesis", "schemathesis", "jsonschema", "starlette", "uvicorn")


def imported_by(*arguments: str) -> set[str]:
    """Return the heavy libraries that a call of the command line imports."""
    code = f"""
import sys
from instasent_conformance.cli import main
try:
    sys.argv[1:] = {arguments!r}
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(HEAVY) & set(ended.stderr.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name: str) -> None:
    """The sentence of the list is the one that the command begins its help with."""
    group = get_command(app)
    assert isinstance(group, Commands)
    listed, command = group.get_command(None, name), group.commands[name]

    assert command.get_short_help_str(999) == listed.get_short_help_str(999)


def test_the_list_imports_no_command() -> None:
    """`conform --help` and `conform --version` import none of what judging needs."""
    assert set() == imported_by("--help") | imported_by("--version")


def test_serving_imports_no_judge() -> None:
    """`conform serve` imports none of what only judging needs."""
    assert set() == imported_by("serve", "--help") - {"uvicorn", "starlette"}


def test_an_unknown_command_is_refused() -> None:
    """A name that no command has ends in exit 2, and the nearest one is told."""
    result = CliRunner().invoke(app, ["serv"])

    assert 2 == result.exit_code
    assert "serve" in result.output
