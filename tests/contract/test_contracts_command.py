"""`conform contracts` lists, shows, checks and exports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.contracts import contracts_app
from instasent_conformance.contract import load_registry

from .conftest import Edit

CONTRACT = load_registry()


def contracts(*arguments: str) -> Result:
    """Run the sub-command in this process."""
    return CliRunner().invoke(contracts_app, [*arguments])


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ((), len(CONTRACT.endpoints)),
        (("--requirements",), len(CONTRACT.requirements)),
        (("--knobs",), len(CONTRACT.knobs)),
        (("--scopes",), len(CONTRACT.scopes)),
    ],
)
def test_a_list_as_json_is_objects_with_ids(table: tuple[str, ...], count: int) -> None:
    """The JSON of a list is an array of objects, each with its own id."""
    rows = json.loads(contracts("list", "--json", *table).stdout)

    assert count == len({row["id"] for row in rows})


def test_a_list_is_plain_lines_without_a_terminal() -> None:
    """Without a terminal a list is one line for each row, its fields behind tabs."""
    lines = contracts("list").stdout.splitlines()

    assert len(CONTRACT.endpoints) == len(lines)
    assert "audience.aggregations\tPOST" == "\t".join(lines[0].split("\t")[:2])


def test_two_tables_at_once_are_refused() -> None:
    """Asking for two tables ends in exit 2 and says which to choose from."""
    answer = contracts("list", "--knobs", "--scopes")

    assert 2 == answer.exit_code
    assert "pass one of --requirements, --knobs and --scopes" in answer.stderr


@pytest.mark.parametrize(
    "name",
    [
        "audience.search",
        "K-33",
        "U-08",
        CONTRACT.requirements[0].id,
        CONTRACT.scopes[0].scope,
    ],
)
def test_anything_with_an_id_is_shown(name: str) -> None:
    """Endpoints, knobs, unknowns, requirements and scopes are shown by id."""
    assert name == json.loads(contracts("show", name, "--json").stdout)["id"]
    assert contracts("show", name).stdout.startswith(f"id: {name}\n")


def test_an_endpoint_is_shown_with_its_access_row() -> None:
    """What opens an endpoint is shown with it."""
    shown = json.loads(contracts("show", "audience.get", "--json").stdout)

    assert "read" == shown["access"]["effect"]


def test_an_unknown_id_brings_the_nearest() -> None:
    """A misspelt id ends in exit 2 and brings the nearest ids."""
    answer = contracts("show", "audience.serch")

    assert 2 == answer.exit_code
    assert "audience.search" in answer.stderr


def test_check_says_that_all_is_well() -> None:
    """A sound contract ends in exit 0 with its version."""
    answer = contracts("check")

    assert 0 == answer.exit_code
    assert f"contract {CONTRACT.version}: every promise is kept\n" == answer.stdout


def test_check_names_file_and_place_of_each_problem(folder: Path, edit: Edit) -> None:
    """A broken promise ends in exit 2 with one line: file, place, problem."""
    edit("knobs.json", lambda content: content["knobs"][0].update(assumed="418"))
    answer = contracts("check", "--contracts", str(folder))
    listed = json.loads(
        contracts("check", "--json", "--contracts", str(folder.parent)).stdout
    )

    assert 2 == answer.exit_code
    assert "knobs.json: $.knobs[A-01].assumed: '418' is none" in answer.stdout
    assert ["knobs.json"] == [row["file"] for row in listed]


def test_a_folder_without_contracts_is_said_once(tmp_path: Path) -> None:
    """A folder without contracts ends in exit 2 with one message on stderr."""
    for command in (("list",), ("check",), ("export",), ("show", "K-01")):
        answer = contracts(*command, "--contracts", str(tmp_path))

        assert 2 == answer.exit_code
        assert answer.stderr.startswith("conform: no contracts found in: ")


def test_the_export_is_written_where_it_is_asked(tmp_path: Path) -> None:
    """An export goes to the file given, and to stdout without one."""
    file = tmp_path / "openapi.json"
    answer = contracts("export", "--format", "openapi", "--output", str(file))

    assert 0 == answer.exit_code
    assert json.loads(file.read_text("utf-8")) == json.loads(contracts("export").stdout)


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """An export into a folder that is not there ends in exit 2."""
    answer = contracts("export", "--output", str(tmp_path / "absent" / "x.json"))

    assert 2 == answer.exit_code
    assert "cannot be written" in answer.stderr
