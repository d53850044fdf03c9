"""
The pytest plugin: options, and the session that serves the suites.

Installed beside other people's tests it only adds options; it becomes active when
`--conform-target` is given or when the shipped suites are what pytest runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .contract.location import suites_root

if TYPE_CHECKING:
    import pytest

OPTIONS = (
    ("target", "NAME", "what to judge: emulator, a name in conform.toml, or a URL"),
    ("profile", "NAME", "size of the run: smoke, nightly, full or read-only"),
    ("seed", "N", "seed of everything generated"),
    ("contracts", "DIR", "folder of the contracts to judge by"),
    ("config", "FILE", "configuration file instead of conform.toml"),
    ("fault", "ID", "plant this fault in the embedded emulator"),
    ("run-id", "ID", "name of this run, in every value it writes"),
    ("max-requests", "N", "send no more requests than this"),
    ("journal", "FILE", "announce every write in this file before it is sent"),
    ("resume", "FILE", "pass over the items that this file says are judged"),
)
LISTS = (
    ("law", "NAME", "judge this law only (repeatable)"),
    ("endpoint", "ID", "judge this endpoint only (repeatable)"),
    ("case", "ID", "judge this case only (repeatable)"),
    ("allow", "EFFECTS", "effects allowed beyond reads: write,destroy,bill=N"),
    ("pin", "ID=OPTION", "hold the target to this option (repeatable)"),
    ("knob", "ID=OPTION", "set a knob of the embedded emulator (repeatable)"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the `--conform-…` options."""
    group = parser.getgroup("conform", "conformance of the Instasent Product API")
    for name, metavar, text in OPTIONS:
        group.addoption(f"--conform-{name}", metavar=metavar, default=None, help=text)
    for name, metavar, text in LISTS:
        group.addoption(
            f"--conform-{name}", metavar=metavar, action="append", default=[], help=text
        )


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and the session where it is wanted."""
    config.addinivalue_line("markers", "law(name): the law that a suite judges")
    config.addinivalue_line(
        "markers",
        "endpoints(effect, surface, body, child, paged, index): "
        "which endpoints a test is for",
    )
    if config.getoption("conform_target") or _runs_the_suites(config):
        from .reports.allure_files import write_results_only
        from .session import ConformanceSession

        write_results_only(config)
        plugins = config.pluginmanager.get_plugins()
        if any(isinstance(plugin, ConformanceSession) for plugin in plugins):
            return
        config.pluginmanager.register(
            ConformanceSession.from_options(config), "conformance-session"
        )


def _runs_the_suites(config: pytest.Config) -> bool:
    suites = suites_root().resolve()
    given = (Path(str(argument).split("::")[0]).resolve() for argument in config.args)
    return any(path == suites or suites in path.parents for path in given)
