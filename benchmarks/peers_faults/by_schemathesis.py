"""
Schemathesis by its command: every phase, every check, live values, a full token.

It reads the exported document, whose example bodies are filled with what the project
holds; its settings name the same values for paths, and put them among the texts that
it draws. What an operation uses up is made for that operation.

The phases come in the order of what they find for their price: three quarters of all
coverage cases are invalid filters, and come last.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from instasent_conformance.cases import MissingFact
from instasent_conformance.contract import Endpoint, Json, Registry
from instasent_conformance.contract.openapi import to_openapi
from instasent_conformance.world import World
from tests.peers.schemathesis_cli import operation_settings

from .tools import Lines, Turn

DRAWN = "examples,fuzzing,stateful"
LINKS = "stateful"
COVERAGE = "coverage"
EVENTS = "events-{}.ndjson"
EXAMPLES, LINKED_EXAMPLES = 3, 60
FILTER = "root"
_SCENARIO = b'{"ScenarioFinished"'
_HOLD_CONTACTS = ("contact.", "audience.", "datasource.", "segment.", "sender.")


class _Failure(msgspec.Struct):
    type: str
    operation: str


class _FailureInfo(msgspec.Struct):
    failure: _Failure


class _Check(msgspec.Struct):
    status: str
    failure_info: _FailureInfo | None = None


class _Recorder(msgspec.Struct):
    checks: dict[str, list[_Check]] = {}
    interactions: dict[str, msgspec.Raw] = {}


class _Scenario(msgspec.Struct):
    recorder: _Recorder


class _Event(msgspec.Struct):
    ScenarioFinished: _Scenario


class SchemathesisReport:
    """Failures, by their type and operation."""

    def __init__(self, folder: Path) -> None:
        self.findings: set[str] = set()
        self.requests = 0
        self._files = [Lines(folder / EVENTS.format(turn)) for turn in range(3)]

    def read(self) -> None:
        """Read the scenarios that have ended since the last reading."""
        for lines in self._files:
            for line in lines.new():
                if line.startswith(_SCENARIO):
                    event = msgspec.json.decode(line, type=_Event)
                    self._add(event.ScenarioFinished.recorder)

    def _add(self, recorder: _Recorder) -> None:
        self.requests += len(recorder.interactions)
        self.findings |= {
            f"{check.failure_info.failure.type} {check.failure_info.failure.operation}"
            for checks in recorder.checks.values()
            for check in checks
            if check.failure_info is not None
        }


class Schemathesis:
    """Schemathesis, in one of two uses: every phase, or the links alone."""

    is_served = True

    def __init__(self, contract: Registry, *, links_alone: bool = False) -> None:
        self.name = "Schemathesis, links" if links_alone else "Schemathesis"
        self.version = version("schemathesis")
        self._contract = contract
        self._links_alone = links_alone

    @property
    def usage(self) -> str:
        """How it is used here, in one sentence."""
        phases = "the stateful phase" if self._links_alone else "every phase"
        return (
            f"`schemathesis run --checks all`, {phases}, live values in paths, "
            "examples and a dictionary, a token of every scope"
        )

    def commands(self, turn: Turn) -> list[list[str]]:
        """Write the document and the settings; return the runs."""
        assert turn.world is not None
        document, settings = turn.folder / "openapi.json", turn.folder / "settings.toml"
        document.write_text(json.dumps(document_of(self._contract, turn.world)))
        settings.write_text(settings_of(self._contract, turn.world))
        token = turn.world.target.inventory.find(turn.world.everything())
        assert token is not None
        program = str(Path(sys.executable).with_name("schemathesis"))
        plain = [
            *(program, "--config-file", str(settings), "run", str(document)),
            *("--url", turn.base_url, "--checks", "all", "--seed", str(turn.seed)),
            *("-H", f"Authorization: Bearer {token.secret}", "--no-shrink"),
            *("--continue-on-failure", "--no-color"),
        ]
        return [
            [*plain, *how, "--report-ndjson-path", str(turn.folder / EVENTS.format(at))]
            for at, how in enumerate(self.rounds())
        ]

    def report(self, folder: Path) -> SchemathesisReport:
        """Return a reader of the events of the runs."""
        return SchemathesisReport(folder)

    def rounds(self) -> list[list[str]]:
        """Return the phases and operations of each run, in their order."""
        if self._links_alone:
            return [["--phases", LINKS, "--max-examples", str(LINKED_EXAMPLES)]]
        filters = [
            endpoint.id
            for endpoint in self._contract.endpoints.values()
            if endpoint.request and FILTER in endpoint.request.example
        ]
        coverage = ["--phases", COVERAGE]
        return [
            ["--phases", DRAWN, "--max-examples", str(EXAMPLES)],
            [*coverage, *_each("--exclude-operation-id", filters)],
            [*coverage, *_each("--include-operation-id", filters)],
        ]


def _each(option: str, values: list[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def document_of(contract: Registry, world: World) -> dict[str, Any]:
    """Return the exported document, its example bodies filled with live values."""
    document = to_openapi(contract)
    for endpoint in contract.endpoints.values():
        operation = document["paths"][endpoint.path][endpoint.method.lower()]
        if endpoint.request is None:
            continue
        try:
            body = world.own_builder(endpoint.id).example(endpoint.id)
        except MissingFact:
            continue
        for media in operation["requestBody"]["content"].values():
            media["example"] = body
    return document


def settings_of(contract: Registry, world: World) -> str:
    """Return settings that name what the project holds, for paths and for texts."""
    lines = ["[dictionaries]", f"live = {{ values = {_texts(world)} }}", ""]
    lines += ["[generation.dictionaries]"]
    lines += ['string = { dictionary = "live", probability = 0.2 }', ""]
    for endpoint in contract.endpoints.values():
        lines += operation_settings(endpoint.id, path_values(world, endpoint))
    return "\n".join(lines)


def path_values(world: World, endpoint: Endpoint) -> Mapping[str, Json]:
    """Return live values of the path parameters of an endpoint, by name."""
    return dict(_path_values(world, endpoint))


def _path_values(world: World, endpoint: Endpoint) -> Iterator[tuple[str, Json]]:
    try:
        facts = world.own_builder(endpoint.id).facts
    except MissingFact:
        facts = world.facts()
    for one in endpoint.parameters:
        if one.place == "path" and one.fact:
            try:
                yield one.name, facts[one.fact]
            except (KeyError, MissingFact):
                continue


def _texts(world: World) -> str:
    held = {
        str(value)
        for word, value in world.facts().items()
        if word.startswith(_HOLD_CONTACTS)
    }
    return json.dumps(sorted(held))
