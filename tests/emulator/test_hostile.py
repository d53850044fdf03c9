"""Whatever is sent, the answer is clean JSON and nothing breaks."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import pytest

from .conftest import Lab, Start

JSON = {"Content-Type": "application/json"}
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        ("", JSON, 400),
        ("{", JSON, 400),
        ("[{}]", {"Content-Type": "text/plain"}, 415),
        ("[{}]", {}, 415),
        ("[{}]", {"Content-Type": "application/json; charset=utf-8"}, 422),
        ('[{"_user_id": "u", "n": NaN}]', JSON, 400),
        ('[{"_user_id": "u", "n": 1e999}]', JSON, 400),
        ('[{"_user_id": "u", "n": ' + "9" * 5000 + "}]", JSON, 400),
        (DEEP, JSON, 400),
        (b"\xff\xfe[]", JSON, 400),
        ('[{"_user_id": "\\ud800"}]', JSON, 422),
        ('[{"_user_id": "u", "\\ud800": 1}]', JSON, 422),
        ('[{"_user_id": "u", "n": "\\ud800"}]', JSON, 422),
        ('[{"_user_id": "u", "n": {"\\ud800": 1}}]', JSON, 422),
        ('"text"', JSON, 400),
        ("null", JSON, 400),
        ("[" + " " * 1_048_576 + "]", JSON, 413),
    ],
)
def test_bodies(lab: Lab, content: Any, headers: Any, status: Any) -> None:
    """A hostile body is refused with the error shape or an item outcome."""
    path = f"/datasource/{lab.source()}/stream/contacts?_sync"
    response = lab.at("POST", path, content=content, headers=headers)

    assert status == response.status_code
    assert {"message"} == set(response.json()) or status == 422


@pytest.mark.parametrize(
    "value",
    [
        "\x00",
        "a\x00b",
        "a\nb",
        "naïve",
        "😀",
        "x" * 250,
        "a/b",
        "a%b",
        " ",
        "'; --",
        "+",
    ],
)
def test_strange_user_ids_are_kept_faithfully(lab: Lab, value: Any) -> None:
    """A user id of any characters is stored and found again."""
    source = lab.source()
    lab.push(source, {"_user_id": value, "note": value})
    quoted = "".join(f"%{byte:02X}" for byte in value.encode())
    path = f"/datasource/{source}/stream/contacts/{quoted}"
    contact = lab.at("GET", path).json()["contact"]

    assert {"_user_id": value, "note": value} == contact["contactData"]
    assert value == lab.who(quoted)["attributesData"]["_user_id"]


def test_big_numbers_are_kept_faithfully(lab: Lab) -> None:
    """A number larger than the machine's is returned as it came."""
    source = lab.source()
    lab.push(source, {"_user_id": "u", "n": 10**30})

    assert 10**30 == lab.who("u")["attributesData"]["n"]
    values = {"lowerNumber": 10**29, "upperNumber": None}
    root = {
        "type": "attribute_condition",
        "key": "n",
        "operator": "range-number",
        "values": values,
    }
    assert 1 == lab.search(root=root).json()["metadata"]["totalHits"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("POST", "/", 405),
        ("HEAD", "/", 405),
        ("PATCH", "/project/{p}", 405),
        ("DELETE", "/project/{p}/audience/search", 405),
        ("GET", "/project/{p}/", 404),
        ("GET", "/project//audience/x", 404),
        ("GET", "/project/%ff", 400),
        ("GET", "/project/{p}/audience/%00", 404),
        ("GET", "/project/{p}/specs/events/nope", 404),
        ("GET", "/project/{p}/audience/search/email/nobody", 200),
        ("GET", "/project/{p}/audience/search/phone/nobody", 200),
    ],
)
def test_paths(lab: Lab, method: Any, path: Any, status: Any) -> None:
    """A path leads to an endpoint or to a plain refusal."""
    response = lab.call(method, path.format(p=lab.project))

    assert status == response.status_code
    assert "x-ratelimit-remaining" in response.headers
    assert (status == 405) == ("allow" in response.headers)


def test_static_segments_win(lab: Lab) -> None:
    """A route of words is preferred to a route of parameters."""
    assert 405 == lab.at("GET", "/audience/search").status_code
    assert 404 == lab.at("GET", "/audience/anybody").status_code


def test_outside_the_api(lab: Lab) -> None:
    """Even routes that do not exist answer in the one error shape."""
    response = lab.send("GET", "/elsewhere")

    assert (404, ["message"]) == (response.status_code, list(response.json()))
    assert "<table>" in lab.send("GET", "/_docs").text


def test_faults_inside_never_leak(lab: Lab, start: Start) -> None:
    """An exception becomes a plain 500 without its text."""
    from dataclasses import replace

    from instasent_conformance.emulator import default_collaborators

    def broken(*_: Any) -> NoReturn:
        raise RuntimeError("secret detail")

    parts = replace(default_collaborators(), disclose=broken)
    lab = start(parts=parts).settle()
    lab.push(lab.source(), {"_user_id": "u"})
    response = lab.at("GET", "/audience/user/u")

    assert (500, False) == (response.status_code, "secret" in response.text)
    assert json.loads(response.text)["message"]
