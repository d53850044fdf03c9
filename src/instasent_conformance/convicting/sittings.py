"""One sitting of pytest over the shipped suites, without what no verdict needs."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator

import msgspec
import pytest

from ..finding import Finding, Outcome, Severity
from ..recording import ItemRecords
from ..session import LEFT_OUT, PLUGIN, ConformanceSession, pytest_arguments

# A sitting that judges one endpoint lasts some hundredths of a second, so what pytest
# does around it counts: each of these costs time and brings nothing to a verdict.
_LEFT_OUT = (
    *LEFT_OUT,
    *("capture", "faulthandler", "junitxml", "recwarn", "subtests", "unittest"),
    "warnings",
)


def sit(session: ConformanceSession, plugins: Iterable[object]) -> None:
    """Run the suites of the laws that the session is about in this process."""
    arguments = pytest_arguments(
        session.settings.selection, plugins=[PLUGIN], without=_LEFT_OUT
    )
    # Without its plugin nothing keeps the filters of the caller from the sitting.
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.delenv("PYTEST_ADDOPTS", raising=False)
        pytest.main(arguments, plugins=[session, *plugins])


def red_findings(items: Iterable[ItemRecords]) -> Iterator[Finding]:
    """Yield what is more than an observation, from items that did not crash."""
    for item in items:
        if item.outcome is Outcome.ERROR:
            continue
        for record in item.records:
            for finding in record.findings:
                if finding.severity is not Severity.OBSERVATION:
                    yield finding


class Stop:
    """A pytest plugin that ends the sitting at the first red finding."""

    def __init__(self) -> None:
        self._session: pytest.Session | None = None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Remember what is to be ended."""
        self._session = session

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Look at what an item found."""
        carried = getattr(report, "conform", None)
        if carried is None or self._session is None or report.passed:
            return
        item = msgspec.convert(carried, ItemRecords)
        if any(red_findings([item])):
            self._session.shouldstop = "a red finding"


class Only:
    """A pytest plugin that leaves one item, or what belongs to no single endpoint."""

    def __init__(self, *, item: str = "") -> None:
        self._name = item.partition("/")[2]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out every other item."""
        items[:] = [item for item in items if self._is_wanted(item)]

    def _is_wanted(self, item: pytest.Item) -> bool:
        if self._name:
            return item.name == self._name
        return "endpoint" not in getattr(item, "fixturenames", ())
