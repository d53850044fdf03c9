"""Every check of the law rate-limits passes and convicts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Json, Registry, load_registry
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Abstention, Reason, Violation
from instasent_conformance.oracles.budgets import (
    Ceilings,
    Countdown,
    Exhaustion,
    Moments,
    RefusedAnswer,
    Rounds,
    falls,
    in_a_row,
)

from .exchanges import exchange

CONTRACT = load_registry()
ENDPOINT = "project.get"
EPOCH = 1_893_452_400


def told(
    left: int,
    limit: int = 600,
    reset: int = EPOCH,
    status: int = 200,
    body: Json = None,
) -> Exchange:
    """Return an answer that tells a budget."""
    made = exchange(ENDPOINT, status, body)
    values = {"limit": limit, "remaining": left, "reset": reset}
    headers = {f"x-ratelimit-{name}": str(value) for name, value in values.items()}
    return replace(made, response=replace(made.response, headers=headers))


def verdicts(
    check: str, evidence: object, contract: Registry = CONTRACT
) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, contract))


def countdown(*lefts: int, limit: int = 600) -> Countdown:
    """Return answers of one window."""
    return Countdown("default", tuple(told(left, limit) for left in lefts))


@pytest.mark.parametrize(
    ("lefts", "count"),
    [((9, 8, 7), 0), ((9, 7, 6), 0), ((9, 9, 9), 1), ((9, 7, 5), 1), ((9, 8, 8), 1)],
)
def test_every_request_counts_as_one(lefts: tuple[int, ...], count: int) -> None:
    """Steps of none or of two are violations; others may draw on the budget too."""
    found = verdicts("remaining-falls-by-one-per-request", countdown(*lefts))

    assert count == len(found)


def test_a_limit_is_constant() -> None:
    """Two limits in one window are a violation."""
    name = "limit-is-constant-in-a-window"
    changed = Countdown("default", (told(9), told(8, limit=500)))

    assert [] == verdicts(name, countdown(9, 8))
    assert 1 == len(verdicts(name, changed))


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        (countdown(0, 0), Reason.RATE_LIMITED),
        (Countdown("default", (exchange(ENDPOINT, 200),) * 2), Reason.NO_CONTROL),
    ],
)
def test_a_budget_that_is_not_told_is_not_judged(
    evidence: Countdown, reason: Reason
) -> None:
    """Without a remainder that can fall nothing is proven."""
    (said,) = verdicts("remaining-falls-by-one-per-request", evidence)

    assert isinstance(said, Abstention)
    assert reason == said.reason


def rounds(*steps: int, shared: bool) -> Rounds:
    """Return rounds in which the remainder fell by so much."""
    pairs = tuple((told(100), told(100 - step)) for step in steps)
    return Rounds("default", "Another", shared=shared, between=1, pairs=pairs)


@pytest.mark.parametrize(
    ("check", "shared", "steps", "count"),
    [
        ("budgets-are-counted-apart", False, (1, 2), 0),
        ("budgets-are-counted-apart", False, (2, 2), 1),
        ("projects-share-the-budget", True, (2, 3), 0),
        ("projects-share-the-budget", True, (1, 2), 1),
    ],
)
def test_a_budget_is_shared_or_apart(
    check: str, shared: bool, steps: tuple[int, ...], count: int
) -> None:
    """What was asked between counts exactly where the budget is the same."""
    assert count == len(verdicts(check, rounds(*steps, shared=shared)))
    other = {"budgets-are-counted-apart", "projects-share-the-budget"} - {check}
    assert [] == verdicts(other.pop(), rounds(*steps, shared=shared))


@pytest.mark.parametrize(
    ("soon", "later", "left", "count"),
    [
        (0, 61, 599, 0),  # opened by the first request
        (60, 120, 599, 0),  # aligned to the clock, at its edge
        (0, 0, 590, 1),  # an hour
        (20, 81, 599, 1),  # a second
        (0, 3600, 599, 1),  # an hour, told late
        (0, 61, 5, 1),  # what was used stays used
    ],
)
def test_a_window_lasts_a_minute(soon: int, later: int, left: int, count: int) -> None:
    """The reset stays for the window and moves by a minute or more after it."""
    moments = (told(595), told(594, reset=EPOCH + soon))
    last = told(left, reset=EPOCH + later)
    evidence = Moments((*moments, last), (20.1, 81.2))

    assert count == len(verdicts("window-lasts-a-minute", evidence))


@pytest.mark.parametrize(("limit", "count"), [(601, 0), (600, 1), (599, 1)])
def test_a_larger_plan_allows_more(limit: int, count: int) -> None:
    """The larger plan's limit is above the smaller plan's."""
    evidence = Ceilings("default", told(9), told(9, limit=limit))

    assert count == len(verdicts("larger-plan-has-a-higher-ceiling", evidence))


def test_a_refusal_tells_the_budget() -> None:
    """A refusal without the headers is a violation, an observation for strangers."""
    name = "refusals-tell-the-budget"
    silent = exchange(ENDPOINT, 403)

    assert [] == verdicts(name, RefusedAnswer("x", known=True, exchange=told(9)))
    for known, provenance in ((True, "documented"), (False, "assumed")):
        (said,) = verdicts(name, RefusedAnswer("x", known=known, exchange=silent))
        assert isinstance(said, Violation)
        assert provenance == said.provenance


def exhaustion(refusal: Exchange, beside: int = 200, after: int = 200) -> Exhaustion:
    """Return what is answered beyond a budget, beside it and after it."""
    return Exhaustion(
        "default", (refusal,), told(9, status=beside), told(9, status=after)
    )


REFUSAL = told(0, status=429, body={"message": "later"})


@pytest.mark.parametrize(
    ("evidence", "count"),
    [
        (exhaustion(REFUSAL), 0),
        (exhaustion(told(0)), 1),
        (exhaustion(REFUSAL, beside=429), 1),
        (exhaustion(REFUSAL, after=429), 1),
    ],
)
def test_a_used_up_budget_is_refused(evidence: Exhaustion, count: int) -> None:
    """429 answers beyond the budget, and nowhere else."""
    assert count == len(verdicts("used-up-budget-is-refused", evidence))


def hinted(hint: str) -> Exchange:
    """Return a refusal with a hint when to return."""
    headers = {**REFUSAL.response.headers, "retry-after": hint}
    return replace(REFUSAL, response=replace(REFUSAL.response, headers=headers))


@pytest.mark.parametrize(
    ("refusal", "pins", "count"),
    [
        (REFUSAL, {}, 0),
        (told(0, status=429), {}, 0),
        (told(0, status=429, body="over the limit"), {}, 0),
        (told(0, status=429), {"K-22": "message"}, 1),
        (told(0, status=429, body=[1]), {}, 1),
        (told(5, status=429), {}, 1),
        (hinted("30"), {}, 0),
        (hinted("900"), {}, 1),
        (hinted("30"), {"K-23": "absent"}, 1),
    ],
)
def test_a_refusal_by_rate_says_so(
    refusal: Exchange, pins: dict[str, str], count: int
) -> None:
    """It tells that nothing is left, in a possible form, with a sound hint."""
    contract = CONTRACT.pinned(pins) if pins else CONTRACT

    assert count == len(
        verdicts("refusal-by-rate-says-so", exhaustion(refusal), contract)
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=6))
def test_steps_are_what_was_drawn(steps: list[int]) -> None:
    """The steps read from the headers are the draws that made them."""
    lefts = [100 - sum(steps[:n]) for n in range(len(steps) + 1)]

    assert steps == falls(in_a_row(countdown(*lefts)))
