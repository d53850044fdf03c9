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
from attr import asdict

_WRITER = "AllureFileLogger"


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
        text = json.dumps(asdict(result, filter=_is_said), ensure_ascii=False)
        file = Path(self._report_dir) / result.file_pattern.format(prefix=result.uuid)
        file.write_text(text, encoding="utf-8")

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        """Leave the container out."""


def write_results_only(config: pytest.Config) -> None:
    """Make Allure's adapter, if it is loaded, use this writer until the run ends."""
    adapter = sys.modules.get("allure_pytest.plugin")
    if adapter is not None:
        config.add_cleanup(
            partial(setattr, adapter, _WRITER, getattr(adapter, _WRITER))
        )
        setattr(adapter, _WRITER, ResultsOnly)


def _is_said(_: Any, value: Any) -> bool:
    return bool(value) or value is False
