"""The report of a run of faults: typed data, and a page that loads nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

from instasent_conformance.contract.location import contracts_root
from instasent_conformance.convicting.page import render
from instasent_conformance.convicting.pages import read_data, schema, write_pages

from .sample import CONVICTED, sample_report

SCHEMA = contracts_root().parent / "meta" / "faults.json"


def test_the_schema_file_is_the_schema_of_the_types() -> None:
    """contracts/meta/faults.json is what the types of the report say."""
    assert schema() == json.loads(SCHEMA.read_text("utf-8"))


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    """faults.json is valid under its schema and reads back as the same value."""
    _, data = write_pages(sample_report(), tmp_path)

    jsonschema.Draft202012Validator(schema()).validate(json.loads(data.read_text()))
    assert sample_report() == read_data(data)


def test_the_page_loads_nothing() -> None:
    """No address of another place stands in the page."""
    assert [] == re.findall(r"(?:src|href)=\"(?!#)|https?://|@import", _page())


def test_the_page_shows_values_as_text() -> None:
    """A sentence with angle brackets is shown, and is no element."""
    assert "It is &lt;wrong&gt;." in _page()
    assert "<wrong>" not in _page()


def test_a_whole_score_has_no_survivors() -> None:
    """Where everything was convicted, the page says so."""
    assert "every fault that counts was convicted" in render(sample_report(CONVICTED))


def _page() -> str:
    return render(sample_report())
