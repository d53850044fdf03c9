"""`conform faults run` ends in 0, 1 or 2, and leaves a page and its data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec import structs
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.convicting import Healthy, Task, write_pages
from instasent_conformance.convicting import Result as Judged

from ..convicting.sample import CONVICTED, HEALTHY, SURVIVED, sample_report

FAULT = "sender-has-no-status"


def conform(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, ["faults", "run", *arguments])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """Convict every fault but the last that is asked for, without judging any."""
    told: list[Task] = []

    def work(
        tasks: Sequence[Task], *_: object, **__: object
    ) -> Iterator[Healthy | Judged]:
        told.extend(tasks)
        for task in tasks:
            ended = SURVIVED if task is tasks[-1] and len(tasks) > 2 else CONVICTED
            named = structs.replace(ended, id=task.fault, seed=task.seed)
            yield named if task.fault else structs.replace(HEALTHY, seed=task.seed)

    monkeypatch.setattr("instasent_conformance.cli.faults_run.work", work)
    return told


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--source", "luck"], ["'luck'", "logic, table, wire, pairs"]),
        (["--family", "luck"], ["no fault", "conform faults list"]),
        (["--profile", "tiny"], ["'tiny'", "smoke"]),
        (["--source", "logic", "--target", "http://x/v1"], ["--source wire"]),
        (["--first", "nowhere.json"], ["nowhere.json", "faults.json"]),
    ],
)
def test_bad_input_is_refused(arguments: list[str], parts: list[str]) -> None:
    """What cannot be asked for ends in exit 2 and says the next step."""
    result = conform(*arguments)

    assert 2 == result.exit_code
    assert [] == [part for part in [*parts, "Next step"] if part not in result.stderr]


def test_enough_convictions_pass(tmp_path: Path, asked: list[Task]) -> None:
    """Where every fault is convicted the exit code is 0, and both files are there."""
    result = conform("--fault", FAULT, "--output", str(tmp_path))

    assert 0 == result.exit_code
    assert ["", FAULT] == [task.fault for task in asked]
    assert {"faults.html", "faults.json", "faults.jsonl"} == {
        file.name for file in tmp_path.iterdir()
    }


def test_too_many_survivors_fail(tmp_path: Path, asked: list[Task]) -> None:
    """Where the share is below the gate the exit code is 1, and survivors are named."""
    result = conform("--sample", "4", "--output", str(tmp_path), "--gate", "99")

    assert 1 == result.exit_code
    assert f"survived: {asked[-1].fault}" in result.stdout


def test_every_profile_and_seed_is_judged(tmp_path: Path, asked: list[Task]) -> None:
    """Each fault, and health, is judged once per profile and seed."""
    conform(
        *("--fault", FAULT, "--seeds", "2", "--output", str(tmp_path)),
        *("--profile", "smoke", "--profile", "read-only"),
    )

    rounds = {(profile, seed) for profile in ("smoke", "read-only") for seed in (0, 1)}
    assert rounds == {(one.profile, one.seed) for one in asked if one.fault}
    assert rounds == {(one.profile, one.seed) for one in asked if not one.fault}


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, asked: list[Task]) -> None:
    """With --resume what is in the journal is not judged again."""
    conform("--fault", FAULT, "--output", str(tmp_path))
    asked.clear()
    result = conform("--fault", FAULT, "--output", str(tmp_path), "--resume", "--json")

    assert [""] == [task.fault for task in asked]
    assert [FAULT] == [row["id"] for row in json.loads(result.stdout)["results"]]


def test_an_earlier_report_says_what_comes_first(
    tmp_path: Path, asked: list[Task]
) -> None:
    """What convicted in the report that is in --output is judged first."""
    write_pages(sample_report(structs.replace(CONVICTED, id=FAULT)), tmp_path)
    conform("--fault", FAULT, "--output", str(tmp_path))

    assert CONVICTED.conviction is not None
    assert ["", CONVICTED.conviction.item] == [task.first for task in asked]
