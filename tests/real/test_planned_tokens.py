"""The tokens that `conform tokens plan` names leave no scope cell undecided."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from instasent_conformance.tokenplan import PlannedToken, plan_tokens

from .stranger import CONTRACT, Account, open_account, served

PLANS = {"home": "XL", "sibling": "XL", "foreign": "XL", "lower": "S"}


def variable(token: PlannedToken) -> str:
    """Return the name of the environment variable that holds a token."""
    return f"PLANNED_{token.alias}".replace("-", "_").upper()


def described(base_url: str, account: Account, tokens: list[PlannedToken]) -> str:
    """Return the configuration of an account with its planned tokens."""
    lines = ["[targets.away]", f'base_url = "{base_url}"']
    lines.append('allow = ["write", "destroy", "bill=40"]')
    for alias, uid in account.projects.items():
        lines += [f"[targets.away.projects.{alias}]", f'uid = "{uid}"']
        lines.append(f'plan = "{PLANS[alias]}"')
    for token in tokens:
        lines += ["[[targets.away.tokens]]", f'alias = "{token.alias}"']
        lines += [f'project = "{token.project}"', f"scopes = {list(token.scopes)}"]
        lines.append(f'secret_env = "{variable(token)}"')
    return "\n".join(lines) + "\n"


def test_planned_tokens_leave_no_scope_cell_undecided(tmp_path: Path) -> None:
    """With the tokens of the plan, every cell that the contract settles is judged."""
    tokens = [t for t in plan_tokens(CONTRACT).tokens if t.kind == "product"]
    state = tmp_path / "state.db"
    account = open_account(
        state, {variable(t): (t.project, frozenset(t.scopes)) for t in tokens}
    )
    with served("--state", str(state), "--no-control", "--queue-delay", "1.0") as base:
        (tmp_path / "conform.toml").write_text(
            described(base, account, tokens), encoding="utf-8"
        )
        run = [sys.executable, "-m", "instasent_conformance", "run", "--target", "away"]
        ended = subprocess.run(
            [*run, "--law", "scope-gating", "--output", "out"],
            cwd=tmp_path,
            env=os.environ | account.secrets,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    report = json.loads((tmp_path / "out/report.json").read_text("utf-8"))
    undecided = [c for c in report["matrix"]["scope"] if c["outcome"] == "inconclusive"]

    assert (0, [], []) == (ended.returncode, undecided, report["abstentions"])
