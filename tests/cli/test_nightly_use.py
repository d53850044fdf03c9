"""What a nightly job needs: a baseline that expires, trends, a message, resumption."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.recording import ITEMS

FAULT = ("--fault", "missing-scope-answers-401")
LAW = ("--profile", "smoke", "--law", "scope-gating", "--endpoint", "audience.scroll")
LATER = dt.date.today() + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def conform(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, [*arguments])


def run(*arguments: str, code: int) -> dict[str, Any]:
    """Judge one endpoint, and return report.json."""
    result = conform("run", *LAW, "--output", "out", *arguments)
    assert code == result.exit_code, result.output
    report: dict[str, Any] = json.loads(Path("out/report.json").read_text("utf-8"))
    return report


def baseline(fingerprint: str, expires: dt.date = LATER) -> tuple[str, str]:
    """Write a baseline of one entry, and return the option that names it."""
    Path("baseline.toml").write_text(
        f'[[accepted]]\nfingerprint = "{fingerprint}"\nreason = "known"\n'
        f'owner = "a team"\nexpires = {expires.isoformat()}\n',
        "utf-8",
    )
    return "--baseline", "baseline.toml"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the id of the defect that the fault is."""
    folder = tmp_path_factory.mktemp("known")
    result = conform("run", *LAW, *FAULT, "--output", str(folder))
    assert 1 == result.exit_code, result.output
    (defect,) = json.loads((folder / "report.json").read_text("utf-8"))["defects"]
    return str(defect["id"])


def test_an_accepted_finding_does_not_fail_the_run(known: str) -> None:
    """A defect that the baseline names stays in the report and does not count."""
    report = run(*FAULT, *baseline(known), code=0)

    assert [known] == [found["id"] for found in report["defects"]]
    assert ["accepted"] == [row["state"] for row in report["baseline"]]


def test_an_expired_entry_fails_the_run(known: str) -> None:
    """After its last day an entry accepts nothing, and is named."""
    yesterday = dt.date.today() - dt.timedelta(days=2)
    report = run(*FAULT, *baseline(known, yesterday), code=1)

    assert ["expired"] == [row["state"] for row in report["baseline"]]
    assert "expired" in Path("out/summary.md").read_text("utf-8")


def test_another_finding_still_fails_the_run() -> None:
    """
    A baseline accepts what it names and nothing else, and the message says what failed.

    A run of a part judges no staleness.
    """
    report = run(*FAULT, *baseline("0" * 12), code=1)

    assert ["not-judged"] == [row["state"] for row in report["baseline"]]
    message = json.loads(Path("out/slack.json").read_text("utf-8"))

    assert "nonconformant" in message["text"]
    assert 1 < len(message["blocks"]) <= 50
    assert all(len(b["text"]["text"]) <= 3000 for b in message["blocks"])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[[accepted]]\n", "fingerprint"),
        ("[[accepted]\n", "baseline.toml"),
        ("accepted = 1\n", "array"),
        ('[[accepted]]\nfingerprint = "0123456789ab"\nreason = "x"\n', "owner"),
    ],
)
def test_a_malformed_baseline_is_refused(text: str, part: str) -> None:
    """An entry without reason, owner or end is no entry."""
    Path("baseline.toml").write_text(text, "utf-8")
    result = conform("run", "--baseline", "baseline.toml")

    assert 2 == result.exit_code
    assert part in result.stderr
    assert "Next step" in result.stderr


def test_runs_are_compared() -> None:
    """A finding is new, then still failing, then fixed, then regressed."""
    trends = [
        run(*options, code=code)["trend"]
        for options, code in ((FAULT, 1), (FAULT, 1), ((), 0), (FAULT, 1))
    ]
    kinds = ("new", "still_failing", "fixed", "regressed")

    assert [*kinds] == [next(k for k in kinds if trend[k]) for trend in trends]
    assert [1, 2, 3, 4] == [trend["runs"] for trend in trends]


def test_an_interrupted_run_goes_on() -> None:
    """A resumed run judges what is left, and reports the whole."""
    whole = run(code=0)
    log = Path("out") / ITEMS
    header, *items = log.read_text("utf-8").splitlines()
    assert len(items) > 1
    log.write_text("\n".join([header, *items[:1], items[1][:40]]) + "\n", "utf-8")
    resumed = run("--resume", "out", code=0)

    assert [i["id"] for i in whole["items"]] == [i["id"] for i in resumed["items"]]
    assert whole["totals"] == resumed["totals"]


def test_another_run_is_not_resumed() -> None:
    """What was asked for must be the same, or the halves would not fit together."""
    run(code=0)
    other = conform(
        "run", "--profile", "full", *LAW[2:], "--output", "out", "--resume", "out"
    )

    assert 2 == other.exit_code
    assert "'smoke'" in other.stderr


def test_a_plan_lists_every_request_and_sends_none(here: Path) -> None:
    """The requests are listed by effect, for a target that does not even answer."""
    (here / "conform.toml").write_text(
        '[targets.away]\nbase_url = "http://127.0.0.1:9/v1"\nallow = ["write"]\n'
        '[targets.away.projects.home]\nuid = "my-own-project"\nplan = "XL"\n'
        '[[targets.away.tokens]]\nalias = "none"\nsecret_env = "CONFORM_UNSET"\n',
        "utf-8",
    )
    asked = (*LAW[:-1], "specs.events", "--plan", "--output", "out")
    result = conform("run", "--target", "away", *asked)
    lines = (here / "out/plan.jsonl").read_text("utf-8").splitlines()
    planned = [json.loads(line) for line in lines]

    assert 0 == result.exit_code, result.output
    assert len(planned) == sum(
        int(line.split()[1])
        for line in result.output.splitlines()
        if line[0] != " "
        if line.split(":")[0] in ("read", "write", "destroy", "bill")
    )
    assert planned
    assert {"read"} == {request["effect"] for request in planned}
    assert {True} == {
        "my-own-project" in r["path"] for r in planned if r["path"] != "/"
    }
