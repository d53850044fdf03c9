"""One pytest session of the suites: fixtures, outcomes, and the records they leave."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Sequence
from typing import Any

import msgspec
import pytest

from .canaries import Canaries
from .client import TargetUnreachable
from .contract import ContractError, Endpoint, Registry, load_registry, suites_root
from .profiles import Profile
from .recording import ItemLog, ItemRecords, conclude
from .selection import Selection
from .settings import SessionSettings, settings_from
from .target import Target
from .targets import TargetProblem, open_target
from .trial import Trial
from .world import World, open_world
from .world.sweeping import sweep_file

LEFT_OUT = (
    *("cacheprovider", "debugging", "doctest", "legacypath", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "terminal", "threadexception", "tmpdir"),
    "unraisableexception",
)
"""Plugins of pytest that no suite needs; together they cost as much as many a case."""

PLUGIN = "instasent_conformance.pytest_plugin"

_TRIAL = pytest.StashKey[Trial]()
_SECONDS = pytest.StashKey[float]()


def pytest_arguments(
    selection: Selection, *, plugins: Iterable[str], without: Iterable[str] = LEFT_OUT
) -> list[str]:
    """Return the arguments that run the shipped suites of a selection, and no other."""
    suites = suites_root()
    return [
        *map(str, selection.suites),
        f"--rootdir={suites}",
        f"--confcutdir={suites}",
        f"--config-file={suites / 'pytest.ini'}",
        "--disable-plugin-autoload",
        *(f"-p{plugin}" for plugin in plugins),
        *(f"-pno:{plugin}" for plugin in without),
    ]


class ConformanceSession:
    """
    Serves fixtures to the suites and turns trials into pytest outcomes.

    It is registered as a plugin, so its fixtures exist only in a conformance run.
    """

    def __init__(
        self, settings: SessionSettings, *, loaded: Registry | None = None
    ) -> None:
        self.settings = settings
        self._loaded = loaded
        self.leftovers: list[str] = []
        self.interrupted = ""
        self.repeated, self.waited = 0, 0.0
        self.log: ItemLog | None = None
        self._kept = ItemLog(settings.resume).judged() if settings.resume else []
        self.items: list[ItemRecords] = list(self._kept)
        self._contract: Registry | None = None
        self._target: Target | None = None
        self._world: World | None = None

    @classmethod
    def from_options(cls, config: pytest.Config) -> ConformanceSession:
        """
        Build a session from the command line of pytest, its target open.

        Raises:
            pytest.UsageError: an option, the contract or the target is not usable.
        """
        try:
            session = cls(settings_from(config))
            session.settings.selection.verify(session.open_contract())
        except (ValueError, ContractError, TargetProblem) as error:
            raise pytest.UsageError(str(error)) from None
        return session

    # Fixtures ---------------------------------------------------------------

    @pytest.fixture
    def contract(self) -> Registry:
        """Return the contract to judge by, pinned as the target says."""
        return self.open_world().contract

    @pytest.fixture
    def target(self) -> Target:
        """Return the target that is judged."""
        return self.open_target()

    @pytest.fixture
    def profile(self) -> Profile:
        """Return the size of this run."""
        return self.settings.profile

    @pytest.fixture
    def seed(self) -> int:
        """Return the seed of everything generated."""
        return self.settings.asked.seed

    @pytest.fixture
    def world(self) -> World:
        """Return the owned data of this run; it is removed at the end."""
        return self.open_world()

    @pytest.fixture
    def trial(self, request: pytest.FixtureRequest) -> Trial:
        """Return the trial of this item, for its law and its endpoint."""
        marker = request.node.get_closest_marker("law")
        callspec = getattr(request.node, "callspec", None)
        endpoint = callspec.params.get("endpoint") if callspec else None
        trial = Trial(
            law=marker.args[0],
            endpoint=endpoint.id if isinstance(endpoint, Endpoint) else "",
            contract=self.open_world().contract,
            target=self.open_target(),
            world=self.open_world(),
            profile=self.settings.profile,
            seed=self.settings.asked.seed,
            only=self.settings.selection.cases,
        )
        request.node.stash[_TRIAL] = trial
        return trial

    # What the fixtures stand on ---------------------------------------------

    def open_contract(self) -> Registry:
        """Load the contract once, pinned as the target's configuration says."""
        if self._contract is None:
            loaded = self._read_contract()
            self._contract = loaded.pinned(self.open_target(loaded).pins)
        return self._contract

    def open_target(self, contract: Registry | None = None) -> Target:
        """Open the target once."""
        if self._target is None:
            self._target = open_target(
                self.settings.asked, contract or self._read_contract()
            )
        return self._target

    def _read_contract(self) -> Registry:
        return self._loaded or load_registry(self.settings.contracts)

    def open_world(self) -> World:
        """Create the world once; two workers draw different values."""
        if self._world is None:
            asked = self.settings.asked
            self._world = open_world(
                self.open_contract(),
                self.open_target(),
                Canaries(seed=asked.seed, run=asked.run),
            )
            self._contract = self._world.contract
        return self._world

    # Hooks ------------------------------------------------------------------

    @pytest.hookimpl(tryfirst=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Parametrise `endpoint` over the endpoints that the marker admits."""
        if "endpoint" in metafunc.fixturenames:
            marker = metafunc.definition.get_closest_marker("endpoints")
            wanted = self.settings.selection.endpoints_for(
                self.open_contract(), marker.kwargs if marker else {}
            )
            metafunc.parametrize("endpoint", wanted, ids=[e.id for e in wanted])

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Deselect the items of laws and endpoints that were not asked for."""
        kept = [item for item in items if self._is_wanted(item)]
        config.hook.pytest_deselected(items=[i for i in items if i not in kept])
        items[:] = kept

    @property
    def _done(self) -> frozenset[str]:
        """The items that an earlier, interrupted run has judged."""
        return frozenset(item.id for item in self._kept)

    def _is_wanted(self, item: pytest.Item) -> bool:
        marker = item.get_closest_marker("law")
        selection = self.settings.selection
        if marker is None or (selection.laws and marker.args[0] not in selection.laws):
            return False
        if _id_of(item) in self._done:
            return False
        return not selection.endpoints or "endpoint" in getattr(
            item, "fixturenames", ()
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Turn the records of a trial into the outcome of its item."""
        started = time.perf_counter()
        trial = item.stash.get(_TRIAL, None)
        try:
            result = yield
        except TargetUnreachable as error:
            if trial is None:
                raise
            trial.abstain(f"{trial.law}/setup", error.reason, str(error))
            result = None
        if trial is not None:
            item.stash[_SECONDS] = time.perf_counter() - started
            conclude(trial.records)
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Carry the records on the report, which crosses from worker to controller."""
        report = yield
        if report.when != "call" and report.passed:
            return report
        marker = item.get_closest_marker("law")
        if marker is None:
            return report
        trial = item.stash.get(_TRIAL, None)
        records = ItemRecords.of(
            law=marker.args[0],
            name=item.name,
            trial=trial,
            seconds=item.stash.get(_SECONDS, report.duration),
            crash=self._clean(_crash(call)),
        )
        report.conform = msgspec.to_builtins(records)  # type: ignore[attr-defined]
        from .reports.allure import annotate

        annotate(records, self.open_contract())
        return report

    def _clean(self, text: str) -> str:
        if not text or self._target is None:
            return text
        return self._target.client.scrubber.clean(text)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect the records, in the process that reports."""
        carried = getattr(report, "conform", None)
        if carried is not None:
            self.items.append(msgspec.convert(carried, ItemRecords))
            if self.log is not None:
                self.log.add(self.items[-1])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Remove what this run wrote; carry what could not be removed, and the toll."""
        output = getattr(session.config, "workeroutput", {})
        care = self._target.client.care if self._target else None
        if care is not None:
            output["conform_toll"] = toll = (care.repeated, care.pacer.waited)
            self._add_toll(*toll)
        if self._world is None or self.open_target().disposable:
            return
        left = self._clean_up(self._world)
        self.leftovers += left
        output["conform_leftovers"] = left

    def _clean_up(self, world: World) -> list[str]:
        journal = self.open_target().journal
        if journal is not None:
            target, contract = self.open_target(), self.open_contract()
            return sweep_file(journal, target, contract).leftovers
        try:
            world.clean()
        except TargetUnreachable:
            world.leftovers.append("everything: the target stopped answering")
        return world.leftovers

    def _add_toll(self, repeated: int, waited: float) -> None:
        self.repeated, self.waited = self.repeated + repeated, self.waited + waited

    def put_in_order(self, items: Sequence[pytest.Item]) -> None:
        """Put the records in the order of their items; those of others come first."""
        place = {_id_of(item): number for number, item in enumerate(items)}
        self.items.sort(key=lambda item: place.get(item.id, -1))

    def begin_anew(self) -> None:
        """Have a new process open a target of its own, and keep what it records."""
        self._target = self._world = self.log = None
        self.items.clear()

    def close(self) -> None:
        """Close the target."""
        if self._target is not None:
            self._target.close()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker could not remove, and what the network cost it."""
        output = getattr(node, "workeroutput", {})
        self.leftovers += output.get("conform_leftovers", [])
        self._add_toll(*output.get("conform_toll", (0, 0.0)))


def _id_of(item: pytest.Item) -> str:
    """Return the id that the records of an item have."""
    marker = item.get_closest_marker("law")
    return f"{marker.args[0] if marker else ''}/{item.name}"


def _crash(call: pytest.CallInfo[None]) -> str:
    error = call.excinfo
    if error is None or error.errisinstance(
        (pytest.fail.Exception, pytest.skip.Exception)
    ):
        return ""
    return f"{error.typename}: {error.value}"
