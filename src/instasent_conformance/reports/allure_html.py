"""`allure.html`: one self-contained Allure 3 report that works from a file."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .allure_context import layout
from .allure_renderer import AllureMissing, Renderer, find_renderer

FILE_NAME = "allure.html"
HISTORY = "history.jsonl"
_SECONDS = 600
_TRACKER = re.compile(
    r"\s*<script[^>]*googletagmanager[^>]*>\s*</script>"
    r"(\s*<script>\s*window\.dataLayer.*?</script>)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AllureBuilt:
    """The report that was written, and the history it appended to."""

    html: Path
    history: Path


def history_file(folder: Path) -> Path:
    """Return where the trends of a run are kept: in its folder, or beside it."""
    own = folder / HISTORY
    return own if own.is_file() else folder.resolve().parent / HISTORY


def build(
    results: Path, output: Path, history: Path, *, append: bool = True
) -> AllureBuilt | AllureMissing:
    """
    Render the Allure results into one file.

    Args:
        results: the folder of Allure results, with their context written.
        output: the file to write.
        history: the file that carries trends from run to run; made when absent.
        append: whether this is a new run, to be added to the history.

    """
    renderer = find_renderer()
    if isinstance(renderer, AllureMissing):
        return renderer
    history.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="conform-allure-") as scratch:
        folder = Path(scratch)
        options = layout(
            results, history=history.resolve(), append=append, output=folder / "html"
        )
        problem = _render(renderer, results, folder, options)
        pages = sorted((folder / "html").rglob("index.html"))
        if problem or not pages:
            return AllureMissing(
                problem or "Allure wrote no page",
                "Next step: run `conform report install` again, then "
                "`conform report build DIR`.",
            )
        html = strip_tracker(pages[0].read_text(encoding="utf-8"))
    output.write_text(html, encoding="utf-8")
    return AllureBuilt(output, history)


def strip_tracker(html: str) -> str:
    """Return the page without the analytics script that Allure puts in."""
    return _TRACKER.sub("", html)


def _render(
    renderer: Renderer, results: Path, folder: Path, options: dict[str, Any]
) -> str:
    settings = folder / "allurerc.json"
    settings.write_text(json.dumps(options), encoding="utf-8")
    command: list[str | Path] = [renderer.node, renderer.allure, "generate"]
    try:
        done = subprocess.run(
            [*command, results.resolve(), "--config", settings],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"Allure did not run: {error}"
    if done.returncode == 0:
        return ""
    said = (done.stderr or done.stdout).strip().splitlines()
    return f"Allure ended with {done.returncode}: {said[-1] if said else 'no message'}"
