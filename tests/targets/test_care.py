"""A target that somebody pays for is asked within limits, and again only where safe."""

from __future__ import annotations

import httpx
import pytest

from instasent_conformance.client import (
    BudgetSpent,
    Disturbed,
    NotAllowed,
    RateLimited,
    TargetUnreachable,
)
from instasent_conformance.client.disturbances import is_cut_off
from instasent_conformance.exchange import NOT_JSON, Response, parse_body
from instasent_conformance.finding import Reason

from .surroundings import BEARER, Clock, answer, client_for, request

DROPPED = httpx.RemoteProtocolError("peer closed the connection")
CUT = '{"entity": {"id": "a'
READS = ["thing.get", "thing.search"]
WRITES = ["thing.put", "thing.remove", "thing.send"]
TROUBLES = [
    pytest.param(DROPPED, id="dropped"),
    pytest.param(httpx.ReadTimeout("timed out"), id="delayed"),
    pytest.param(answer(502, "<html>", content_type="text/html"), id="502"),
    pytest.param(answer(503, "{}"), id="503"),
    pytest.param(answer(504, "{}"), id="504"),
    pytest.param(answer(200, CUT), id="truncated"),
    pytest.param(answer(200, ""), id="emptied"),
]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("endpoint", READS)
def test_a_disturbed_read_is_repeated(
    endpoint: str, trouble: httpx.Response | Exception
) -> None:
    """A read that the network disturbed is asked again, and its answer counts."""
    client, transport, clock = client_for([trouble, trouble, answer()])

    assert 200 == client.send(request(endpoint), BEARER).response.status
    assert 3 == len(transport.seen)
    assert clock.slept == sorted(clock.slept)


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("endpoint", WRITES)
def test_a_disturbed_write_is_not_repeated(
    endpoint: str, trouble: httpx.Response | Exception
) -> None:
    """A write that may have been carried out is sent once, and nothing is judged."""
    client, transport, _ = client_for([trouble, answer()])

    with pytest.raises(TargetUnreachable):
        client.send(request(endpoint), BEARER)
    assert 1 == len(transport.seen)


@pytest.mark.parametrize("trouble", TROUBLES[:5])
def test_a_lasting_disturbance_is_given_up(
    trouble: httpx.Response | Exception,
) -> None:
    """Repeats are bounded, and what is not an answer of the target is not judged."""
    client, transport, _ = client_for([trouble], retries=2)

    with pytest.raises(TargetUnreachable) as problem:
        client.send(request("thing.get"), BEARER)
    assert Reason.UNREACHABLE is problem.value.reason
    assert 3 == len(transport.seen)


def test_an_answer_that_always_ends_too_early_is_the_targets_own() -> None:
    """A body cut off at the same place each time is judged; elsewhere it is not."""
    same, _, _ = client_for([answer(200, CUT)])
    other, _, _ = client_for([answer(200, CUT[:size]) for size in (3, 5, 7, 9)])

    assert 200 == same.send(request("thing.get"), BEARER).response.status
    with pytest.raises(Disturbed):
        other.send(request("thing.get"), BEARER)


def test_every_cut_is_seen() -> None:
    """Wherever a JSON text is cut off, it is known to have been cut off."""
    text = '{"a": [true, false, null, -1.5e+3], "\\u00e9\\n": "é\\u20ac\\"", "b": [12]}'
    whole = text.encode()
    missed = []
    for size in range(1, len(whole)):
        response = Response(
            200,
            {"content-type": "application/json"},
            whole[:size],
            parse_body(whole[:size]),
        )
        if not is_cut_off(response):
            missed.append(whole[:size])

    assert [] == missed
    assert NOT_JSON is not parse_body(whole)


def test_a_body_that_is_wrong_in_its_middle_is_judged_at_once() -> None:
    """Only an end that comes too early is a disturbance; NaN and the like are not."""
    for text in ('{"a": NaN}', "{'a': 1}", "[1 2]"):
        client, transport, _ = client_for([answer(200, text)])
        client.send(request("thing.put"), BEARER)

        assert 1 == len(transport.seen)


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"x_ratelimit_reset": "1030", "x_ratelimit_remaining": "0"}, 30.0),
        ({"x_ratelimit_reset": "900"}, 0.4),
        ({}, 0.2),
    ],
)
@pytest.mark.parametrize("endpoint", ["thing.get", "thing.put", "thing.remove"])
def test_a_refusal_by_the_rate_limit_is_waited_out(
    endpoint: str, headers: dict[str, str], waited: float
) -> None:
    """After 429 a request is sent again, when the headers say that the window ends."""
    client, transport, clock = client_for([answer(429, "{}", **headers), answer()])

    assert 200 == client.send(request(endpoint), BEARER).response.status
    assert 2 == len(transport.seen)
    assert waited == pytest.approx(sum(clock.slept), abs=0.5)


