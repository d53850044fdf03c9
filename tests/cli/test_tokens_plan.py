"""`conform tokens plan` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry

CONTRACT = load_registry()
CONFIG = """
[targets.sandbox]
base_url = "http://127.0.0.1:1/v1"
withheld = [{withheld}]

[targets.sandbox.projects.home]
uid = "mine"

[[targets.sandbox.tokens]]
alias = "one"
scopes = [{scopes}]
secret_env = "ONE"
"""


def plan(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["tokens", "plan", *arguments])


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """Return a configuration with one token that holds two scopes."""
    words = sorted(CONTRACT.scope_words)
    file = tmp_path / "conform.toml"
    file.write_text(
        CONFIG.format(
            withheld=json.dumps(words[0]),
            scopes=", ".join(json.dumps(word) for word in words[1:3]),
        )
    )
    return file


def test_json_names_every_token_and_what_it_buys() -> None:
    """The JSON holds alias, kind, project and scopes, and a gain for every token."""
    found = json.loads(plan("--json").stdout)

    assert {frozenset(("alias", "kind", "project", "scopes", "datasource"))} == {
        frozenset(token) for token in found["tokens"]
    }
    aliases = [token["alias"] for token in found["tokens"]]
    assert aliases == [row["alias"] for row in found["covers"]["buys"]]
    assert 1.0 == found["covers"]["shares"][-1]
    assert found["covers"]["proven"] is True


def test_the_checklist_ticks_the_scopes() -> None:
    """The text ticks as many scopes as the JSON names, and lists all the others."""
    text = plan().stdout
    tokens = json.loads(plan("--json").stdout)["tokens"]
    minted = [token for token in tokens if token["kind"] == "product"]

    assert sum(len(token["scopes"]) for token in minted) == text.count("[x]")
    unticked = len(minted) * len(CONTRACT.scope_words) - text.count("[x]")
    assert unticked == text.count("[ ]")


def test_a_given_inventory_is_told_its_share_and_what_to_mint(sandbox: Path) -> None:
    """With a target, share, open cells and the most valuable next token are named."""
    arguments = ("--target", "sandbox", "--config", str(sandbox))
    found = json.loads(plan(*arguments, "--json").stdout)["inventory"]
    text = plan(*arguments).stdout

    assert 0 < found["settled"] == found["questions"] - len(found["open"])
    assert 0 < found["gains"]
    assert min(CONTRACT.scope_words) not in found["next"]["scopes"]
    assert f"settle {found['settled']} of {found['questions']}" in text
    assert "mint next" in text


def test_minting_the_advised_token_gains_what_was_said(sandbox: Path) -> None:
    """An inventory with the advised token settles as much more as was promised."""
    arguments = ("--target", "sandbox", "--config", str(sandbox), "--json")
    before = json.loads(plan(*arguments).stdout)["inventory"]
    advised = before["next"]
    sandbox.write_text(
        sandbox.read_text()
        + '\n[[targets.sandbox.tokens]]\nalias = "two"\nsecret_env = "TWO"\n'
        + f"project = {json.dumps(advised['project'])}\n"
        + f"kind = {json.dumps(advised['kind'])}\n"
        + f"scopes = {json.dumps(advised['scopes'])}\n"
    )
    after = json.loads(plan(*arguments).stdout)["inventory"]

    assert before["settled"] + before["gains"] == after["settled"]


def test_a_token_to_revoke_is_part_of_the_plan(sandbox: Path) -> None:
    """The plan names one more token to revoke, and asks for it where there is none."""
    arguments = ("--target", "sandbox", "--config", str(sandbox))
    found = json.loads(plan("--json").stdout)["revoked"]
    before = plan(*arguments).stdout
    sandbox.write_text(
        sandbox.read_text()
        + '\n[[targets.sandbox.tokens]]\nalias = "spent"\nsecret_env = "SPENT"\n'
        + f"kind = {json.dumps(found['kind'])}\n"
    )

    assert ("revoked", "home") == (found["kind"], found["project"])
    assert sorted(CONTRACT.scope_words) == found["scopes"]
    assert "none is a revoked one" in before
    assert "none is a revoked one" not in plan(*arguments).stdout


def test_the_sources_that_a_run_makes_bring_their_tokens(sandbox: Path) -> None:
    """Where writes are allowed, the tokens of data sources are not to be minted."""
    arguments = ("--target", "sandbox", "--config", str(sandbox), "--json")
    before = json.loads(plan(*arguments).stdout)["inventory"]
    sandbox.write_text(
        sandbox.read_text().replace("withheld", 'allow = ["write"]\nwithheld')
    )
    after = json.loads(plan(*arguments).stdout)["inventory"]

    assert before["settled"] < after["settled"]
    assert "product" == after["next"]["kind"]


def test_an_unknown_scope_is_refused_with_the_known_ones() -> None:
    """A scope that does not exist ends in exit 2, and the message lists the others."""
    result = plan("--without", "PROJECT_NOTHING")

    assert 2 == result.exit_code
    assert "PROJECT_NOTHING" in result.output
    assert min(CONTRACT.scope_words) in result.output
