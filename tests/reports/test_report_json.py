from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from instasent_conformance.contract.location import contracts_root
from instasent_conformance.reports import json_report

from .sample import sample_report


def test_report_is_valid_under_its_schema() -> None:
    """report.json is valid under contracts/meta/report.json."""
    schema = json.loads((contracts_root().parent / "meta/report.json").read_text())

    jsonschema.Draft202012Validator(schema).validate(
        json.loads(json_report.render(sample_report()))
    )


def test_schema_file_is_the_schema_of_the_types() -> None:
    """contracts/meta/report.json is what the types of the report say, word for word."""
    shipped = (contracts_root().parent / "meta/report.json").read_text("utf-8")

    assert json.loads(shipped) == json_report.schema()


def test_report_reads_back(tmp_path: Path) -> None:
    """A written report reads back as the same value."""
    report = sample_report()
    json_report.write(report, tmp_path / "report.json")

    assert report == json_report.read(tmp_path / "report.json")


def test_totals_are_the_sum_of_the_laws() -> None:
    """Every case and every error is counted under exactly one law."""
    report = sample_report()

    assert report.totals.judged == sum(row.counts.judged for row in report.laws)
    assert report.totals.errors == sum(row.counts.errors for row in report.laws)
