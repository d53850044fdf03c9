"""
What a report says about one run, before any format.

Every writer reads these values and nothing else; `report.json` is them, verbatim.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

OutcomeWord = Literal["pass", "fail", "inconclusive", "not-applicable", "error"]
SeverityWord = Literal["critical", "major", "minor", "observation"]
Verdict = Literal["conformant", "nonconformant", "undecided"]
Status = Literal[
    "judged-pass", "judged-fail", "inconclusive", "not-yet-judged", "not-judgeable"
]
Count = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(ge=0)]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the report that refuses members nobody declared."""


class RunInfo(_Part, frozen=True, kw_only=True):
    """What ran, against what, and how it ended."""

    id: str
    started_at: Annotated[str, Meta(description="ISO 8601, UTC.")]
    seconds: Seconds
    seed: int
    profile: str
    target_name: str
    base_url: str
    command: Annotated[str, Meta(description="The command line that repeats the run.")]
    suite_version: str
    workers: Annotated[int, Meta(ge=1)] = 1
    repeated: Annotated[
        Count, Meta(description="Requests sent again after a disturbance or a 429.")
    ] = 0
    waited: Annotated[
        Seconds, Meta(description="Waited for rate limits and after disturbances.")
    ] = 0.0
    exit_code: Annotated[int, Meta(ge=0, le=3)] = 0


class ItemResult(_Part, frozen=True, kw_only=True):
    """One test item: a law at one endpoint, or a law as a whole."""

    id: Annotated[str, Meta(description="Law, slash, endpoint or requirement.")]
    law: str
    endpoint: str = ""
    outcome: OutcomeWord
    reason: str | None = None
    detail: str = ""
    seconds: Seconds = 0.0
    requests: Count = 0


class ContractInfo(_Part, frozen=True, kw_only=True):
    """The contract version that judged."""

    version: str
    status: str


class Counts(_Part, frozen=True, kw_only=True):
    """How many cases ended in each way; errors are counted by item."""

    passed: Count = field(name="pass", default=0)
    failed: Count = field(name="fail", default=0)
    inconclusive: Count = 0
    not_applicable: Count = field(name="not-applicable", default=0)
    errors: Count = field(name="error", default=0)

    @property
    def judged(self) -> int:
        """The cases that a check decided."""
        return self.passed + self.failed


class LawRow(_Part, frozen=True, kw_only=True):
    """One law: its sentence, the outcomes of its cases and what they cost."""

    law: str
    sentence: str
    counts: Counts
    requests: Count
    seconds: Seconds


class Example(_Part, frozen=True, kw_only=True):
    """One finding in full, scrubbed."""

    endpoint: str
    case: str
    message: str
    expected: str
    observed: str
    exchanges: tuple[str, ...]
    reproduce: str


class Place(_Part, frozen=True, kw_only=True):
    """The contract line that was broken."""

    file: str
    pointer: str
    line: Annotated[int, Meta(ge=1)]

    def __str__(self) -> str:
        """Render as `file:line pointer`."""
        return f"{self.file}:{self.line} {self.pointer}".rstrip()


class Defect(_Part, frozen=True, kw_only=True):
    """Findings with one root: the same check and the same contract line."""

    id: Annotated[str, Meta(description="Stable: made of check and contract place.")]
    title: str
    check: str
    law: str
    severity: SeverityWord
    provenance: str
    place: Place
    requirements: tuple[str, ...]
    endpoints: tuple[str, ...]
    cases: Count
    fingerprints: tuple[str, ...]
    example: Example


class AbstentionRow(_Part, frozen=True, kw_only=True):
    """Cases of one law that were not judged for the same reason."""

    reason: str
    law: str
    count: Count
    example: str


class _Cell(_Part, frozen=True, kw_only=True):
    """How a place of a heat map was judged."""

    outcome: OutcomeWord
    cases: Count
    reason: str | None = None
    detail: str = ""
    expected: str = ""
    observed: str = ""
    severity: SeverityWord | None = None


class ScopeCell(_Cell, frozen=True, kw_only=True):
    """One endpoint, asked with one kind of token."""

    endpoint: str
    column: str


class AttributeCell(_Cell, frozen=True, kw_only=True):
    """One attribute, read at one disclosure level on one surface."""

    attribute: str
    level: str
    surface: str


class Matrix(_Part, frozen=True, kw_only=True):
    """The cells of both heat maps."""

    scope: tuple[ScopeCell, ...]
    attributes: tuple[AttributeCell, ...]


class RequirementRow(_Part, frozen=True, kw_only=True):
    """One statement of the sources, and what this run says about it."""

    id: str
    level: str
    place: str
    text: str
    status: Status
    checks: tuple[str, ...]
    reason: str = ""


class RequirementCounts(_Part, frozen=True, kw_only=True, rename="kebab"):
    """How many requirements have each status."""

    judged_pass: Count = 0
    judged_fail: Count = 0
    inconclusive: Count = 0
    not_yet_judged: Count = 0
    not_judgeable: Count = 0

    def __str__(self) -> str:
        """Say it in a line."""
        return (
            f"{self.judged_pass} judged and kept, {self.judged_fail} broken, "
            f"{self.inconclusive} inconclusive, {self.not_yet_judged} not yet judged, "
            f"{self.not_judgeable} that nothing can judge"
        )


class Coverage(_Part, frozen=True, kw_only=True):
    """Every requirement, judged or not."""

    counts: RequirementCounts
    guide: Annotated[
        RequirementCounts, Meta(description="Those that the guide says must hold.")
    ]
    rows: tuple[RequirementRow, ...]


class KnobRow(_Part, frozen=True, kw_only=True):
    """An open question: what is assumed, and what this target is pinned to."""

    id: str
    question: str
    assumed: str
    pinned: str | None


BaselineState = Literal["accepted", "not-judged", "stale", "expired"]


class BaselineRow(_Part, frozen=True, kw_only=True):
    """A finding that somebody accepts for a time, and what this run says about it."""

    fingerprint: Annotated[str, Meta(description="Id of a defect or of a finding.")]
    reason: str
    owner: str
    expires: Annotated[str, Meta(description="The last day, ISO 8601.")]
    state: BaselineState


class Trend(_Part, frozen=True, kw_only=True):
    """What changed since the run before, by ids of defects."""

    compared_with: Annotated[str | None, Meta(description="Id of the run before.")]
    runs: Annotated[int, Meta(ge=1)]
    new: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    regressed: tuple[str, ...] = ()
    still_failing: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Tell it in a sentence; nothing where there is no run before."""
        if self.compared_with is None:
            return ""
        return (
            f"Since run {self.compared_with}: {len(self.new)} new, "
            f"{len(self.regressed)} regressed, {len(self.fixed)} fixed, "
            f"{len(self.still_failing)} still failing."
        )


class RunReport(_Part, frozen=True, kw_only=True):
    """Everything that is reported about one run."""

    run: RunInfo
    contract: ContractInfo
    verdict: Verdict
    totals: Counts
    laws: tuple[LawRow, ...]
    items: tuple[ItemResult, ...]
    defects: tuple[Defect, ...]
    observations: tuple[Defect, ...]
    abstentions: tuple[AbstentionRow, ...]
    matrix: Matrix
    requirements: Coverage
    knobs: tuple[KnobRow, ...]
    leftovers: tuple[str, ...]
    baseline: tuple[BaselineRow, ...] = ()
    trend: Trend | None = None
