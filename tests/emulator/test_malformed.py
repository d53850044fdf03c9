"""A malformed request of any endpoint is refused cleanly and leaves no trace."""

from __future__ import annotations

import json
from typing import Any

import pytest

from instasent_conformance.contract import Endpoint, load_registry

from .conftest import Lab, Start

ENDPOINTS = load_registry().endpoints
WITH_BODY = [one for one, row in ENDPOINTS.items() if row.request is not None]
JSON = "application/json"
LONG = 1_048_577
HOSTILE = (
    "{",
    "nul",
    '"text"',
    "1",
    '{"a": NaN}',
    '{"root": {"type": "\\ud800"}}',
    "[" * 20_000,
    '{"limit": 1e400}',
    "\x00",
    "",
)
"""Texts that no endpoint takes as a body."""
SUFFIXES = ("'", "%00", "%ff", "%2e%2e", "x" * 4_000, "%F0%9F%98%80", "%0a", "\\")
"""What is put behind the values of a path."""
QUERIES = ("_q={", "_q=%ff", "_limit=-1", "_start=x", "_sort=:", "a" * 3_000, "=&&=%")
LEAKS = ("Traceback", "sqlite", 'File "', ".py")


def furnish(lab: Lab) -> dict[str, str]:
    """Fill a project and return the values that its paths name."""
    source = lab.source()
    lab.push(
        source, {"_user_id": "u", "_email": "u@b.co", "_phone_mobile": "+34600000001"}
    )
    first = {
        name: lab.at("GET", path).json()["entities"][0]
        for name, path in (
            ("segment", "/segment"),
            ("campaign", "/campaign"),
            ("automation", "/automation"),
            ("sender", "/channel/sms/sender"),
        )
    }
    return {
        "project.uid": lab.project,
        "datasource.id": source,
        "contact.user-id": "u",
        "contact.unique-value": "u",
        "audience.id": lab.who("u")["id"],
        "segment.uid": first["segment"]["uid"],
        "campaign.id": first["campaign"]["id"],
        "automation.id": first["automation"]["id"],
        "sender.id": first["sender"]["id"],
        "event-type.uid": "create",
    }


def path_of(endpoint: Endpoint, facts: dict[str, str], suffix: str = "") -> str:
    """Return the path of an endpoint, with something behind its last value."""
    path = endpoint.path
    names = [one for one in endpoint.parameters if one.place == "path"]
    for one in names:
        value = facts.get(one.fact or "", "0")
        value += suffix if one is names[-1] else ""
        path = path.replace(f"{{{one.name}}}", value)
    return path


def is_clean(lab: Lab, response: Any) -> bool:
    """Tell whether a refusal has the one shape and gives nothing away."""
    told = any(one in response.text for one in (*LEAKS, lab.secret))
    return (
        400 <= response.status_code < 500
        and ["message"] == list(response.json())
        and not told
    )


@pytest.fixture
def furnished(start: Start) -> tuple[Lab, dict[str, str]]:
    """Return a laboratory that serves every endpoint, and what it holds."""
    lab = start(knobs={"A-01": "patch", "A-02": "patch", "A-03": "post-delete"})
    return lab, furnish(lab.settle())


@pytest.mark.parametrize("name", WITH_BODY)
def test_malformed_bodies(furnished: tuple[Lab, dict[str, str]], name: str) -> None:
    """No text that is no body of the endpoint gets through, or changes anything."""
    lab, facts = furnished
    path, method = path_of(ENDPOINTS[name], facts), ENDPOINTS[name].method
    valid = json.dumps({"a": 1})
    asked = [
        *((text, JSON) for text in HOSTILE),
        (valid, "text/plain"),
        (valid, "application/x-www-form-urlencoded"),
        (" " * LONG, JSON),
    ]
    before = lab.control(f"/digest?project={lab.project}")
    unclean = [
        (text[:40], response.status_code)
        for text, kind in asked
        if not is_clean(
            lab,
            response := lab.call(
                method, path, content=text, headers={"Content-Type": kind}
            ),
        )
    ]

    assert [] == unclean
    assert before == lab.control(f"/digest?project={lab.project}")


@pytest.mark.parametrize("name", [one for one in ENDPOINTS if "." in one])
def test_malformed_paths(furnished: tuple[Lab, dict[str, str]], name: str) -> None:
    """A value that nothing has gets an answer without a 5xx, and changes nothing."""
    lab, facts = furnished
    endpoint = ENDPOINTS[name]
    before = lab.control(f"/digest?project={lab.project}")
    paths = [path_of(endpoint, facts, suffix) for suffix in SUFFIXES]
    if endpoint.method == "GET":
        plain = path_of(endpoint, facts)
        paths += [f"{plain}?{query}" for query in QUERIES]
    for path in paths:
        response = lab.call(endpoint.method, path)
        assert response.status_code < 400 or is_clean(lab, response), path

    assert before == lab.control(f"/digest?project={lab.project}")
