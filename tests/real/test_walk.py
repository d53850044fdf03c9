"""From `conform init` to a green nightly report, on an account that is a stranger."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from .stranger import CONTRACT, Stranger, stranger

LAWS = ("--law", "isolation", "--law", "merging")
ALLOW = "write,destroy,bill=2"
KILLS = 4


@dataclass(frozen=True)
class Walker:
    """Somebody in a folder, with tokens in the environment."""

    folder: Path
    met: Stranger

    @property
    def environment(self) -> dict[str, str]:
        """The environment, with the tokens and without a renderer to wait for."""
        cache = {"XDG_CACHE_HOME": str(self.folder / "cache")}
        return {**os.environ, **self.met.account.secrets, **cache}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `conform`."""
        return subprocess.Popen(
            [sys.executable, "-m", "instasent_conformance", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def conform(self, *arguments: str) -> tuple[int, str]:
        """Run `conform` to its end; return exit code and everything it said."""
        process = self.start(*arguments)
        said, _ = process.communicate(timeout=600)
        return process.returncode, said

    def init(self) -> tuple[int, str]:
        """Describe the account with `conform init`."""
        projects = self.met.account.projects
        tokens = [f"--token-env={variable}" for variable in self.met.account.secrets]
        trust = [f"--ca-file={self.met.ca_file}"] if self.met.ca_file else []
        return self.conform(
            *("init", "stranger", "--base-url", self.met.base_url),
            *("--project", projects["home"], "--sibling", projects["sibling"]),
            *("--foreign", projects["foreign"], "--lower", projects["lower"]),
            *("--allow", ALLOW, "--no-input", *tokens, *trust),
        )

    def report(self, name: str) -> dict[str, Any]:
        """Return report.json of a run."""
        found: dict[str, Any] = json.loads(
            (self.folder / name / "report.json").read_text("utf-8")
        )
        return found

    def people(self) -> str:
        """Return who is in the audience of the home project."""
        account = self.met.account
        path = CONTRACT.endpoint("audience.search").path
        path = path.replace("{project}", account.projects["home"])
        with httpx.Client(
            base_url=self.met.base_url,
            headers={"authorization": f"Bearer {account.secrets['REAL_HOME']}"},
        ) as http:
            return http.post(path, json={}).text


@pytest.fixture
def walker(tmp_path: Path) -> Iterator[Walker]:
    """Return somebody who was just given access to an account."""
    with stranger(tmp_path) as met:
        yield Walker(tmp_path, met)


def test_the_walk_ends_green(walker: Walker) -> None:
    """Init, plan, run and clean: nothing is red, nothing is left, no secret shows."""
    code, said = walker.init()
    everything = [said]
    assert 0 == code, said
    assert 6 == said.count(" scopes")
    before = walker.people()

    code, said = walker.conform("run", "--target", "stranger", "--plan", *LAWS)
    everything.append(said)
    assert 0 == code, said
    assert before == walker.people()

    again = ("--profile", "smoke", *LAWS)
    for name in ("first", "second"):
        code, said = walker.conform(
            "run", "--target", "stranger", *again, "--output", name
        )
        everything.append(said)
        assert 0 == code, said
        report = walker.report(name)
        assert "conformant" == report["verdict"]
        assert 0 == report["totals"]["fail"]
        assert before == walker.people()

        left = [line for line in report["leftovers"] if line.startswith("message")]
        assert len(left) <= 2

    code, said = walker.conform("clean", "--run", "second")
    assert 0 == code, said
    everything += [
        file.read_text("utf-8", "replace")
        for file in walker.folder.rglob("*")
        if file.is_file() and file.name not in ("state.db", "key.pem")
        if not file.name.startswith("state.db")
    ]
    for secret in walker.met.account.secrets.values():
        assert [] == [text[:80] for text in everything if secret in text]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl")
def test_the_walk_over_tls(tmp_path: Path) -> None:
    """A certificate of one's own takes ca_file; without it the message says so."""
    with stranger(tmp_path, tls=True) as met:
        walker = Walker(tmp_path, met)
        code, said = walker.init()
        assert 0 == code, said
        arguments = ("--profile", "read-only", "--law", "scope-gating")
        code, said = walker.conform("run", "--target", "stranger", *arguments)
        assert 0 == code, said

        file = tmp_path / "conform.toml"
        lines = file.read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("ca_file")]
        file.write_text("\n".join(kept), "utf-8")
        code, said = walker.conform("run", "--target", "stranger", *arguments)
        assert 3 == code
        assert "ca_file" in said


def test_kill_9_leaves_nothing(walker: Walker) -> None:
    """After kill -9 at a random moment, `conform clean` brings back what was there."""
    assert 0 == walker.init()[0]
    before = walker.people()
    draw = random.Random(11)
    for number in range(KILLS):
        output = f"killed-{number}"
        process = walker.start(
            *("run", "--target", "stranger", "--profile", "smoke", *LAWS),
            *("--output", output),
        )
        folder = walker.folder / output
        wait_for(lambda folder=folder: any(folder.glob("journal*")))  # type: ignore[misc]
        time.sleep(draw.uniform(0.0, 3.0))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        time.sleep(0.2)
        code, said = walker.conform("clean", "--run", output)

        assert 0 == code, said
        assert before == walker.people(), said


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_cleans_up_and_goes_on(
    walker: Walker, stop: signal.Signals
) -> None:
    """After Ctrl-C, or the end of a job, the run removes what it wrote; it resumes."""
    assert 0 == walker.init()[0]
    before = walker.people()
    asked = ("run", "--target", "stranger", "--profile", "smoke", *LAWS)
    process = walker.start(*asked, "--output", "stopped")
    log = walker.folder / "stopped" / "items.jsonl"
    wait_for(lambda: log.is_file() and log.read_bytes().count(b"\n") > 3)
    process.send_signal(stop)
    said, _ = process.communicate(timeout=120)

    assert 3 == process.returncode, said
    assert before == walker.people()
    done = log.read_bytes().count(b"\n")
    code, said = walker.conform(*asked, "--output", "stopped", "--resume", "stopped")
    assert 0 == code, said
    assert before == walker.people()
    assert done < log.read_bytes().count(b"\n")
    items = walker.report("stopped")["items"]
    assert len(items) == len({item["id"] for item in items}) > done


def wait_for(condition: Any, seconds: float = 60.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)
