"""One judgement: the shipped suites, in this process, over one selection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec
import pytest

from ..contract import Registry, suites_root
from ..finding import Finding, Outcome, Severity
from ..profiles import profile_named
from ..recording import ItemRecords
from ..selection import Selection
from ..session import LEFT_OUT, ConformanceSession
from ..settings import SessionSettings
from ..targets import TargetRequest

IsNew = Callable[[Finding], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """
    What is to be judged, and how.

    Attributes:
        to_the_end: whether to go on after the first new finding.
        wide: whether only cases that belong to no single endpoint are judged.
    """

    asked: TargetRequest
    profile: str
    selection: Selection
    to_the_end: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The items of a run, and the red findings, crashes and cost in them."""

    items: tuple[ItemRecords, ...]
    seconds: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every red finding."""
        return tuple(red_findings(self.items))

    @property
    def errors(self) -> tuple[str, ...]:
        """What the suite itself crashed on."""
        crashed = [item for item in self.items if item.outcome is Outcome.ERROR]
        return tuple(item.detail for item in crashed)

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return sum(item.requests for item in self.items)


def judge(
    question: Question, contract: Registry, *, is_new: IsNew | None = None
) -> Judgement:
    """
    Judge a target by the shipped suites.

    Args:
        question: the target, the profile and the selection.
        contract: the contract to judge by, loaded before.
        is_new: which findings end the run; every red one when None.

    Raises:
        TargetProblem: the target cannot be opened.
    """
    started = time.perf_counter()
    session = ConformanceSession(
        SessionSettings(
            asked=question.asked,
            profile=profile_named(question.profile),
            contracts=contract.root,
            selection=question.selection,
        ),
        loaded=contract,
    )
    session.open_contract()
    try:
        stop = [] if question.to_the_end else [_Stop(is_new or _any)]
        wide = [_Wide()] if question.wide else []
        _run(session, [*stop, *wide])
    finally:
        session.close()
    return Judgement(tuple(session.items), time.perf_counter() - started)


def red_findings(items: Iterable[ItemRecords]) -> Iterable[Finding]:
    """Yield what is more than an observation, from items that did not crash."""
    for item in items:
        if item.outcome is Outcome.ERROR:
            continue
        for record in item.records:
            for finding in record.findings:
                if finding.severity is not Severity.OBSERVATION:
                    yield finding


class _Stop:
    """A pytest plugin that ends the run at the first new finding."""

    def __init__(self, is_new: IsNew) -> None:
        self._is_new = is_new
        self._session: pytest.Session | None = None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self._session = session

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        carried = getattr(report, "conform", None)
        if carried is None or self._session is None or report.passed:
            return
        item = msgspec.convert(carried, ItemRecords)
        if any(map(self._is_new, red_findings([item]))):
            self._session.shouldstop = "a new finding"


def _any(_finding: Finding) -> bool:
    return True


class _Wide:
    """A pytest plugin that leaves out what belongs to a single endpoint."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [
            item
            for item in items
            if "endpoint" not in getattr(item, "fixturenames", ())
        ]


def _run(session: ConformanceSession, plugins: Iterable[object]) -> None:
    suites = suites_root()
    arguments = [
        *map(str, session.settings.selection.suites),
        f"--rootdir={suites}",
        f"--confcutdir={suites}",
        f"--config-file={suites / 'pytest.ini'}",
        "--disable-plugin-autoload",
        "--assert=plain",
        "--capture=sys",
        "-pinstasent_conformance.pytest_plugin",
        *(f"-pno:{plugin}" for plugin in LEFT_OUT),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_ADDOPTS", raising=False)
        pytest.main(arguments, plugins=[session, *plugins])
