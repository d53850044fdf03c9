"""Where a row stands in its file."""

from __future__ import annotations

import json

from instasent_conformance.contract import load_registry
from instasent_conformance.contract.places import label, row_line

CONTRACT = load_registry()


def test_a_row_is_found_on_the_line_that_names_it() -> None:
    """The line returned names the row, and no line before it does."""
    lines = (CONTRACT.root / "access.json").read_text(encoding="utf-8").splitlines()
    wanted = '"endpoint": "audience.get"'
    first = next(n for n, line in enumerate(lines, start=1) if wanted in line)

    assert first == row_line(CONTRACT, "access.json", "endpoint", "audience.get")


def test_every_endpoint_row_has_a_line_of_its_own() -> None:
    """Two rows of the access table never share a line."""
    lines = {
        row_line(CONTRACT, "access.json", "endpoint", endpoint)
        for endpoint in CONTRACT.endpoints
    }

    assert len(CONTRACT.endpoints) == len(lines)


def test_a_row_that_no_file_holds_is_at_its_beginning() -> None:
    """An unknown row or file leads to line 1, which every editor can open."""
    assert 1 == row_line(CONTRACT, "access.json", "endpoint", "no.such")
    assert 1 == row_line(CONTRACT, "no-such-file.json", "id", "K-01")


def test_a_file_is_called_by_its_version() -> None:
    """Reports name a contract file below the folder of its version."""
    assert json.loads((CONTRACT.root / "manifest.json").read_text())["version"]
    assert f"contracts/{CONTRACT.root.name}/knobs.json" == label(CONTRACT, "knobs.json")
