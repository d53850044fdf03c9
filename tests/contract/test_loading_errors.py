"""A contract that cannot be used says which file, which place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from instasent_conformance.contract import ContractError, UnknownName, load_registry

from .conftest import Edit


def refusal_of(folder: Path) -> str:
    """Return the message of the error that loading ends in."""
    with pytest.raises(ContractError) as raised:
        load_registry(folder)
    return str(raised.value)


def test_the_shipped_contract_loads(folder: Path) -> None:
    """The contract as shipped loads from any folder it is copied to."""
    assert "audience.get" == load_registry(folder.parent).endpoint("audience.get").id


def test_a_folder_without_contracts_is_refused(tmp_path: Path) -> None:
    """An empty folder is refused, and the option that names another is said."""
    message = refusal_of(tmp_path)

    assert str(tmp_path) in message
    assert "--contracts DIR" in message


def test_a_missing_file_is_named(folder: Path) -> None:
    """An absent file is refused by its path."""
    (folder / "knobs.json").unlink()

    assert f"{folder / 'knobs.json'}: the file is missing" in refusal_of(folder)


def test_bad_json_is_placed_by_line_and_column(folder: Path) -> None:
    """A syntax error is placed on the line and the column where it stands."""
    (folder / "limits.json").write_text('{\n  "limits": [,]\n}', "utf-8")

    assert f"{folder / 'limits.json'}:2:14: not valid JSON" in refusal_of(folder)


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    """Bytes that are not UTF-8 are refused, by their position."""
    (folder / "limits.json").write_bytes(b'{"limits": "\xff"}')

    assert "limits.json:1:13: not valid JSON: not UTF-8" in refusal_of(folder)


def test_a_wrong_shape_is_placed_in_its_table(folder: Path, edit: Edit) -> None:
    """A member of the wrong type is named by table, row and member."""
    edit("access.json", lambda content: content["scopes"][2].update(tier=7))

    assert "access.json: $.scopes[2].tier" in refusal_of(folder)


def test_a_missing_table_is_named(folder: Path, edit: Edit) -> None:
    """A table that is absent is named."""
    edit("access.json", lambda content: content.pop("fields"))

    assert "the table 'fields' is missing" in refusal_of(folder)


def test_a_table_file_that_is_a_list_is_refused(folder: Path) -> None:
    """A file of tables whose top level is no object is refused."""
    (folder / "access.json").write_text("[]", "utf-8")

    assert "access.json: $: expected an object of tables" in refusal_of(folder)


def test_an_id_differs_from_its_file_name(folder: Path, edit: Edit) -> None:
    """An endpoint file whose id is not its name is refused."""
    edit("endpoints/audience.get.json", lambda content: content.update(id="x.get"))

    assert "the id 'x.get' differs from the file name" in refusal_of(folder)


def test_an_unknown_name_brings_the_nearest_ones(folder: Path) -> None:
    """Asking for a name that does not exist brings the nearest that do."""
    with pytest.raises(UnknownName, match=r"audience\.search"):
        load_registry(folder).endpoint("audience.serch")
