"""Every documented example and recording fits the endpoint that it is evidence of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from instasent_conformance.contract import Json, load_registry
from instasent_conformance.oracles.answers import possible_parts
from instasent_conformance.oracles.schemas import schemas_of

CONTRACT = load_registry()
META = CONTRACT.root.parent / "meta" / "evidence.json"
FILES = sorted((CONTRACT.root / "evidence").glob("*.json"))
REFUSED = (400, 422)


def load(file: Path) -> dict[str, Any]:
    """Return one piece of evidence."""
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content


def failed_positions(body: Json) -> set[int]:
    """Return the items that an answer reports as failed, in either of its forms."""
    if not isinstance(body, dict):
        return set()
    items = (body.get("entity") or {}).get("items") or []
    listed = {n for n, item in enumerate(items) if item.get("status") == "error"}
    return listed | {int(error["position"]) for error in body.get("errors") or []}


def sound_part(evidence: dict[str, Any]) -> Json:
    """Return the body sent, without the items that the answer reports as failed."""
    sent, answered = evidence["request"]["body"], evidence["response"] or {}
    failed = failed_positions(answered.get("body"))
    if not isinstance(sent, list):
        return sent
    return [item for number, item in enumerate(sent) if number not in failed]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_evidence_is_well_formed(file: Path) -> None:
    """Evidence satisfies its meta-schema, and its id is its file name."""
    evidence, meta = load(file), Draft202012Validator(json.loads(META.read_text()))

    assert [] == [error.message for error in meta.iter_errors(evidence)]
    assert file.stem == evidence["id"]
    assert evidence["id"].startswith(f"{evidence['endpoint']}.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shown_request_fits_its_endpoint(file: Path) -> None:
    """A body that was taken breaks nothing settled; a path names parameters."""
    evidence = load(file)
    endpoint = CONTRACT.endpoint(evidence["endpoint"])
    request, response = evidence["request"] or {}, evidence["response"] or {}
    declared = {p.name for p in endpoint.parameters if p.place == "path"}

    assert set(request.get("path", {})) <= declared
    if "body" in request and response.get("status") not in REFUSED:
        assert endpoint.request is not None
        schema, sound = endpoint.request.schema, sound_part(evidence)
        settled = schemas_of(CONTRACT, open_questions=False)
        assert None is settled.broken(schema, sound)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shown_answer_fits_its_endpoint(file: Path) -> None:
    """A status is one that the endpoint lists, and a body has the shape of it."""
    evidence = load(file)
    response = evidence["response"]
    if response is None:
        return
    parts = possible_parts(CONTRACT, evidence["endpoint"], response["status"])
    shapes = [part.schema for part in parts]

    assert shapes
    if "body" in response and None not in shapes:
        schemas, body = schemas_of(CONTRACT), response["body"]
        assert any(schemas.accepts(shape, body) for shape in shapes if shape)
