"""Somebody in a folder, who was just given access to an account."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from .stranger import CONTRACT, Stranger

ALLOW = "write,destroy,bill=2"
LONGEST = 3600


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
        said, _ = process.communicate(timeout=LONGEST)
        return process.returncode, said

    def init(self, allow: str = ALLOW, revoked: str = "") -> tuple[int, str]:
        """Describe the account with `conform init`."""
        projects = self.met.account.projects
        tokens = [
            f"--{'revoked' if variable == revoked else 'token'}-env={variable}"
            for variable in self.met.account.secrets
        ]
        trust = [f"--ca-file={self.met.ca_file}"] if self.met.ca_file else []
        return self.conform(
            *("init", "stranger", "--base-url", self.met.base_url),
            *("--project", projects["home"], "--sibling", projects["sibling"]),
            *("--foreign", projects["foreign"], "--lower", projects["lower"]),
            *("--allow", allow, "--no-input", *tokens, *trust),
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

    def written(self) -> dict[str, str]:
        """Return every file of the folder but those of the account itself, by name."""
        own = [f for f in self.folder.rglob("*") if f.is_file()]
        return {
            str(file.relative_to(self.folder)): file.read_text("utf-8", "replace")
            for file in own
            if not file.name.startswith("state.db") and file.name != "key.pem"
        }


def wait_for(condition: Any, seconds: float = 60.0, *, pause: float = 0.05) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(pause)