def test_a_message_is_never_sent_twice() -> None:
    """A request that may be charged is not repeated, not even after 429."""
    client, transport, _ = client_for([answer(429, "{}"), answer()])

    with pytest.raises(RateLimited):
        client.send(request("thing.send"), BEARER)
    assert 1 == len(transport.seen)


def test_a_used_up_window_is_not_run_into() -> None:
    """Where the headers say that nothing is left, the next request waits."""
    used_up = answer(200, x_ratelimit_remaining="0", x_ratelimit_reset="1020")
    client, transport, clock = client_for([used_up, answer()])
    client.send(request("thing.get"), BEARER)
    client.send(request("thing.search"), BEARER)
    assert [] == clock.slept

    client.send(request("thing.put"), BEARER)
    assert 20 == pytest.approx(sum(clock.slept), abs=0.5)
    assert 3 == len(transport.seen)


def test_a_window_that_opens_too_late_is_given_up() -> None:
    """A request waits no longer than its owner says, and says so."""
    client, _, clock = client_for([answer(429, "{}", retry_after="7200")])

    with pytest.raises(RateLimited, match="longest_wait") as problem:
        client.send(request("thing.get"), BEARER)
    assert Reason.RATE_LIMITED is problem.value.reason
    assert [] == clock.slept


def test_the_stated_rate_is_kept() -> None:
    """With a rate of the owner, requests are spread evenly."""
    client, _, clock = client_for([answer()], clock=Clock())
    assert client.care is not None
    client.care.pacer.per_minute = 120
    for _ in range(5):
        client.send(request("thing.get"), BEARER)

    assert [0.5] * 4 == pytest.approx(clock.slept)


def test_the_budget_of_requests_ends() -> None:
    """The request after the last one allowed is not sent; repeats count too."""
    client, transport, _ = client_for([DROPPED, answer()], requests=3)
    client.send(request("thing.get"), BEARER)
    client.send(request("thing.get"), BEARER)

    with pytest.raises(BudgetSpent, match="--max-requests") as problem:
        client.send(request("thing.get"), BEARER)
    assert Reason.BUDGET_SPENT is problem.value.reason
    assert 3 == len(transport.seen)


def test_the_spend_guard_stops_at_its_number() -> None:
    """Of billable requests, refused ones are free and unanswered ones are not."""
    script = [answer(403, "{}"), answer(), DROPPED, answer()]
    client, transport, _ = client_for(script, bill=2)
    client.send(request("thing.send"), BEARER)
    client.send(request("thing.send"), BEARER)
    with pytest.raises(TargetUnreachable):
        client.send(request("thing.send"), BEARER)

    with pytest.raises(NotAllowed, match="allowance of 2 billable"):
        client.send(request("thing.send"), BEARER)
    assert 3 == len(transport.seen)


@pytest.mark.parametrize(
    ("endpoint", "method"),
    [*((w, None) for w in WRITES), ("thing.get", "DELETE"), ("thing.search", "PUT")],
)
def test_what_is_not_allowed_is_not_sent(endpoint: str, method: str | None) -> None:
    """With reads alone allowed, nothing that might change something leaves."""
    client, transport, _ = client_for([answer()], effects=frozenset(("read",)))

    with pytest.raises(NotAllowed) as problem:
        client.send(request(endpoint, method), BEARER)
    assert Reason.EFFECT_NOT_ALLOWED is problem.value.reason
    assert [] == transport.seen


def test_a_refusal_that_is_wanted_is_an_answer() -> None:
    """Where a budget is used up on purpose, 429 is returned at once, and not again."""
    refusal = answer(429, "{}", retry_after="30", x_ratelimit_remaining="0")
    client, transport, clock = client_for([refusal])
    assert client.care is not None

    with client.care.taking_refusals():
        status = client.send(request("thing.get"), BEARER).response.status

    assert (429, 1, []) == (status, len(transport.seen), clock.slept)
