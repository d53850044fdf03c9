"""Each check of the law passes a right answer and convicts a wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from instasent_conformance.checks import (
    body_matches_its_schema,
    content_type_is_json,
    invalid_request_is_refused,
    list_names_each_once,
    one_option_explains_every_success,
    page_keeps_its_limit,
    rate_limit_headers_are_present,
    status_is_documented,
    valid_request_is_accepted,
)
from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Exchange, Request, Response, parse_body
from instasent_conformance.finding import Abstention, Reason, Violation
from instasent_conformance.oracles.answers import (
    Answered,
    InvalidRequest,
    Successes,
    ValidRequest,
)
from instasent_conformance.oracles.requests import owed_refusal

CONTRACT = load_registry()
HEADERS = {
    "content-type": "application/json",
    "x-ratelimit-limit": "600",
    "x-ratelimit-remaining": "587",
    "x-ratelimit-reset": "1893452400",
}
SENDERS: Json = {
    "entities": [],
    "metadata": {"count": 0, "start": 0, "limit": 50, "defaultSender": None},
}
PUSHED: Json = {
    "entity": {"successful": 1, "failed": 0, "items": [{"status": "success"}]}
}
FAILED: Json = {
    "entity": {"successful": 0, "failed": 1, "items": [{"status": "error"}]}
}

Check = Callable[..., Any]


def exchange(
    status: int = 200, body: Any = None, *, content: bytes | None = None, **headers: str
) -> Exchange:
    """Return an exchange with this answer; a keyword replaces one header."""
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    raw = json.dumps(body).encode() if content is None else content
    merged = {k: v for k, v in {**HEADERS, **sent}.items() if v}
    return Exchange(
        request=Request(endpoint="x", method="GET", path="/"),
        token="a token",
        response=Response(status, merged, raw, parse_body(raw)),
        seconds=0.0,
    )


def said(check: Any, evidence: Any) -> list[Any]:
    """Return everything a check yields."""
    return list(check.judge(evidence, CONTRACT))


def convicts(check: Any, evidence: Any) -> Violation:
    """Return the one violation that a check yields."""
    (violation,) = said(check, evidence)
    assert isinstance(violation, Violation)
    return violation


def reason(check: Any, evidence: Any) -> Reason:
    """Return the reason of the one abstention that a check yields."""
    (abstention,) = said(check, evidence)
    assert isinstance(abstention, Abstention)
    return abstention.reason


def test_a_listed_status_passes() -> None:
    """A status that the contract lists, under any option still possible, passes."""
    for status in (200, 401, 403, 404):
        answer = Answered("audience.get", exchange(status))
        assert [] == said(status_is_documented, answer)


@pytest.mark.parametrize("status", [204, 302, 418])
def test_an_unlisted_status_is_convicted(status: int) -> None:
    """A status that no row lists is a violation at the responses of its endpoint."""
    found = convicts(status_is_documented, Answered("audience.get", exchange(status)))

    assert "contracts/v1/endpoints/audience.get.json" == found.location.file
    assert "#/responses" == found.location.pointer


def test_a_status_of_an_option_ruled_out_is_convicted() -> None:
    """Once a knob is pinned, a status that holds under another option is wrong."""
    pinned = CONTRACT.pinned({"K-06": "202"})
    answer = Answered("stream.push-contacts", exchange(201, PUSHED))

    assert [] == said(status_is_documented, answer)
    assert 1 == len(list(status_is_documented.judge(answer, pinned)))


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_server_is_convicted(status: int) -> None:
    """A failure of the server is never right, although the contract records it."""
    answer = Answered("audience.get", exchange(status))

    assert "documented" == convicts(status_is_documented, answer).provenance


def test_what_is_not_served_or_limited_is_not_judged() -> None:
    """501 and 429 say nothing about conformance, and are recorded as such."""
    for status, expected in (
        (501, Reason.NOT_SERVED),
        (429, Reason.RATE_LIMITED),
    ):
        answer = Answered("audience.get", exchange(status))
        assert expected == reason(status_is_documented, answer)


def test_json_that_says_so_passes() -> None:
    """JSON with its own type, a suffix type or a charset passes; so does no body."""
    for kind in ("application/json", "application/json; charset=utf-8", "a/b+json"):
        answer = Answered("sender.list", exchange(200, SENDERS, content_type=kind))
        assert [] == said(content_type_is_json, answer)
    empty = Answered("audience.get", exchange(403, content=b"", content_type=""))
    assert [] == said(content_type_is_json, empty)


@pytest.mark.parametrize(
    "answer",
    [
        exchange(200, SENDERS, content_type="text/html"),
        exchange(200, SENDERS, content_type=""),
        exchange(200, content=b"<html>"),
        exchange(200, content=b'{"entities": ['),
        exchange(200, content=b'{"total": NaN}'),
        exchange(200, content='{"name": "\xd1and\xfa"}'.encode("latin-1")),
    ],
)
def test_what_is_not_json_is_convicted(answer: Exchange) -> None:
    """Another type, no type, and bytes that do not parse are violations."""
    assert convicts(content_type_is_json, Answered("sender.list", answer))


def test_a_body_of_the_documented_shape_passes() -> None:
    """A body passes when it satisfies the schema, unknown members included."""
    answer = Answered("sender.list", exchange(200, {**SENDERS, "extra": 1}))

    assert [] == said(body_matches_its_schema, answer)


def test_a_missing_member_is_convicted_at_its_line() -> None:
    """A member that is required and absent is named, with the line that requires it."""
    answer = Answered("sender.list", exchange(200, {"entities": []}))
    found = convicts(body_matches_its_schema, answer)

    assert "contracts/v1/schemas/sender-list.json" == found.location.file
    assert "`required`" in found.message
    assert found.location.line > 1


def test_a_wrong_type_is_convicted_with_the_weight_of_its_part() -> None:
    """The violation weighs what the nearest provenance in the schema says."""
    wrong = {**SENDERS, "metadata": {**SENDERS["metadata"], "count": "0"}}
    found = convicts(
        body_matches_its_schema, Answered("sender.list", exchange(200, wrong))
    )

    assert "observed" == found.provenance


def test_an_error_may_be_empty_only_while_that_is_possible() -> None:
    """A refusal without a body passes until the open question is settled."""
    answer = Answered("audience.get", exchange(403, content=b""))
    settled = CONTRACT.pinned({"K-05": "message"})

    assert [] == said(body_matches_its_schema, answer)
    assert 1 == len(list(body_matches_its_schema.judge(answer, settled)))


def test_a_success_without_its_body_is_convicted() -> None:
    """A success that the contract gives a shape may not be empty."""
    assert convicts(
        body_matches_its_schema, Answered("sender.list", exchange(200, content=b""))
    )


def test_three_plausible_headers_pass() -> None:
    """Limit, rest and reset as integers in their ranges pass."""
    assert [] == said(
        rate_limit_headers_are_present, Answered("sender.list", exchange())
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"x_ratelimit_limit": ""},
        {"x_ratelimit_remaining": ""},
        {"x_ratelimit_reset": ""},
        {"x_ratelimit_limit": "600.0"},
        {"x_ratelimit_remaining": "-1"},
        {"x_ratelimit_remaining": "601"},
        {"x_ratelimit_reset": "60"},
        {"x_ratelimit_reset": "1893452400000"},
    ],
)
def test_a_missing_or_implausible_header_is_convicted(headers: dict[str, str]) -> None:
    """An absent header, a fraction, a negative rest, a duration are violations."""
    answer = Answered("sender.list", exchange(**headers))  # type: ignore[arg-type]

    assert convicts(rate_limit_headers_are_present, answer)


def valid(answer: Exchange, body: Json = None) -> ValidRequest:
    """Return evidence that a described request got this answer."""
    endpoint = "stream.push-contacts" if isinstance(body, list) else "sender.list"
    return ValidRequest(endpoint, answer, body=body, provenance="documented")


def test_a_served_request_passes() -> None:
    """A success passes, and for a batch a success without a failed item."""
    assert [] == said(valid_request_is_accepted, valid(exchange(200, SENDERS)))
    assert [] == said(valid_request_is_accepted, valid(exchange(202, PUSHED), [{}]))


@pytest.mark.parametrize(
    "evidence",
    [
        valid(exchange(400, {"message": "no"})),
        valid(exchange(422, FAILED), [{}]),
        valid(exchange(202, FAILED), [{}]),
        valid(exchange(202, {"errors": [{"position": 0}]}), [{}]),
    ],
)
def test_a_refused_request_is_convicted(evidence: ValidRequest) -> None:
    """A refusal as a whole, and an item that failed, are violations."""
    assert convicts(valid_request_is_accepted, evidence)


def test_a_request_without_funds_is_not_judged() -> None:
    """A message that the funds do not cover says nothing about the request."""
    assert Reason.NO_FIXTURE == reason(valid_request_is_accepted, valid(exchange(402)))


def page(rows: int, *, asked: dict[str, Json]) -> ValidRequest:
    """Return evidence that a search for so many rows got a page of so many."""
    answer = exchange(200, {"entities": [{}] * rows})
    request = Request(
        "audience.search", "POST", "/", content=json.dumps(asked).encode()
    )
    sent = replace(answer, request=request)
    return ValidRequest("audience.search", sent, body=asked, provenance="documented")


def test_a_page_within_its_limit_passes() -> None:
    """A page with as many rows as asked, fewer, or no limit at all passes."""
    for evidence in (
        page(2, asked={"limit": 2}),
        page(0, asked={"limit": 2}),
        page(60, asked={}),
    ):
        assert [] == said(page_keeps_its_limit, evidence)


def test_a_page_beyond_its_limit_is_convicted() -> None:
    """One row more than asked is a violation, whether body or query asks."""
    by_query = Request("sender.list", "GET", "/", query=(("_limit", "1"),))
    index = valid(replace(exchange(200, {"entities": [{}, {}]}), request=by_query))

    for evidence, rows in ((page(3, asked={"limit": 2}), "3 rows"), (index, "2 rows")):
        assert rows == convicts(page_keeps_its_limit, evidence).observed


def listing(*rows: Json) -> ValidRequest:
    """Return evidence that these rows were listed."""
    return valid(exchange(200, {"entities": list(rows), "metadata": {}}))


def test_a_list_of_different_objects_passes() -> None:
    """Rows that differ in anything pass, and so do equal values that are no objects."""
    for rows in (({"id": 1}, {"id": 2}), ({"id": 1},), (7, 7), ({}, {}), ()):
        assert [] == said(list_names_each_once, listing(*rows))


def test_a_list_that_repeats_an_object_is_convicted() -> None:
    """An object that stands in a list twice is a violation that says where."""
    found = convicts(list_names_each_once, listing({"id": 1}, {"id": 2}, {"id": 1}))

    assert "the object at 2 repeats the one at 0" == found.observed


def invalid(answer: Exchange, *, body: Json, endpoint: str) -> InvalidRequest:
    """Return evidence that a broken body got this answer, beside a good control."""
    broken = owed_refusal(CONTRACT, CONTRACT.endpoint(endpoint), body)
    assert broken is not None
    return InvalidRequest(endpoint, answer, broken=broken, control=exchange(200))


def test_a_refused_body_passes() -> None:
    """A refusal passes; for a batch a reported item is a refusal as well."""
    search = invalid(exchange(400), body={"limit": 0}, endpoint="audience.search")
    batch = invalid(exchange(202, FAILED), body=[{}], endpoint="stream.push-contacts")

    assert [] == said(invalid_request_is_refused, search)
    assert [] == said(invalid_request_is_refused, batch)


def test_a_taken_body_is_convicted_by_keyword() -> None:
    """A broken body that is taken is a violation that names keyword and place."""
    for body, endpoint, answer in (
        ({"limit": 0}, "audience.search", exchange(200)),
        ([{}], "stream.push-contacts", exchange(202, PUSHED)),
        ({}, "stream.push-contacts", exchange(202, FAILED)),
    ):
        evidence = invalid(answer, body=body, endpoint=endpoint)
        found = convicts(invalid_request_is_refused, evidence)
        assert f"`{evidence.broken.keyword}`" in found.message


def test_without_a_control_nothing_is_judged() -> None:
    """A refusal proves nothing where the example itself does not get through."""
    evidence = replace(
        invalid(exchange(400), body={"limit": 0}, endpoint="audience.search"),
        control=exchange(403),
    )

    assert Reason.NO_CONTROL == reason(invalid_request_is_refused, evidence)


def successes(endpoint: str, *statuses: int) -> Successes:
    """Return evidence that an endpoint succeeded with these statuses."""
    return Successes(endpoint, tuple(exchange(status) for status in statuses))


@pytest.mark.parametrize("statuses", [(202,), (200, 202), (201, 201), ()])
def test_statuses_of_one_option_pass(statuses: tuple[int, ...]) -> None:
    """Statuses that one option of the open question allows together pass."""
    evidence = successes("stream.push-contacts", *statuses)

    assert [] == said(one_option_explains_every_success, evidence)


@pytest.mark.parametrize("statuses", [(201, 202), (200, 201)])
def test_statuses_of_no_common_option_are_convicted(statuses: tuple[int, ...]) -> None:
    """Statuses that only hold under different options contradict each other."""
    evidence = successes("stream.push-contacts", *statuses)

    assert "K-06" in convicts(one_option_explains_every_success, evidence).message
