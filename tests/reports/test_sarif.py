from __future__ import annotations

from typing import Any

from instasent_conformance.reports import sarif

from .sample import sample_report


def run_of_sample() -> dict[str, Any]:
    """Return the only run of the sample's document."""
    document = sarif.render(sample_report())

    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    return dict(run)


def test_result_points_at_the_contract_line() -> None:
    """A result is placed at the contract line, its logical place is the endpoint."""
    location = run_of_sample()["results"][0]["locations"][0]

    assert location["physicalLocation"] == {
        "artifactLocation": {
            "uri": "contracts/v1/access.json",
            "uriBaseId": "CONTRACTS",
        },
        "region": {"startLine": 31},
    }
    assert location["logicalLocations"][0]["name"] == "audience.get"


def test_result_names_a_declared_rule() -> None:
    """Every result names a rule of the driver by id and by index."""
    run = run_of_sample()
    rules = run["tool"]["driver"]["rules"]

    for result in run["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]


def test_severity_becomes_a_level() -> None:
    """A critical finding is an error, an observation is a note."""
    levels = {r["ruleId"]: r["level"] for r in run_of_sample()["results"]}

    assert levels == {
        "refused-without-scope": "error",
        "admitted-with-scope": "note",
    }


def test_fingerprint_survives_another_message() -> None:
    """A fingerprint is made of the root and the endpoint, never of values."""
    (first, *_) = run_of_sample()["results"]
    root = sample_report().defects[0].id

    assert first["partialFingerprints"] == {"conformRoot/v1": f"{root}:audience.get"}
