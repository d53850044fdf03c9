"""`conform contracts diff` and `conform contracts release`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.contracts import contracts_app
from instasent_conformance.contract import load_registry
from instasent_conformance.contract.digest import digest_of
from instasent_conformance.contract.location import contracts_root
from instasent_conformance.contract.release import manifest_text

Change = Callable[[str, Callable[[Any], Any]], None]


def contracts(*arguments: str | Path) -> Result:
    """Run the sub-command in this process."""
    return CliRunner().invoke(contracts_app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the contracts and their meta schemas."""
    root = tmp_path / "contracts"
    shutil.copytree(contracts_root().parent, root)
    return root / "v1"


@pytest.fixture
def change(folder: Path) -> Change:
    """Return a function that edits one file of the copy, and makes it a draft."""

    def apply(name: str, how: Callable[[Any], Any]) -> None:
        for file, edit in ((name, how), ("manifest.json", draft)):
            content = json.loads((folder / file).read_text("utf-8"))
            edit(content)
            (folder / file).write_text(json.dumps(content), "utf-8")

    return apply


def draft(manifest: Any) -> None:
    """Open a frozen version for changes."""
    manifest.update(status="draft", digest=None)


def lower(content: Any) -> None:
    """Lower the limit of a batch."""
    (limit,) = [row for row in content["limits"] if row["limit"] == "batch.items"]
    limit["value"] -= 1


def add_event_type(content: Any) -> None:
    """Add an event type."""
    content["event_types"].append(content["event_types"][0] | {"uid": "zz_last"})


def test_equal_contracts_end_in_0() -> None:
    """Two equal contracts have no difference."""
    answer = contracts("diff", contracts_root(), contracts_root())

    assert 0 == answer.exit_code
    assert "no difference\n" == answer.stdout


def test_a_breaking_difference_ends_in_1(folder: Path, change: Change) -> None:
    """A breaking difference is one line, and ends in exit 1."""
    change("limits.json", lower)
    answer = contracts("diff", contracts_root(), folder)

    assert 1 == answer.exit_code
    assert (
        "breaking\tlimit lowered\tcontract\tlimits.json#/limits/batch.items/value"
        in (answer.stdout)
    )
    assert "1 breaking, 0 unproven, 0 additive, 0 editorial\n" in answer.stdout


def test_an_additive_difference_ends_in_0(folder: Path, change: Change) -> None:
    """What only adds ends in exit 0."""
    change("event-types.json", add_event_type)
    answer = contracts("diff", contracts_root(), folder)

    assert 0 == answer.exit_code
    assert answer.stdout.startswith("additive\tevent type added")


def test_editorial_differences_are_listed_on_request(
    folder: Path, change: Change
) -> None:
    """Wording is counted, and listed with --all alone."""
    change("limits.json", lambda content: content["limits"][0].update(source="facts"))

    assert "[]\n" == contracts("diff", "--json", contracts_root(), folder).stdout
    rows = json.loads(
        contracts("diff", "--json", "--all", contracts_root(), folder).stdout
    )

    assert ["editorial"] == [row["class"] for row in rows]


def test_json_carries_the_witness(folder: Path, change: Change) -> None:
    """A program reads id, class, kind, side, place, both values and the witness."""
    change(
        "schemas/audience-search-request.json",
        lambda content: content["properties"]["limit"].update(maximum=40),
    )
    row = json.loads(contracts("diff", "--json", contracts_root(), folder).stdout)[0]

    assert {"limit": 50} == row["witness"]["payload"]
    assert ("before", "after") == (
        row["witness"]["valid_under"],
        row["witness"]["invalid_under"],
    )
    assert {"id", "class", "kind", "side", "place", "before", "after", "witness"} == (
        set(row)
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (None, ["there is no such folder or file", "Next step"]),
        ("{", [":1:", "not valid JSON"]),
        ("[]", ["#/paths", "conform contracts export"]),
        ('{"paths": {"/a": {"get": []}}}', ["#/paths/~1a/get", "Next step"]),
        ('{"paths": {"/a": {"get": {"responses": 1}}}}', ["#/paths/~1a/get"]),
        (
            '{"paths": {}, "components": {"schemas": {"a": {"$ref": "b.json"}}}}',
            ["'b.json' resolves to nothing", "Next step"],
        ),
        ('{"paths": {}, "components": 3}', ["#/components", "Next step"]),
    ],
)
def test_bad_input_ends_in_2(
    tmp_path: Path, text: str | None, parts: list[str]
) -> None:
    """What is no contract is named with file, place and the next step."""
    file = tmp_path / "other.json"
    if text is not None:
        file.write_text(text, "utf-8")
    answer = contracts("diff", contracts_root(), file)

    assert 2 == answer.exit_code
    assert [] == [p for p in (*parts, "other.json") if p not in answer.stderr]


