"""Answers mean the same in every shape that the open questions allow."""

from __future__ import annotations

import json
from typing import Any

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.exchange import Exchange, Request, Response
from instasent_conformance.histories.answers import (
    contact_from,
    failures,
    occurrences,
    record_from,
    unique_roles,
)

CONTRACT = load_registry()
USER = CONTRACT.attribute("user-id").uid
EMAIL = CONTRACT.attribute("email").uid
SOURCES = CONTRACT.attribute("sources").uid
CONTACTS = CONTRACT.attribute("source-contacts").uid


def answer(body: Any) -> Exchange:
    """Return an exchange whose answer is this JSON value."""
    response = Response(200, {}, json.dumps(body).encode(), body)
    return Exchange(Request("audience.get", "GET", "/"), "a token", response, 0.0)


def symbol(value: object) -> str | None:
    """Return the value itself, in upper case."""
    return None if value is None else str(value).upper()


@pytest.mark.parametrize(
    "entity",
    [
        pytest.param(
            {"id": "a", "attributesData": {USER: "u", EMAIL: None}}, id="nested"
        ),
        pytest.param({"id": "a", USER: "u", EMAIL: None}, id="flattened"),
    ],
)
def test_attributes_are_read_from_either_place(entity: dict[str, Any]) -> None:
    """Attributes count wherever they are, and one that is absent is null."""
    seen = contact_from(answer({"entity": entity}), CONTRACT, symbol)

    assert seen is not None
    assert "U" == seen.values["user-id"]
    assert seen.values["email"] is None
    assert frozenset(("a",)) == seen.known_ids


@pytest.mark.parametrize("listed", [["s1", "s2"], "s1,s2", "s1; s2"])
def test_references_are_read_from_fields_and_attributes(listed: object) -> None:
    """References count in fields and attributes, as a list or as one text."""
    entity = {
        "id": "a",
        "dsIds": ["s1", "s2"],
        "attributesData": {SOURCES: listed, CONTACTS: listed},
    }
    seen = contact_from(answer({"entity": entity}), CONTRACT, symbol)

    assert seen is not None
    assert frozenset(("s1", "s2")) == seen.source_fields == seen.source_attributes
    assert frozenset(("s1", "s2")) == seen.contact_attributes
    assert seen.contact_fields is None


@pytest.mark.parametrize("body", [{"entity": None}, {}, [], "text", {"entity": {}}])
def test_an_answer_without_a_contact_is_none(body: object) -> None:
    """A body of another shape holds no audience contact and no record."""
    assert contact_from(answer(body), CONTRACT, symbol) is None
    assert record_from(answer(body), CONTRACT, symbol) is None


def test_a_deleted_contact_is_none() -> None:
    """A mark of deletion counts as absence."""
    gone = {"entity": {"id": "a", "deletedAt": "2026-11-01T00:00:00Z"}}

    assert contact_from(answer(gone), CONTRACT, symbol) is None
    assert record_from(answer({"contact": {"deleted": True}}), CONTRACT, symbol) is None


@pytest.mark.parametrize(
    ("body", "failed"),
    [
        ({"entitiesFailures": 2, "errors": []}, 2),
        ({"entity": {"failed": 1}}, 1),
        ({"errors": [{}]}, 1),
        ({"entitiesFailures": 0}, 0),
        ([], 0),
    ],
)
def test_failures_are_counted_in_either_form(body: object, failed: int) -> None:
    """Failed items count in the flat form and in the documented one."""
    assert failed == failures(answer(body))


def test_an_event_is_counted_once_per_object() -> None:
    """A text counts once for each object that holds it, however deep."""
    body = {"entities": {"k": [{"id": "x", "p": {"t": "w"}}, {"p": {"t": "w"}}]}}

    assert 1 == occurrences(body, "x")
    assert 2 == occurrences(body, "w")
    assert 0 == occurrences(None, "w")


def test_merging_attributes_are_those_the_project_names() -> None:
    """The roles are taken from the answer, not from the contract's defaults."""
    body = {"metadata": {"uniqueAttributes": [USER, "custom"]}}

    assert frozenset(("user-id",)) == unique_roles(answer(body), CONTRACT)
