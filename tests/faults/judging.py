"""Run the shipped suites in this process against the emulator, faulty or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from instasent_conformance.contract import suites_root
from instasent_conformance.finding import Finding, Outcome, Severity
from instasent_conformance.profiles import profile_named
from instasent_conformance.reports import exit_code
from instasent_conformance.selection import Selection
from instasent_conformance.session import ConformanceSession
from instasent_conformance.settings import SessionSettings
from instasent_conformance.targets import EMULATOR, TargetRequest


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a run ended: its exit code, its red findings and the suite's own errors."""

    exit_code: int
    findings: tuple[Finding, ...]
    errors: tuple[str, ...]

    @property
    def convicted_by(self) -> list[str]:
        """The checks that reported something."""
        return sorted({finding.check for finding in self.findings})


def session_for(
    *laws: str, fault: str | None = None, profile: str = "smoke"
) -> ConformanceSession:
    """Return a session that judges the embedded emulator by some laws."""
    size = profile_named(profile)
    return ConformanceSession(
        SessionSettings(
            asked=TargetRequest(
                name=EMULATOR, run="s0", effects=size.effects, fault=fault
            ),
            profile=size,
            contracts=None,
            selection=Selection(frozenset(laws), frozenset(), frozenset()),
        )
    )


def judge(session: ConformanceSession, *, to_the_end: bool = False) -> Judgement:
    """
    Run the suites of a session and sum up what they recorded.

    Args:
        session: the session, fresh.
        to_the_end: go on after the first item that failed.
    """
    suites = suites_root()
    arguments = [
        str(suites),
        f"--rootdir={suites}",
        f"--confcutdir={suites}",
        f"--config-file={suites / 'pytest.ini'}",
        "--disable-plugin-autoload",
        "-pinstasent_conformance.pytest_plugin",
        "-pno:cacheprovider",
        "-pno:terminal",
        *([] if to_the_end else ["-x"]),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_ADDOPTS", raising=False)
        pytest.main(arguments, plugins=[session])
    session.open_target().client.close()
    records = [record for item in session.items for record in item.records]
    errors = [item.detail for item in session.items if item.outcome is Outcome.ERROR]
    return Judgement(
        exit_code(records, len(errors), session.settings.profile),
        tuple(_red(finding for record in records for finding in record.findings)),
        tuple(errors),
    )


def _red(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.severity is not Severity.OBSERVATION]
