"""What cannot be shown is said to be unproven, and nothing that changes is missed."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from instasent_conformance.contract.diffing import Impact, compare, read_surface
from instasent_conformance.contract.errors import ContractError
from instasent_conformance.contract.location import contracts_root

from .corpus import original


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the contracts."""
    made = tmp_path / "v1"
    shutil.copytree(contracts_root(), made)
    return made


def test_a_member_that_an_open_body_loses_is_unproven(folder: Path) -> None:
    """An open body still takes a member it forgot, so no payload shows the harm."""
    file = folder / "schemas/audience-search-request.json"
    content = json.loads(file.read_text("utf-8"))
    del content["properties"]["sortField"]
    file.write_text(json.dumps(content), "utf-8")
    found = compare(original(), read_surface(folder))

    assert [(Impact.UNPROVEN, "member removed")] == [(d.impact, d.kind) for d in found]
    assert "no witness found" == found[0].as_row()["witness"]


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every text, number and truth value."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    elif not isinstance(node, bool) and node is not None:
        yield path


@pytest.mark.parametrize(
    "name",
    [
        "limits.json",
        "manifest.json",
        "knobs.json",
        "endpoints/audience.by-email.json",
        "schemas/event.json",
    ],
)
def test_no_change_of_a_number_or_a_text_goes_unseen(folder: Path, name: str) -> None:
    """Whatever single value changes in a file that still loads, something differs."""
    content = json.loads((folder / name).read_text("utf-8"))
    every = [path for path in leaves(content) if path[-1] not in ("$id", "$schema")]
    for path in every[:: max(1, len(every) // 7)]:
        changed = copy.deepcopy(content)
        node = changed
        for step in path[:-1]:
            node = node[step]
        value = node[path[-1]]
        node[path[-1]] = f"{value}x" if isinstance(value, str) else value + 1
        (folder / name).write_text(json.dumps(changed), "utf-8")
        try:
            after = read_surface(folder)
        except ContractError:
            continue

        assert [] != compare(original(), after), path
