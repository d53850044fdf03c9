"""What `faults.json` holds; its schema is `contracts/meta/faults.json`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Count = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
SourceWord = Literal["logic", "table", "wire", "pairs"]
SeverityWord = Literal["critical", "major", "minor"]
Ending = Literal["convicted", "survived", "excluded"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the file that refuses members nobody declared."""


class Conviction(_Part, frozen=True, kw_only=True):
    """The first new finding that a fault caused."""

    check: str
    law: str
    endpoint: str
    case: str
    item: Annotated[
        str, Meta(description="The item that brought it: its law and its name.")
    ]
    severity: SeverityWord
    requirements: Annotated[tuple[str, ...], Meta(min_length=1)]
    message: str
    exchanges: Annotated[
        int, Meta(ge=0, description="Exchanges of the shortest finding, once shrunk.")
    ]
    records: Annotated[
        int, Meta(ge=0, description="Records pushed in these exchanges, at most.")
    ]


class Result(_Part, frozen=True, kw_only=True):
    """One fault under one profile and one seed."""

    id: str
    source: SourceWord
    family: str
    law: str
    breaks: str
    sentence: str
    severity: SeverityWord
    profile: str
    seed: int
    ending: Ending
    reason: str = ""
    conviction: Conviction | None = None
    checks: Annotated[
        tuple[str, ...], Meta(description="Checks with a new finding before the stop.")
    ]
    requests: Count = 0
    seconds: Seconds = 0.0
    processor_seconds: Seconds = 0.0
    selections: Annotated[
        int, Meta(ge=0, description="How often the choice of cases was widened, +1.")
    ] = 0


class Healthy(_Part, frozen=True, kw_only=True):
    """How the target without a fault ended, under one profile and one seed."""

    profile: str
    seed: int
    findings: Count
    errors: Count
    requests: Count
    seconds: Seconds


class Score(_Part, frozen=True, kw_only=True):
    """How many faults of a group were convicted; what is excluded is not counted."""

    by: Literal["all", "source", "kind", "family", "severity", "profile", "law"]
    name: str
    convicted: Count
    survived: Count
    excluded: Count
    share: Share


class CheckRow(_Part, frozen=True, kw_only=True):
    """One check, the faults that it convicts, and those that no other check does."""

    check: str
    law: str
    convicted: Count
    alone: tuple[str, ...]


class Exclusion(_Part, frozen=True, kw_only=True):
    """Why faults are not in the denominator."""

    reason: str
    count: Count
    example: str


class FaultsReport(_Part, frozen=True, kw_only=True):
    """Every fault that was planted, and what became of it."""

    started_at: Annotated[str, Meta(description="ISO 8601, UTC.")]
    seconds: Seconds
    command: str
    suite_version: str
    contract_version: str
    target: str
    workers: Annotated[int, Meta(ge=1)]
    to_the_end: Annotated[
        bool, Meta(description="Whether laws went on after the first conviction.")
    ]
    gate: Share
    passed: bool
    healthy: tuple[Healthy, ...]
    scores: tuple[Score, ...]
    checks: tuple[CheckRow, ...]
    exclusions: tuple[Exclusion, ...]
    unstable: Annotated[
        tuple[str, ...], Meta(description="Convicted under some seeds alone.")
    ]
    results: tuple[Result, ...]
    left_out: Annotated[
        dict[str, tuple[str, ...]],
        Meta(description="Check to the convicted faults that `results` leaves out."),
    ] = {}

    @property
    def share(self) -> float:
        """The share of all faults that were convicted."""
        return next(row.share for row in self.scores if row.by == "all")
