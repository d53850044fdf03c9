"""conform.toml says what a target is, and never holds a secret."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from instasent_conformance.contract.location import contracts_root
from instasent_conformance.settings import OptionProblem, calibration_of
from instasent_conformance.targets import TargetProblem
from instasent_conformance.targets.config import TokenConfig, schema
from instasent_conformance.targets.reading import lines_of_tokens, load_config
from instasent_conformance.targets.secrets import token_from

COMPLETE = """\
[targets.sandbox]
base_url = "https://api.instasent.com/v1"
organisation = "Two Shops"
allow = ["write", "destroy", "bill=3"]
withheld = ["SOME_SCOPE"]
without = ["campaign.get"]
undecided_is_fine = ["no-token"]
proxy = "http://127.0.0.1:3128"
ca_file = "company.pem"
knobs = { K-05 = "message" }
calibration = "pins.json"
facts.segment.uid = "vip"

[targets.sandbox.pacing]
per_minute = 300
max_requests = 20000
retries = 2
timeout = 20
longest_wait = 90

[targets.sandbox.projects.home]
uid = "shop"
plan = "L"
organisation = "Two Shops"

[targets.sandbox.projects.foreign]
uid = "other"

[[targets.sandbox.tokens]]
alias = "reader"
scopes = ["SOME_SCOPE"]
secret_env = "SANDBOX_READER"

[[targets.sandbox.tokens]]
alias = "writer"
secret_keyring = "conform/writer"

[[targets.sandbox.tokens]]
alias = "stream"
kind = "datasource"
datasource = "first"
secret_command = ["pass", "show", "stream"]

