"""Whether what is kept apart stays apart: projects, and data sources within one."""

from __future__ import annotations

from dataclasses import dataclass

from ..exchange import Exchange
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


@dataclass(frozen=True, slots=True)
class StrayContact:
    """
    A contact, looked for and deleted under a data source that does not hold it.

    `mark` is a text that only this contact bears and no request carries; `before` and
    `after` look at it under its own data source.
    """

    mark: str
    before: Exchange
    strays: tuple[Exchange, ...]
    after: Exchange


def _said(exchange: Exchange) -> tuple[int, object]:
    """Return what an answer says; a cursor is opaque and may be drawn anew."""
    body = exchange.response.body
    if not isinstance(body, dict):
        return exchange.response.status, exchange.response.content
    metadata = body.get("metadata")
    if isinstance(metadata, dict):
        body = {**body, "metadata": {**metadata, "cursor": None}}
    return exchange.response.status, body
