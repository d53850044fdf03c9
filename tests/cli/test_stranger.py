"""Audit and calibration of a target that is reached over TCP with given tokens."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry
from instasent_conformance.targets.reading import load_config

CONTRACT = load_registry()
LEVELS = [row.scope for row in sorted(CONTRACT.levels, key=lambda level: level.rank)]
(LISTING,) = CONTRACT.access["audience.scroll"].alternatives[0].scopes[0]
HELD = {
    "everything": sorted(CONTRACT.scope_words),
    "reader": [LEVELS[0], LISTING],
    "raised": [LEVELS[0], LEVELS[2]],
}


def conform(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, [*arguments])


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve a furnished project; yield a configuration with three of its tokens."""
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "instasent_conformance", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        base = server.stdout.readline().split()[-1]
        folder = tmp_path_factory.mktemp("stranger")
        with pytest.MonkeyPatch.context() as patch:
            described = describe(base, patch)
            (folder / "conform.toml").write_text(described)
            yield folder / "conform.toml"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def describe(base: str, patch: pytest.MonkeyPatch) -> str:
    """Mint the tokens, put them into the environment, describe the target."""
    control = base.removesuffix("/v1") + "/_control"
    owner = httpx.get(f"{control}/organizations").json()[0]
    uid = owner["projects"][0]["uid"]
    lines = [
        f'[targets.sandbox]\nbase_url = "{base}"\n',
        f'[targets.sandbox.projects.home]\nuid = "{uid}"\nplan = "XL"\n',
    ]
    for alias, scopes in HELD.items():
        body = {
            "kind": "product",
            "organization": owner["id"],
            "project": uid,
            "scopes": scopes,
            "title": alias,
        }
        made = httpx.post(f"{control}/tokens", json=body).json()
        patch.setenv(f"STRANGER_{alias.upper()}", made["token"])
        lines.append(
            f'[[targets.sandbox.tokens]]\nalias = "{alias}"\n'
            f'secret_env = "STRANGER_{alias.upper()}"\nscopes = {json.dumps(scopes)}\n'
        )
    return "\n".join(lines)


def test_given_tokens_are_audited_over_tcp(stranger: Path, tmp_path: Path) -> None:
    """Each given token is found out, the one that reads only by an id as well."""
    result = conform(
        *("tokens", "audit", "--target", "sandbox", "--json"),
        *("--config", str(stranger), "--output", str(tmp_path)),
    )
    found = {token["alias"]: token for token in json.loads(result.stdout)["tokens"]}

    for alias, scopes in HELD.items():
        token = found[alias]
        assert sorted(scopes) == token["declared"]
        assert set(scopes) == set(token["effective"]) | (
            set(token["unknown"]) & set(scopes)
        )
    sarif = json.loads((tmp_path / "audit.sarif").read_text())["runs"][0]["results"]
    described = stranger.read_text().splitlines()
    for told in sarif:
        (place,) = told["locations"]
        line = described[place["physicalLocation"]["region"]["startLine"] - 1]
        assert f'alias = "{place["logicalLocations"][0]["name"]}"' == line
    levels = [found[alias]["level"] for alias in HELD]
    assert ["full", "default", "full"] == levels


def test_a_plan_is_learnt_from_the_answer_about_a_project(
    stranger: Path, tmp_path: Path
) -> None:
    """`conform init` writes the plan that the answers state."""
    target = load_config(stranger).targets["sandbox"]
    file = tmp_path / "conform.toml"
    result = conform(
        *("init", "sandbox", "--no-input", "--config", str(file)),
        *("--base-url", target.base_url, "--project", target.projects["home"].uid),
        *("--token-env", "STRANGER_READER"),
    )

    assert 0 == result.exit_code, result.output
    assert "XL" == load_config(file).targets["sandbox"].projects["home"].plan


def test_a_stranger_is_calibrated_by_reads_alone(
    stranger: Path, tmp_path: Path
) -> None:
    """Without a word about writes only reads are asked, and they are answered."""
    pins = tmp_path / "pins.json"
    result = conform(
        *("calibrate", "--target", "sandbox", "--config", str(stranger)),
        *("--output", str(pins)),
    )
    assert 0 == result.exit_code, result.output
    found = json.loads(pins.read_text())["pins"]

    wanted = ("K-01", "K-04", "K-15", "K-16", "K-18", "K-33", "A-13")
    assumed = {knob: CONTRACT.knob(knob).assumed for knob in wanted}
    assert assumed == {knob: found.get(knob) for knob in wanted}
    assert "write is not allowed" in result.output
    shown = "".join(f.read_text() for f in (tmp_path / "evidence").glob("*.txt"))
    assert "Duran" not in shown, "the world of demonstration has people of that name"
    assert not list(tmp_path.glob("journal-*.jsonl"))


def test_a_run_says_what_the_tokens_are_worth(stranger: Path, tmp_path: Path) -> None:
    """Before it begins a run says what share the given tokens settle, and the next."""
    result = conform(
        *("run", "--target", "sandbox", "--config", str(stranger)),
        *("--profile", "smoke", "--law", "discovery", "--output", str(tmp_path)),
    )

    assert "tokens: they settle" in result.output.splitlines()[0]
    assert "next token to mint" in result.output.splitlines()[0]


def test_nobody_shows_in_an_artefact(stranger: Path, tmp_path: Path) -> None:
    """Findings quote answers about people without a token, an address or a number."""
    target = load_config(stranger).targets["sandbox"]
    path = CONTRACT.endpoint("audience.search").path
    secret = os.environ["STRANGER_EVERYTHING"]
    people = httpx.post(
        target.base_url + path.format(project=target.projects["home"].uid),
        json={"limit": 50},
        headers={"authorization": f"Bearer {secret}"},
    ).text
    private = {secret, *re.findall(r"[\w.+-]+@[\w.-]+|\+\d{9,15}", people)}
    result = conform(
        *("run", "--target", "sandbox", "--config", str(stranger)),
        *("--profile", "smoke", "--law", "schema-conformance"),
        *("--endpoint", "audience.search", "--fault", "wire/truncate/audience.search"),
        *("--output", str(tmp_path)),
    )
    artefacts = [file for file in tmp_path.rglob("*") if file.is_file()]
    texts = [result.output, *(f.read_text("utf-8", "replace") for f in artefacts)]

    assert 1 == result.exit_code, result.output
    assert len(private) > 10
    assert any("<email>" in text for text in texts)
    assert [] == [word for word in private if any(word in text for text in texts)]
