"""What docs/nightly.md and the job files tell to type is understood as it stands."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import jsonschema
import pytest
from typer.main import get_command

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry
from instasent_conformance.reports import baseline
from instasent_conformance.targets.config import schema
from instasent_conformance.targets.reading import load_config

from .blocks import ROOT, blocks

PAGE = "docs/nightly.md"
FILES = (PAGE, "docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml")
_CALL = re.compile(r"(?<![\w/.-])conform (?:run|clean|init|report) [^`\n|&>]*")


def calls(document: str) -> list[list[str]]:
    """Return the arguments of every call of `conform` in a document."""
    text = (ROOT / document).read_text("utf-8")
    return [shlex.split(found.strip().rstrip("."))[1:] for found in _CALL.findall(text)]


@pytest.mark.parametrize("document", FILES)
def test_every_call_is_understood(document: str) -> None:
    """Every command and every option of the page and of the job files exists."""
    found = calls(document)
    assert found
    for arguments in found:
        command = get_command(app)
        while hasattr(command, "commands"):
            command = command.commands[arguments.pop(0)]
        command.make_context("conform", arguments)


def test_the_complete_file_is_read(tmp_path: Path) -> None:
    """The complete conform.toml of the page is accepted, and uses declared words."""
    text, _ = blocks(PAGE, "toml")
    file = tmp_path / "conform.toml"
    file.write_text(text, "utf-8")
    target = load_config(file).targets["sandbox"]
    contract = load_registry()
    contract.pinned(target.knobs)

    jsonschema.Draft202012Validator(schema()).validate(tomllib.loads(text))
    assert target.withheld <= contract.scope_words
    assert {s for t in target.tokens for s in t.scopes} <= contract.scope_words
    assert target.without <= set(contract.endpoints)


def test_the_page_shows_every_key() -> None:
    """Every key that a target may have stands in the page, so none is a secret."""
    text = (ROOT / PAGE).read_text("utf-8")
    form = schema()["$defs"]
    keys = {
        key
        for table in ("TargetConfig", "PacingConfig", "ProjectConfig", "TokenConfig")
        for key in form[table]["properties"]
    }

    assert {"facts", "kind", "datasource"} >= {key for key in keys if key not in text}


def test_the_baseline_is_read(tmp_path: Path) -> None:
    """The baseline of the page is one."""
    _, text = blocks(PAGE, "toml")
    file = tmp_path / "baseline.toml"
    file.write_text(text, "utf-8")

    assert ["data team"] == [entry.owner for entry in baseline.read(file)]
