"""One tool on one fault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from instasent_conformance.cases import MissingFact
from instasent_conformance.client import TargetUnreachable
from instasent_conformance.target import TokenUnavailable
from instasent_conformance.targets import TargetProblem
from tests.peers.furnished import CONTRACT, served, world_at

from .model import Ending, Ruling
from .tools import Report, Tool, Turn
from .watching import Spent, watch

UNFURNISHED = (
    AssertionError,
    IndexError,
    MissingFact,
    TargetProblem,
    TargetUnreachable,
    TokenUnavailable,
    httpx.HTTPError,
)


@dataclass(frozen=True, slots=True)
class Accused:
    """What is served: a fault with its family, or health where both are empty."""

    fault: str = ""
    family: str = ""


def judge(
    tool: Tool,
    accused: Accused,
    *,
    seed: int,
    budget: float,
    folder: Path,
    known: frozenset[str] | None = None,
) -> Ruling:
    """
    Let a tool judge a server until it convicts, ends or has spent its budget.

    Args:
        tool: who judges.
        accused: what is judged.
        seed: what the tool draws from.
        budget: processor seconds.
        folder: what is written there is removed first.
        known: what the tool holds against health; None where health is judged.

    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = tool.report(folder)

    def new() -> set[str]:
        report.read()
        return report.findings - (known or frozenset())

    def decided() -> bool:
        return known is not None and bool(new())

    spent = Spent(0.0, 0.0, ended=True)
    ending: Ending = "healthy" if known is None else "survived"
    try:
        with _given(tool, accused, seed, folder) as (commands, server):
            for command in commands:
                spent = _and(
                    spent,
                    watch(
                        command,
                        folder=folder,
                        budget=budget - spent.seconds,
                        server=server,
                        decided=decided,
                    ),
                )
                if decided() or not spent.ended:
                    break
    except UNFURNISHED:
        ending = "not-furnished"
    found = sorted(new())
    return _ruling(
        tool,
        accused,
        seed,
        "convicted" if known is not None and found else ending,
        found,
        report,
        spent,
    )


def _ruling(
    tool: Tool,
    accused: Accused,
    seed: int,
    ending: Ending,
    found: list[str],
    report: Report,
    spent: Spent,
) -> Ruling:
    return Ruling(
        tool=tool.name,
        fault=accused.fault,
        family=accused.family,
        seed=seed,
        ending=ending,
        findings=tuple(found),
        requests=report.requests,
        seconds=round(spent.seconds, 1),
        clock=round(spent.clock, 1),
        complete=spent.ended,
    )


def _and(one: Spent, other: Spent) -> Spent:
    return Spent(
        seconds=one.seconds + other.seconds,
        clock=one.clock + other.clock,
        ended=one.ended and other.ended,
    )


@contextmanager
def _given(
    tool: Tool, accused: Accused, seed: int, folder: Path
) -> Iterator[tuple[list[list[str]], int | None]]:
    """Serve and furnish what the tool is to judge; yield what is to be run."""
    turn = Turn(folder=folder, seed=seed, fault=accused.fault)
    if not tool.is_served:
        yield tool.commands(turn), None
        return
    with served(accused.fault) as (base_url, server), world_at(base_url) as world:
        for endpoint in CONTRACT.endpoints:
            with suppress(MissingFact):
                world.builder().build(endpoint)  # learns what it names
        turn = Turn(folder, seed, accused.fault, base_url, world)
        yield tool.commands(turn), server
