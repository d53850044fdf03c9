"""The exported document is valid, complete and loads in other tools."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_spec_validator import validate

from instasent_conformance.contract import load_registry
from instasent_conformance.contract.openapi import RATE_HEADERS, to_openapi

CONTRACT = load_registry()
DOCUMENT = to_openapi(CONTRACT)


def operations() -> dict[str, Any]:
    """Return every operation of the document by its id."""
    return {
        operation["operationId"]: operation
        for item in DOCUMENT["paths"].values()
        for operation in item.values()
    }


def test_the_document_is_valid_openapi() -> None:
    """An independent validator accepts the document."""
    validate(DOCUMENT)


def test_every_endpoint_is_one_operation() -> None:
    """Each endpoint is exported exactly once, under its own id."""
    assert sorted(CONTRACT.endpoints) == sorted(operations())


def test_no_reference_leaves_the_document() -> None:
    """Schemas are bundled: every reference stays inside the document."""
    text = json.dumps(DOCUMENT)

    assert text.count('"$ref": ') == text.count('"$ref": "#/')


@pytest.mark.parametrize("name", sorted(CONTRACT.endpoints))
def test_every_status_is_exported_with_the_rate_headers(name: str) -> None:
    """Each status of the contract is there, and carries the three headers."""
    responses = operations()[name]["responses"]
    listed = {str(part.status) for part in CONTRACT.endpoint(name).responses}

    assert listed == set(responses)
    assert {tuple(RATE_HEADERS)} == {tuple(r["headers"]) for r in responses.values()}


def test_alternatives_of_one_status_are_merged() -> None:
    """Parts with distinct schemas for one status become one choice between them."""
    refusal = operations()["stream.push-contacts"]["responses"]["422"]

    assert {"when": {"K-08": "422"}, "provenance": "documented"} in refusal[
        "x-alternatives"
    ]


def test_an_open_body_has_no_schema() -> None:
    """A status whose body is open is exported without a content."""
    assert "content" not in operations()["audience.get"]["responses"]["429"]


def test_relations_become_links_to_other_operations() -> None:
    """What an answer yields is linked to the parameters that it feeds."""
    links = operations()["audience.search"]["responses"]["200"]["links"]

    assert {
        "operationId": "audience.get",
        "parameters": {"audienceId": "$response.body#/entities/0/id"},
    } == links["to-audience.get"]


def test_scopes_are_exported_as_sufficient_sets() -> None:
    """An operation says which sets of scopes suffice, by knob option."""
    row = CONTRACT.access["audience.scroll"]
    exported = operations()["audience.scroll"]["x-scopes"]

    assert [sorted(scopes) for scopes in row.alternatives[0].scopes] == exported[0][
        "any-of"
    ]


def test_the_document_loads_in_schemathesis() -> None:
    """Schemathesis loads the document and finds every operation."""
    import schemathesis

    loaded = schemathesis.openapi.from_dict(to_openapi(CONTRACT))

    assert len(CONTRACT.endpoints) == sum(1 for _ in loaded.get_all_operations())
