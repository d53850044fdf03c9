"""A request that got through, and how handlers declare what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from instasent_conformance.contract import Endpoint
from instasent_conformance.emulator.parameters import Parameters
from instasent_conformance.emulator.records import Datasource, Project, Token
from instasent_conformance.emulator.service import Service

_FALSE = ("false", "0")
_TRUE = ("true", "1")


@dataclass(frozen=True, slots=True)
class Call:
    """
    A request whose token, project and datasource are settled.

    Args:
        facts: the path values, by the fact that each stands for.
        body: the parsed JSON body, when the endpoint takes one.

    """

    service: Service
    endpoint: Endpoint
    token: Token
    seen_project: Project | None
    seen_datasource: Datasource | None
    facts: Mapping[str, str]
    query: Parameters
    body: object = None

    @property
    def project(self) -> Project:
        """The project that the path names."""
        assert self.seen_project is not None
        return self.seen_project

    @property
    def datasource(self) -> Datasource:
        """The datasource that the path names."""
        assert self.seen_datasource is not None
        return self.seen_datasource

    def flag(self, name: str) -> bool:
        """Tell whether a query flag is on."""
        if name not in self.query:
            return False
        value = self.query[name].lower()
        if self.service.knobs.option("K-13") == "explicit":
            return value in _TRUE
        return value not in _FALSE


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and the JSON body that goes with it."""

    body: object
    status: int = 200


Handler = Callable[[Call], Answer]

HANDLERS: dict[str, Handler] = {}
"""Endpoint id to the function that answers it."""


def answers(*endpoints: str) -> Callable[[Handler], Handler]:
    """Declare that a function answers these endpoints."""

    def declare(handler: Handler) -> Handler:
        for endpoint in endpoints:
            HANDLERS[endpoint] = handler
        return handler

    return declare
