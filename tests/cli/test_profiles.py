"""Every profile states its laws, its budget of requests and its effects."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry
from instasent_conformance.convicting.judging import Question, judge
from instasent_conformance.profiles import LAWS, PROFILES, profile_named
from instasent_conformance.selection import Selection
from instasent_conformance.targets import TargetRequest

_SHARE = frozenset(("agreement", "events", "paging", "timeline"))
_OF_THE_BUDGET = 0.1


def test_the_listing_states_every_profile() -> None:
    """`conform profiles` names the laws, the budget and the effects of each."""
    result = CliRunner().invoke(app, ["profiles", "--json"])
    rows = {row["name"]: row for row in json.loads(result.output)}

    assert PROFILES.keys() == rows.keys()
    assert ["read"] == rows["read-only"]["effects"]
    assert list(LAWS) == rows["smoke"]["laws"]


def test_larger_profiles_may_send_more() -> None:
    """A larger profile has a larger budget, and does no less of anything."""
    sizes = [profile_named(name) for name in ("smoke", "nightly", "full")]

    assert sizes == sorted(sizes, key=lambda size: (size.requests, size.examples))
    assert [False, True, True] == [size.thorough for size in sizes]


def test_a_share_of_a_smoke_run_takes_a_share_of_its_budget() -> None:
    """A few laws on the healthy emulator stay far below the budget of all of them."""
    size = profile_named("smoke")
    asked = TargetRequest(seed=3, run="s3", effects=size.effects)
    question = Question(asked, size.name, Selection(_SHARE), to_the_end=True)
    judged = judge(question, load_registry())

    assert 0 < judged.requests <= _OF_THE_BUDGET * size.requests
    assert () == judged.findings + judged.errors
