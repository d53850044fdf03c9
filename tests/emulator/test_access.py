"""A token reaches what it was minted for, and nothing tells it about the rest."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Lab, Start


def test_no_token_is_401(lab: Lab) -> None:
    """A request without a token is refused, with a message and the rate headers."""
    response = lab.send("GET", "/v1/")

    assert 401 == response.status_code
    assert ["message"] == list(response.json())
    assert "x-ratelimit-limit" in response.headers


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer nope", "Basic x", "x", "Bearer  "]
)
def test_garbled_token_is_401(lab: Lab, header: Any) -> None:
    """A header that leads to no live token is refused."""
    response = lab.send("GET", "/v1/", headers={"Authorization": header})

    assert 401 == response.status_code


def test_missing_scope_is_403(lab: Lab) -> None:
    """An endpoint refuses a token without its scope and admits one with it."""
    path = f"/project/{lab.project}/datasource"

    assert 403 == lab.call("GET", path, token=lab.mint()).status_code
    token = lab.mint("PROJECT_DATASOURCE_READ")
    assert 200 == lab.call("GET", path, token=token).status_code


def test_invisible_project_is_unknown(lab: Lab) -> None:
    """A project of somebody else looks like one that does not exist."""
    token = lab.mint(*lab.registry.scope_words, project=lab.other)
    seen = lab.call("GET", f"/project/{lab.project}", token=token)
    unknown = lab.call("GET", "/project/nowhere", token=token)

    assert (404, seen.text) == (unknown.status_code, unknown.text)
    assert 404 == seen.status_code


def test_project_comes_before_scope(lab: Lab) -> None:
    """A token without scopes learns nothing of projects it cannot see."""
    token = lab.mint(project=lab.other)
    response = lab.call("GET", f"/project/{lab.project}/datasource", token=token)

    assert 404 == response.status_code


def test_token_of_another_product_is_401(lab: Lab) -> None:
    """A token of the transactional product is live, and no token of this API."""
    body = {"kind": "api_sms", "organization": lab.organization["id"]}
    secret = lab.control("/tokens", body)["token"]
    statuses = {
        lab.call("GET", path, token=secret).status_code
        for path in ("/", f"/project/{lab.project}", "/project/nope")
    }

    assert {401} == statuses


def test_revoked_token_is_dead(lab: Lab) -> None:
    """A revoked token is refused from the next request on."""
    body = {"kind": "product", "organization": lab.organization["id"], "scopes": []}
    minted = lab.control("/tokens", body)
    lab.send("DELETE", f"/_control/tokens/{minted['id']}")

    assert 401 == lab.call("GET", "/", token=minted["token"]).status_code


def test_funds_need_their_scope(lab: Lab) -> None:
    """The account is part of the answer for the scope that opens it alone."""
    poor = lab.call("GET", "/", token=lab.mint("PROJECT_AUDIENCE_READ")).json()
    rich = lab.call("GET", "/", token=lab.mint("ACCOUNT_READ")).json()

    assert "account" not in poor["metadata"]["organization"]
    assert 1000 == rich["metadata"]["organization"]["account"]["funds"]["value"]


def test_datasource_token_stays_at_home(lab: Lab) -> None:
    """A datasource token works in its own stream and nowhere else."""
    one, two = lab.source(), lab.source()
    entity = lab.at("GET", f"/datasource/{one}").json()["entity"]
    token = entity["token"]["token"]
    own, foreign = f"/datasource/{one}/stream", f"/datasource/{two}/stream"

    assert 200 == lab.at("GET", own, token=token).status_code
    assert 404 == lab.at("GET", foreign, token=token).status_code
    assert 404 == lab.at("POST", f"{foreign}/contacts", token=token).status_code
    assert 403 == lab.at("GET", "/audience/x", token=token).status_code
    assert 403 == lab.at("GET", f"{own}/contacts/x", token=token).status_code
    assert 403 == lab.call("GET", "/", token=token).status_code


def test_plan_gates_the_list_endpoints(start: Start) -> None:
    """A scope that the plan does not include does not open an endpoint."""
    lab = start().settle(plan="S")

    assert 403 == lab.search().status_code
    lab.control(f"/organizations/{lab.organization['id']}/plan", {"plan": "XL"})
    assert 200 == lab.search().status_code


def test_levels_decide_which_attributes_leave(lab: Lab) -> None:
    """Each level discloses its attributes; a small plan lowers the level silently."""
    lab.push(
        lab.source(),
        {
            "_user_id": "u",
            "_first_name": "Ada",
            "_email": "a@b.co",
            "fan": True,
            "n": 4,
        },
    )
    read, basic = "PROJECT_AUDIENCE_READ", "PROJECT_AUDIENCE_DATA_BASIC"

    def keys(*scopes: Any) -> Any:
        response = lab.at("GET", "/audience/user/u", token=lab.mint(*scopes))
        return set(response.json()["entity"]["attributesData"])

    assert {"_user_id", "_full_name"} == keys(read)
    assert {"_email", "_first_name", "fan"} <= keys(read, basic)
    assert not {"n", "_date_imported"} & keys(read, basic)
    assert {"n", "_date_imported"} <= keys(read, "PROJECT_AUDIENCE_DATA_FULL")
    lab.control(f"/organizations/{lab.organization['id']}/plan", {"plan": "S"})
    assert {"_user_id", "_full_name"} == keys(read, basic)
