"""From `conform init` to a green report, on an account that is a stranger."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from .stranger import stranger
from .walker import Walker, wait_for

LAWS = ("--law", "isolation", "--law", "merging")


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
    everything += walker.written().values()
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
