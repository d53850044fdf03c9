"""`conform tokens audit` as a user calls it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry

CONTRACT = load_registry()
SECRET = re.compile(r"ist_[0-9a-f]{16,}")
FILES = ("audit.json", "audit.html", "audit.sarif", "audit.xml")


def audit(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["tokens", "audit", *arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Audit the emulator's tokens with a policy for two of them."""
    found = tmp_path_factory.mktemp("audit")
    policy = found / "policy.toml"
    policy.write_text(
        '[tokens.home-a]\nendpoints = ["audience.get", "audience.scroll"]\n'
        '[tokens.home-b]\nendpoints = ["sms.send"]\n'
    )
    result = audit("--policy", str(policy), "--output", str(found))
    assert 1 == result.exit_code, result.output
    (found / "console.txt").write_text(result.output)
    return found


def test_every_report_is_written_and_well_formed(folder: Path) -> None:
    """JSON, SARIF, JUnit and the page are there, and agree on the findings."""
    document = json.loads((folder / "audit.json").read_text())
    sarif = json.loads((folder / "audit.sarif").read_text())["runs"][0]
    suite = ElementTree.parse(folder / "audit.xml").getroot()
    page = (folder / "audit.html").read_text()

    findings = document["findings"]
    assert len(findings) == len(sarif["results"])
    red = {(f["token"], f["rule"]) for f in findings if f["severity"] != "observation"}
    assert len(red) == int(suite.get("failures", ""))
    assert all(scope in page for scope in CONTRACT.scope_words)
    assert "http://" not in page
    assert "https://" not in page


def test_the_policy_shows_in_proposals(folder: Path) -> None:
    """A token with a policy is proposed the scopes that its endpoints take."""
    tokens = {
        token["alias"]: token
        for token in json.loads((folder / "audit.json").read_text())["tokens"]
    }

    assert tokens["home-a"]["needed"] == tokens["home-a"]["proposal"]
    assert tokens["home-c"]["needed"] is None
    assert set(tokens["home-b"]["needed"]) < CONTRACT.scope_words


def test_no_artefact_holds_a_secret(folder: Path) -> None:
    """Neither the reports nor the console show the secret of a token."""
    for name in (*FILES, "console.txt"):
        assert not SECRET.search((folder / name).read_text()), name


def test_traffic_without_a_token_asks_whose_it_is(tmp_path: Path) -> None:
    """Traffic that names no token is refused until an alias is given to it."""
    log = tmp_path / "access.log"
    path = CONTRACT.endpoint("audience.get").path.format(project="p", audienceId="a")
    log.write_text(f'"GET /v1{path} HTTP/1.1" 200\n')
    out = ("--output", str(tmp_path), "--json")
    refused = audit("--traffic", str(log), *out)
    taken = audit("--traffic", f"home-c={log}", *out)

    assert 2 == refused.exit_code
    assert "ALIAS=" in refused.output
    used = {t["alias"]: t["used_for"] for t in json.loads(taken.stdout)["tokens"]}
    assert ["audience.get"] == used["home-c"]


def test_a_policy_for_an_unknown_token_is_refused(tmp_path: Path) -> None:
    """A policy that names no token of the target ends in exit 2."""
    policy = tmp_path / "policy.toml"
    policy.write_text("[tokens.nobody]\nscopes = []\n")
    result = audit("--policy", str(policy), "--output", str(tmp_path))

    assert 2 == result.exit_code
    assert "nobody" in result.output
