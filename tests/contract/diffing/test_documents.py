"""Exported documents are compared as the folders are that they were exported from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.contract.diffing import Impact, compare, read_surface
from instasent_conformance.contract.location import contracts_root
from instasent_conformance.contract.openapi import to_openapi

from .corpus import Edit, edits, original

OF_SCHEMAS = [
    edit
    for edit in edits()
    if edit.file.startswith("schemas/") and edit.impact == "breaking"
]


def exported(folder: Path, file: Path) -> Path:
    """Export a folder of contracts to a file."""
    file.write_text(json.dumps(to_openapi(load_registry(folder))), "utf-8")
    return file


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the contract as it is."""
    file = tmp_path_factory.mktemp("exported") / "before.json"
    return exported(contracts_root(), file)


def kinds(found: list[Any]) -> set[tuple[str, str, str]]:
    """Return what was found of schemas, without the places."""
    return {
        (d.impact.value, d.kind, d.side) for d in found if d.impact is Impact.BREAKING
    }


@pytest.mark.parametrize("edit", OF_SCHEMAS[::4], ids=lambda edit: edit.id)
def test_documents_break_as_folders_do(
    edit: Edit, document: Path, tmp_path: Path
) -> None:
    """Two exports have the breaking differences of the folders they came from."""
    copy = tmp_path / "v1"
    shutil.copytree(contracts_root(), copy)
    edit.apply(copy)
    after = exported(copy, tmp_path / "after.json")

    assert kinds(compare(original(), read_surface(copy))) == kinds(
        compare(read_surface(document), read_surface(after))
    )


def test_a_document_equals_its_folder_in_all_that_both_say(document: Path) -> None:
    """A folder and its own export differ in nothing that a client meets."""
    found = compare(original(), read_surface(document))

    assert [] == [d for d in found if d.impact is not Impact.EDITORIAL]


def test_a_header_that_goes_breaks(document: Path, tmp_path: Path) -> None:
    """An answer without a header that it had breaks whoever reads it."""
    content = json.loads(document.read_text("utf-8"))
    operation = next(path["get"] for path in content["paths"].values() if "get" in path)
    name = next(iter(operation["responses"]["200"]["headers"]))
    del operation["responses"]["200"]["headers"][name]
    after = tmp_path / "after.json"
    after.write_text(json.dumps(content), "utf-8")
    found = compare(read_surface(document), read_surface(after))

    assert [("breaking", "header removed")] == [(d.impact.value, d.kind) for d in found]


def test_scopes_of_documents_are_compared(document: Path, tmp_path: Path) -> None:
    """What an export says of access is compared by the rules of the tables."""
    text = document.read_text("utf-8").replace(
        '"x-effect": "read"', '"x-effect": "bill"'
    )
    after = tmp_path / "after.json"
    after.write_text(text, "utf-8")
    found = compare(read_surface(document), read_surface(after))

    assert {"effect grew"} == {difference.kind for difference in found}
