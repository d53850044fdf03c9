"""docs/nightly.md, typed line by line against an account that is a stranger."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

from ..docs.blocks import blocks, conform_lines
from .stranger import stranger

PAGE = "docs/nightly.md"
PROGRAM = (sys.executable, "-m", "instasent_conformance")
SMALL = ("--law", "schema-conformance", "--endpoint", "specs.events")


def test_every_line_of_the_page_works(tmp_path: Path) -> None:
    """Each command ends in exit 0, in the order of the page."""
    with stranger(tmp_path) as met:
        named = {
            "https://api.instasent.com/v1": met.base_url,
            "my-sandbox": met.account.projects["home"],
        }
        secret = met.account.secrets["REAL_HOME"]
        environment = {**os.environ, "SANDBOX_TOKEN": secret}
        environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")
        (tmp_path / "baseline.toml").write_text(blocks(PAGE, "toml")[1], "utf-8")
        lines = conform_lines(PAGE)
        assert 4 == len(lines)
        for line in lines:
            typed = [named.get(word, word) for word in shlex.split(line)[1:]]
            done = subprocess.run(
                [*PROGRAM, *typed, *(SMALL if typed[0] == "run" else [])],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert 0 == done.returncode, (line, done.stdout, done.stderr)
            assert secret not in done.stdout + done.stderr
        assert (tmp_path / "nightly" / "slack.json").is_file()
