"""A case: a named sequence of requests with a purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..contract.model import Effect
from ..exchange import Request
from ..tokens import TokenNeed

Role = Literal["control", "probe", "before", "after"]
Table = Literal["scope", "attribute"]


@dataclass(frozen=True, slots=True)
class Step:
    """
    One request of a case and the token it is sent with.

    A `control` shows that the request works for a token that suffices; a `probe` is
    what the case is about; `before` and `after` read state back. A step marked `once`
    is sent once per test item, and its answer serves every case that holds it.
    """

    request: Request
    need: TokenNeed
    role: Role = "probe"
    once: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a case in one of the heat maps."""

    table: Table
    row: str
    column: str
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """
    A named sequence of requests with a purpose.

    `id` is stable across seeds and runs: it is made of contract ids, never of
    generated values.
    """

    id: str
    law: str
    endpoint: str
    purpose: str
    steps: tuple[Step, ...]
    effect: Effect = "read"
    cell: Cell | None = None
    parameters: dict[str, str] = field(default_factory=dict)
