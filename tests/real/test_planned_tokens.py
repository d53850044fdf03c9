"""What the tokens of an account are worth: those that were planned, and any two."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from instasent_conformance.tokenplan import PlannedToken, plan_tokens

from .stranger import CONTRACT, stranger
from .walker import Walker

PLAN = plan_tokens(CONTRACT)
MINTED = [token for token in PLAN.tokens if token.kind == "product"]
REVOKED = "PLANNED_REVOKED"
ALLOW = "write,destroy,bill=300"


def variable(token: PlannedToken) -> str:
    """Return the name of the environment variable that holds a token."""
    return f"PLANNED_{token.alias}".replace("-", "_").upper()


@pytest.mark.parametrize("profile", ["smoke", "nightly"])
def test_a_planned_account_is_judged_to_the_end(tmp_path: Path, profile: str) -> None:
    """From init to a whole green run: nothing inconclusive, and no secret anywhere."""
    assert 6 == sum(token.project == "home" for token in MINTED)
    tokens = {variable(t): (t.project, frozenset(t.scopes)) for t in MINTED}
    with stranger(tmp_path, tokens=tokens, revoked=(REVOKED,)) as met:
        walker = Walker(tmp_path, met)
        code, introduced = walker.init(ALLOW, revoked=REVOKED)
        assert 0 == code, introduced
        code, said = walker.conform(
            *("run", "--target", "stranger", "--profile", profile),
            *("--output", "whole"),
        )
        assert 0 == code, said
        written = walker.written()
    report = walker.report("whole")
    shown = [introduced, said, *written.values()]

    assert "conformant" == report["verdict"]
    assert [] == report["abstentions"]
    assert 0 == report["totals"]["fail"] == report["totals"]["inconclusive"]
    assert "(100.0%)" in said
    for secret in met.account.secrets.values():
        assert [] == [text[:80] for text in shown if secret in text]


def test_two_tokens_are_told_their_share(tmp_path: Path) -> None:
    """Any two tokens: no false alarm, the share that they settle, and an advice."""
    draw = random.Random(5)
    words = sorted(CONTRACT.scope_words)
    tokens = {
        f"ANY_{number}": ("home", frozenset(draw.sample(words, len(words) // 2)))
        for number in range(2)
    }
    with stranger(tmp_path, tokens=tokens) as met:
        walker = Walker(tmp_path, met)
        assert 0 == walker.init(ALLOW)[0]
        code, said = walker.conform(
            *("run", "--target", "stranger", "--law", "scope-gating"),
            *("--output", "two"),
        )
    report = walker.report("two")
    cells = report["matrix"]["scope"]
    undecided = [cell for cell in cells if cell["outcome"] == "inconclusive"]

    assert 0 == code, said
    assert 0 == report["totals"]["fail"]
    assert 0 < len(undecided) < len(cells)
    assert {"no-token", "no-control", "no-fixture"} >= {c["reason"] for c in undecided}
    assert "the next token to mint settles" in said
    assert "none is a revoked one" in said
    assert "(100.0%)" not in said
