"""Every command explains itself with an example, and the documents name it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from instasent_conformance.cli.app import app

from .blocks import ROOT


def commands(found: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the path of every command below one."""
    below = getattr(found, "commands", None)
    if below is None:
        return [path]
    return [
        deeper
        for name, command in below.items()
        for deeper in commands(command, (*path, name))
    ]


COMMANDS = commands(get_command(app))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_help_shows_an_example(path: tuple[str, ...]) -> None:
    """`--help` of every command holds a line that calls it."""
    result = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "120"})

    assert 0 == result.exit_code
    assert re.search(
        rf"conform {' '.join(path)}( |\b)", result.stdout.split("Usage:")[1]
    )
    assert "xample" in result.stdout


def test_the_architecture_names_every_package() -> None:
    """ARCHITECTURE.md has a row for every top-level module of the package."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    package = ROOT / "src" / "instasent_conformance"
    modules = {
        path.stem
        for path in package.iterdir()
        if not path.name.startswith("_") and path.suffix in ("", ".py")
    }

    assert set() == {name for name in modules if f"`{name}`" not in text}


def test_the_architecture_lists_layers_from_the_lowest() -> None:
    """The rows of ARCHITECTURE.md stand in the order that import-linter enforces."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    height = {
        module: level
        for level, row in enumerate(reversed(layers))
        for module in row.split(" | ")
    }
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    named = [height[module] for row in rows for module in re.findall(r"\w+", row)]

    assert sorted(named) == named