[[targets.sandbox.tokens]]
alias = "spent"
kind = "revoked"
secret_env = "SANDBOX_SPENT"
"""

PINS = (
    '{"calibration": 1, "date": "2026-11-22", "target": "sandbox", '
    '"contract": "1.0.0", "pins": {"K-05": "message"}}'
)
SECRET = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"


def line_with(text: str) -> int:
    """Return the line of the complete file on which a text starts."""
    return COMPLETE[: COMPLETE.index(text)].count("\n") + 1


def read(folder: Path, text: str) -> str:
    """Return what is said about a configuration that is refused."""
    file = folder / "conform.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(TargetProblem) as refusal:
        load_config(file)
    return str(refusal.value)


def test_a_complete_file_is_read(tmp_path: Path) -> None:
    """Every key that the form has is accepted, and kept."""
    file = tmp_path / "conform.toml"
    file.write_text(COMPLETE, "utf-8")
    target = load_config(file).targets["sandbox"]

    assert 90 == target.pacing.longest_wait
    assert ["home", "foreign"] == list(target.projects)
    assert ("pass", "show", "stream") == target.tokens[2].secret_command


def test_a_complete_file_is_valid_under_the_schema() -> None:
    """What is read is valid under contracts/meta/conform.json."""
    shipped = json.loads((contracts_root().parent / "meta/conform.json").read_text())

    assert schema() == shipped
    jsonschema.Draft202012Validator(shipped).validate(tomllib.loads(COMPLETE))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"SANDBOX_READER"', f'"{SECRET}"', "tokens[0].secret_env"),
        ('secret_env = "SAND', 'token = "SAND', "tokens[0].token"),
        ('"conform/writer"', f'"{SECRET}"', "tokens[1].secret_keyring"),
        ('"show", "stream"', f'"{SECRET}"', "tokens[2].secret_command[1]"),
        ('organisation = "Two', f'organisation = "Bearer {SECRET}', "organisation"),
    ],
)
def test_a_literal_token_is_refused(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    """A secret in the file is refused with line and key, and is not repeated."""
    line = line_with(old)
    said = read(tmp_path, COMPLETE.replace(old, new, 1))

    assert f"conform.toml:{line}: targets.sandbox.{key}: a token stands here" in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("base_url =", "url =", "targets.sandbox.url:"),
        ("retries = 2", "retries = 99", "targets.sandbox.pacing.retries:"),
        ('plan = "L"', "plan = 7", "targets.sandbox.projects.home.plan:"),
        ('kind = "data', 'kind = "dota', "targets.sandbox.tokens[2].kind:"),
        ('"bill=3"', '"bills"', "targets.sandbox.allow[2]:"),
        (
            '[[targets.sandbox.tokens]]\nalias = "writer"',
            "[[targets.sandbox.tokens]]",
            "targets.sandbox.tokens[1]:",
        ),
        ("secret_keyring =", "project =", "targets.sandbox.tokens[1].project:"),
        (
            'tokens]]\nalias = "writer"',
            'tokens]]\nalias = "writer"\nsecret_env = "B"',
            "targets.sandbox.tokens[1]:",
        ),
        ("127.0.0.1:3128", "me:word@proxy:1", "targets.sandbox.proxy:"),
        ("[targets.sandbox.pacing]", "[target.sandbox]", "target:"),
        (
            'calibration = "pins.json"',
            "calibration = 1",
            "targets.sandbox.calibration:",
        ),
        ("base_url =", "base_url ==", "not valid TOML"),
    ],
)
def test_a_fault_is_located(tmp_path: Path, old: str, new: str, where: str) -> None:
    """What is wrong is said with line, key and the next step."""
    line = line_with(old)
    said = read(tmp_path, COMPLETE.replace(old, new, 1))

    assert f"conform.toml:{line}: {where}" in said
    assert "Next step: " in said


def test_a_secret_is_read_from_a_command() -> None:
    """The output of the command is the secret; its spaces are not."""
    command = (sys.executable, "-c", "print('abc-secret ')")
    token = token_from(TokenConfig(alias="t", secret_command=command), {})

    assert "abc-secret" == token.secret
    assert "abc-secret" not in repr(token)


@pytest.mark.parametrize(
    "code", ["print('half-a-secret'); raise SystemExit(1)", "pass"]
)
def test_a_command_that_fails_is_not_quoted(code: str) -> None:
    """A command that ends badly or says nothing is named without what it said."""
    command = (sys.executable, "-c", code)
    with pytest.raises(TargetProblem) as refusal:
        token_from(TokenConfig(alias="t", secret_command=command), {})

    assert "half-a-secret" not in str(refusal.value)
    assert "Next step" in str(refusal.value)


def test_a_keyring_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the message says how to get it, or how to do without."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(TargetProblem, match="pip install keyring"):
        token_from(TokenConfig(alias="t", secret_keyring="service/user"), {})


def test_a_calibration_lies_beside_the_file_that_names_it(tmp_path: Path) -> None:
    """Its path starts at the folder of conform.toml; one that is given wins."""
    file, other = tmp_path / "conform.toml", tmp_path / "other.json"
    file.write_text(COMPLETE, "utf-8")
    (tmp_path / "pins.json").write_text(PINS, "utf-8")
    other.write_text(PINS.replace("2026-11-22", "2026-11-23"), "utf-8")

    named = calibration_of("sandbox", config=file)
    given = calibration_of("sandbox", given=other, config=file)

    assert named is not None
    assert given is not None
    assert ("2026-11-22", {"K-05": "message"}) == (named.date, named.pins)
    assert "2026-11-23" == given.date
    assert calibration_of("emulator", config=file) is None


@pytest.mark.parametrize("text", [None, "{}", "not json"])
def test_a_calibration_that_cannot_be_read_is_located(
    tmp_path: Path, text: str | None
) -> None:
    """The message names file, line and key of conform.toml, and the next step."""
    file = tmp_path / "conform.toml"
    file.write_text(COMPLETE, "utf-8")
    if text is not None:
        (tmp_path / "pins.json").write_text(text, "utf-8")
    with pytest.raises(OptionProblem) as refusal:
        calibration_of("sandbox", config=file)
    line = line_with("calibration =")

    assert f"conform.toml:{line}: targets.sandbox.calibration: " in str(refusal.value)
    assert "pins.json" in str(refusal.value)
    assert "Next step: " in str(refusal.value)


def test_the_line_of_every_token_is_known(tmp_path: Path) -> None:
    """A finding about a token can point at the line that describes it."""
    file = tmp_path / "conform.toml"
    file.write_text(COMPLETE, "utf-8")
    aliases = ("reader", "writer", "stream", "spent")

    expected = {alias: line_with(f'alias = "{alias}"') for alias in aliases}
    assert expected == lines_of_tokens(file, "sandbox")
    assert {} == lines_of_tokens(tmp_path / "none.toml", "sandbox")
