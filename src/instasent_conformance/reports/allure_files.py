"""Write what Allure's adapter for pytest says, without what no reader needs."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger
from allure_pytest.listener import AllureListener


class ResultsOnly(AllureFileLogger):
    """
    Write results and attachments, but no containers.

    A container lists the fixtures of a result. Those of a conformance run are the same
    for each of them and say nothing of the target, and their files would be four out
    of five of all that a run writes.
    """

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        """Write one result in one piece; in pieces it takes ten times as long."""
        text = json.dumps(result, default=_said, ensure_ascii=False)
        file = Path(self._report_dir) / result.file_pattern.format(prefix=result.uuid)
        file.write_text(text, encoding="utf-8")

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        """Leave the container out."""


class ItemsOnly(AllureListener):  # type: ignore[misc]
    """Listen to items, and not to fixtures: nobody is told of them."""

    pytest_fixture_setup = None
    pytest_fixture_post_finalizer = None

    def _update_fixtures_children(self, item: pytest.Item) -> None:
        """Leave the fixtures of an item out."""


def write_results_only(config: pytest.Config) -> None:
    """Make Allure's adapter, if it is loaded, say no more until the run ends."""
    adapter = sys.modules.get("allure_pytest.plugin")
    if adapter is not None:
        _replace(config, adapter, "AllureFileLogger", ResultsOnly)
        _replace(config, adapter, "AllureListener", ItemsOnly)


def _replace(config: pytest.Config, adapter: Any, name: str, ours: type) -> None:
    config.add_cleanup(partial(setattr, adapter, name, getattr(adapter, name)))
    setattr(adapter, name, ours)


def _said(value: Any) -> dict[str, Any]:
    """Return the members of a part of a result that say something."""
    return {
        name: inner for name, inner in vars(value).items() if inner or inner is False
    }
