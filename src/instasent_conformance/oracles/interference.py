"""Whether the answers of one project depend on what happened in another."""

from __future__ import annotations

from dataclasses import dataclass

from ..exchange import NOT_JSON, Exchange
from ..tokens import ProjectAlias


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """
    One request to one project, sent around a history of another.

    Two answers before it show whether the answer stays the same by itself.
    """

    endpoint: str
    other: ProjectAlias
    before: tuple[Exchange, Exchange]
    after: Exchange

    @property
    def is_steady(self) -> bool:
        """Whether the two answers before the history are the same."""
        return _said(self.before[0]) == _said(self.before[1])

    @property
    def differs(self) -> bool:
        """Whether the answer after the history is another one."""
        return _said(self.before[1]) != _said(self.after)


def _said(exchange: Exchange) -> tuple[int, object]:
    response = exchange.response
    body = response.content if response.body is NOT_JSON else response.body
    return response.status, body
