"""A copy of the contracts, to break one thing in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from instasent_conformance.contract.location import contracts_root

Edit = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy every contract file and return the folder of the version."""
    copy = tmp_path / "contracts"
    shutil.copytree(contracts_root().parent, copy)
    return copy / "v1"


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Return a function that changes the content of one file of the copy."""

    def change(name: str, how: Callable[[Any], None]) -> None:
        content = json.loads((folder / name).read_text("utf-8"))
        how(content)
        (folder / name).write_text(json.dumps(content), "utf-8")

    return change
