"""A bad network makes a run undecided; it convicts nobody and acquits nobody."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from instasent_conformance.client import Care, Client, Limits, Pacer
from instasent_conformance.contract import load_registry, suites_root
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.profiles import LAWS, profile_named
from instasent_conformance.selection import Selection
from instasent_conformance.session import ConformanceSession
from instasent_conformance.settings import SessionSettings
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.targets.network import natures_of
from instasent_conformance.trial import Record

from .flaky import WAYS, Flaky

CONTRACT = load_registry()
TROUBLED = {
    Reason.UNREACHABLE,
    Reason.RATE_LIMITED,
    Reason.NO_FIXTURE,
    Reason.NO_CONTROL,
}
ENDPOINTS = ("audience.get", "audience.search", "stream.push-contacts", "specs.events")


PER_ENDPOINT = ("scope-gating", "redaction", "isolation", "error-shape")
FEWER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((law for law in LAWS if law not in PER_ENDPOINT), ()),
    "schema-conformance": ENDPOINTS[:1],
}
"""Laws that take long for an endpoint, or most of whose cases belong to none."""

LOUD = tuple(way for way in WAYS if way != "cut")
"""The ways that leave nothing of an answer; a cut one may still have its status."""


def judge(
    law: str, *, share: float, seed: int, ways: tuple[str, ...] = WAYS
) -> list[Record]:
    """Judge a healthy emulator through a flaky intermediary; return its records."""
    size = profile_named("smoke")
    asked = TargetRequest(run="flaky", seed=seed, effects=size.effects)
    selection = Selection(frozenset((law,)), frozenset(FEWER.get(law, ENDPOINTS)))
    session = ConformanceSession(SessionSettings(asked, size, None, selection))
    healthy = open_target(asked, CONTRACT)
    inner = healthy.client._http._transport
    client = Client(
        base_url=healthy.client.base_url,
        transport=Flaky(inner, share, random.Random(seed), ways),
        care=Care(
            natures_of(CONTRACT),
            Limits(retries=2),
            Pacer(sleep=lambda _: None, now=lambda: 0.0),
        ),
    )
    session._target = replace(healthy, client=client)
    pytest.main(
        [
            str(suites_root()),
            f"--rootdir={suites_root()}",
            f"--config-file={suites_root() / 'pytest.ini'}",
            "-pno:terminal",
            "-pno:cacheprovider",
            "--disable-plugin-autoload",
            "-pinstasent_conformance.pytest_plugin",
        ],
        plugins=[session],
    )
    session.close()
    crashed = [i.detail for i in session.items if i.outcome is Outcome.ERROR]
    assert [] == crashed
    return [record for item in session.items for record in item.records]


@pytest.mark.parametrize(
    ("law", "share"),
    [
        ("scope-gating", 0.1),
        ("redaction", 0.1),
        ("isolation", 0.1),
        ("error-shape", 0.1),
        ("schema-conformance", 0.1),
        ("merging", 0.04),
    ],
)
def test_a_bad_network_convicts_nobody(law: str, share: float) -> None:
    """With a share of the requests disturbed, no case fails and some are judged."""
    records = judge(law, share=share, seed=3)
    failed = [
        (record.case, record.findings[0].violation.observed)
        for record in records
        if record.outcome is Outcome.FAIL
    ]

    assert [] == failed
    assert any(record.outcome is Outcome.PASS for record in records)


@pytest.mark.parametrize("law", LAWS)
def test_a_network_that_lets_nothing_through_acquits_nobody(law: str) -> None:
    """Where every request is disturbed, no case passes and none fails."""
    records = judge(law, share=1.0, seed=5, ways=LOUD)

    assert {Outcome.INCONCLUSIVE} == {
        record.outcome
        for record in records
        if record.outcome is not Outcome.NOT_APPLICABLE
    }
    assert {r.reason for r in records if r.outcome is Outcome.INCONCLUSIVE} <= TROUBLED