def test_a_folder_without_contracts_ends_in_2(tmp_path: Path) -> None:
    """A folder that holds no manifest is named."""
    answer = contracts("diff", contracts_root(), tmp_path)

    assert 2 == answer.exit_code
    assert str(tmp_path) in answer.stderr


def test_a_release_freezes_and_copies(folder: Path) -> None:
    """A release sets version, day, status and digest, and keeps a copy."""
    answer = contracts(
        "release", "1.0.0", "--contracts", folder, "--date", "2026-12-01"
    )
    manifest = load_registry(folder).manifest
    copy = folder.parent / "releases" / "1.0.0"

    assert 0 == answer.exit_code
    assert ("1.0.0", "2026-12-01", "frozen") == (
        manifest.version,
        manifest.date,
        manifest.status,
    )
    assert digest_of(folder) == manifest.digest == digest_of(copy)
    assert "no difference\n" == contracts("diff", copy, folder).stdout
    assert "## 1.0.0 – 2026-12-01" in (folder.parent / "CHANGELOG.md").read_text(
        "utf-8"
    )
    assert 0 == contracts("check", "--contracts", folder).exit_code


def test_a_version_is_released_once(folder: Path) -> None:
    """A version that exists is refused."""
    contracts("release", "1.0.0", "--contracts", folder)
    answer = contracts("release", "1.0.0", "--contracts", folder)

    assert 2 == answer.exit_code
    assert "released already" in answer.stderr


def test_a_breaking_change_needs_a_major_version(folder: Path, change: Change) -> None:
    """A minor version that breaks is refused, unless it is said to be meant."""
    contracts("release", "1.0.0", "--contracts", folder)
    change("limits.json", lower)
    refused = contracts("release", "1.1.0", "--contracts", folder)
    meant = contracts("release", "1.1.0", "--contracts", folder, "--allow-breaking")
    log = (folder.parent / "CHANGELOG.md").read_text("utf-8")

    assert 2 == refused.exit_code
    assert "release 2.0.0, or pass --allow-breaking" in refused.stderr
    assert 0 == meant.exit_code
    assert "without a new major version" in log
    assert "- breaking: limit lowered" in log
    assert log.index("## 1.1.0") < log.index("## 1.0.0")


def test_a_major_version_may_break(folder: Path, change: Change) -> None:
    """A new major version announces what it breaks."""
    contracts("release", "1.0.0", "--contracts", folder)
    change("limits.json", lower)

    assert 0 == contracts("release", "2.0.0", "--contracts", folder).exit_code


def test_an_additive_change_needs_no_major_version(
    folder: Path, change: Change
) -> None:
    """What only adds is released as a minor version."""
    contracts("release", "1.0.0", "--contracts", folder)
    change("event-types.json", add_event_type)

    assert 0 == contracts("release", "1.1.0", "--contracts", folder).exit_code


def test_a_broken_promise_is_not_released(folder: Path, change: Change) -> None:
    """A contract that breaks a promise is refused, with file and place."""
    change("knobs.json", lambda content: content["knobs"][0].update(assumed="418"))
    answer = contracts("release", "1.0.0", "--contracts", folder)

    assert 2 == answer.exit_code
    assert "knobs.json" in answer.stderr
    assert not (folder.parent / "releases").exists()


def test_a_frozen_version_that_changed_says_how_to_go_on(folder: Path) -> None:
    """Files changed under a frozen manifest are refused, with what to set there."""
    contracts("release", "1.0.0", "--contracts", folder)
    file = folder / "limits.json"
    file.write_text(file.read_text("utf-8").replace('"value": 100', '"value": 101'))
    answer = contracts("release", "1.1.0", "--contracts", folder)

    assert 2 == answer.exit_code
    assert 'set "status" to "draft"' in answer.stderr


@pytest.mark.parametrize(
    "arguments", [("one",), ("1.0",), ("01.0.0",), ("1.0.0", "--date", "today")]
)
def test_a_version_and_a_day_have_one_form(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    """A version is three numbers and a day is a date, or nothing is released."""
    answer = contracts("release", *arguments, "--contracts", folder)

    assert 2 == answer.exit_code
    assert "Next step" in answer.stderr


def test_a_manifest_keeps_its_form() -> None:
    """A manifest that is written back reads as it was written by hand."""
    text = (contracts_root() / "manifest.json").read_text("utf-8")

    assert text == manifest_text(json.loads(text))


@pytest.mark.parametrize("command", ["diff", "release"])
def test_help_shows_an_example(command: str) -> None:
    """The help of each command shows how it is called."""
    assert f"conform contracts {command} " in contracts(command, "--help").stdout
