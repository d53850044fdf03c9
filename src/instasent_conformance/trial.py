"""
Send the cases of one test item, let the checks of its law judge them, record all.

A trial never decides: checks decide, and the trial keeps what they said.
"""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from .cases import Case, Cell, HiddenFact, MissingFact, Step
from .checks import CaseRecord, Check, checks_of
from .client import TargetUnreachable
from .contract import Registry
from .contract.model import Effect
from .exchange import Exchange, Request, Transcript
from .finding import (
    Abstention,
    Finding,
    Outcome,
    Reason,
    Severity,
    Violation,
    severity_of,
)
from .oracles.presence import why_absent
from .profiles import Profile
from .target import Target, TokenUnavailable
from .tokens import Token, TokenNeed
from .world import World
from .world.keeping import created_by

_SHOWN_EXCHANGES = 12
_WORST_FIRST = (
    *(Outcome.ERROR, Outcome.FAIL, Outcome.INCONCLUSIVE),
    *(Outcome.PASS, Outcome.NOT_APPLICABLE),
)


@dataclass(frozen=True, slots=True)
class Record:
    """How one case ended."""

    case: str
    law: str
    endpoint: str
    outcome: Outcome
    reason: Reason | None = None
    detail: str = ""
    findings: tuple[Finding, ...] = ()
    cell: Cell | None = None
    checks: tuple[str, ...] = ()
    requests: int = 0
    seconds: float = 0.0


@dataclass
class Trial:
    """
    The cases of one test item: one law at one endpoint, or one law as a whole.

    Suites get it as a fixture. `run` sends a case and judges it; `send` and `judge`
    serve suites that build their evidence step by step.
    """

    law: str
    endpoint: str
    contract: Registry
    target: Target
    world: World
    profile: Profile
    seed: int
    only: frozenset[str] = frozenset()
    records: list[Record] = field(default_factory=list)
    _sent_once: dict[Step, tuple[Exchange, Token | None]] = field(default_factory=dict)
    _sent_before: int = field(init=False)

    def __post_init__(self) -> None:
        """Remember how many requests the target had been sent."""
        self._sent_before = self.target.client.sent

    @property
    def requests(self) -> int:
        """How many requests this trial has sent."""
        return self.target.client.sent - self._sent_before

    def wants(self, case: str) -> bool:
        """Return whether a case is part of this run: all are unless --case says."""
        return not self.only or case in self.only

    def run(self, case: Case) -> None:
        """Send the steps of a case, judge them and record the outcome."""
        started, sent = time.perf_counter(), self.target.client.sent
        record = self.gather(case)
        if record is None:
            return
        if not record.transcript.exchanges:
            # A case about what others were answered says nothing if nobody was.
            self.abstain(
                case.id,
                Reason.NO_CONTROL,
                "nothing was answered that this case could stand on",
                cell=case.cell,
                endpoint=case.endpoint,
            )
            return
        self.judge(
            record,
            case=case.id,
            endpoint=case.endpoint,
            exchanges=record.transcript.exchanges,
            cell=case.cell,
            requests=self.target.client.sent - sent,
            seconds=time.perf_counter() - started,
        )

    def gather(self, case: Case) -> CaseRecord | None:
        """Send the steps of a case; None where the case is not part of this run."""
        record = None
        if self.wants(case.id) and self.may(
            case.effect, case.id, cell=case.cell, endpoint=case.endpoint
        ):
            with self.attempting(case.id, cell=case.cell, endpoint=case.endpoint):
                record = CaseRecord(case, *self._send_steps(case.steps))
        return record

    def may(
        self,
        effect: Effect,
        case: str,
        *,
        cell: Cell | None = None,
        endpoint: str | None = None,
    ) -> bool:
        """Return whether the target allows an effect; abstain from the case if not."""
        named = endpoint or self.endpoint
        if named in self.target.without:
            self.abstain(
                case,
                Reason.NO_CAPABILITY,
                f"{self.target.name} has no {named}",
                cell=cell,
                endpoint=endpoint,
                outcome=Outcome.NOT_APPLICABLE,
            )
            return False
        if effect in self.target.allowed:
            return True
        self.abstain(
            case,
            Reason.EFFECT_NOT_ALLOWED,
            f"{effect} requests are not allowed on {self.target.name}",
            cell=cell,
            endpoint=endpoint,
        )
        return False

    def exists(self, endpoint: str, cases: Mapping[str, Cell | None]) -> bool:
        """Return whether an endpoint is there; its cases are not applicable if not."""
        lacking = endpoint in self.target.without
        if not lacking and self.world.is_there(endpoint):
            return True
        for case, cell in cases.items():
            self.abstain(
                case,
                Reason.NO_CAPABILITY if lacking else Reason.OPEN_QUESTION,
                f"{self.target.name} has no {endpoint}"
                if lacking
                else why_absent(self.contract, endpoint),
                cell=cell,
                endpoint=endpoint,
                outcome=Outcome.NOT_APPLICABLE,
            )
        return False

    @contextmanager
    def attempting(
        self, case: str, *, cell: Cell | None = None, endpoint: str | None = None
    ) -> Iterator[None]:
        """Abstain from a case where its block lacks a token, a fact or an answer."""
        try:
            yield
        except (TokenUnavailable, MissingFact, TargetUnreachable) as error:
            hidden = isinstance(error, HiddenFact)
            self.abstain(
                case,
                _reason_of(error),
                str(error),
                cell=cell,
                endpoint=endpoint,
                outcome=Outcome.NOT_APPLICABLE if hidden else Outcome.INCONCLUSIVE,
            )

    def send(
        self, request: Request, need: TokenNeed | None = None
    ) -> tuple[Exchange, Token | None]:
        """Send one request with the token needed; every scope on `home` by default."""
        need = need or self.world.everything()
        if need.kind != "datasource":
            exchange, token = self.target.send(request, need)
        else:
            token = self.world.datasource(need.datasource, need.project).token
            if token is None:
                raise TokenUnavailable(need)
            exchange = self.target.send_as(request, token)
        self.world.leftovers.extend(created_by(self.contract, exchange))
        return exchange, token

    def judge(
        self,
        evidence: Any,
        *,
        case: str,
        exchanges: Iterable[Exchange],
        endpoint: str | None = None,
        cell: Cell | None = None,
        requests: int = 0,
        seconds: float = 0.0,
        laws: tuple[str, ...] = (),
        draw: Callable[[], str] | None = None,
    ) -> Record:
        """
        Let every check of the law that reads this evidence judge it.

        Args:
            evidence: what the checks read.
            case: the stable id of the case.
            exchanges: what a finding shows.
            endpoint: the endpoint that findings are filed under.
            cell: the place of the case in a heat map.
            requests: how many were sent for it.
            seconds: how long that took.
            laws: the laws whose checks judge, where it is not the law of the trial.
            draw: draws the evidence as SVG, for the findings there may be.

        Returns:
            The record, which is kept: fail, else inconclusive, else pass.
        """
        found = (checks_of(law, type(evidence)) for law in laws or (self.law,))
        checks = tuple(chain.from_iterable(found))
        shown = tuple(exchanges)
        findings: list[Finding] = []
        abstentions: list[Abstention] = []
        for check in checks:
            for verdict in check.judge(evidence, self.contract):
                if isinstance(verdict, Abstention):
                    abstentions.append(verdict)
                else:
                    findings.append(
                        self._finding(check, verdict, case, endpoint, shown)
                    )
        if draw is not None and findings:
            findings = [replace(finding, drawing=draw()) for finding in findings]
        outcome = _outcome(findings, abstentions)
        record = Record(
            case=case,
            law=self.law,
            endpoint=endpoint or self.endpoint,
            outcome=outcome,
            reason=abstentions[0].reason if outcome is Outcome.INCONCLUSIVE else None,
            detail=abstentions[0].detail if outcome is Outcome.INCONCLUSIVE else "",
            findings=tuple(findings),
            cell=cell,
            checks=tuple(check.id for check in checks),
            requests=requests or len(shown),
            seconds=seconds or sum(exchange.seconds for exchange in shown),
        )
        if self.wants(case):
            self.records.append(record)
        return record

    def roll_up(self, case: str, since: int) -> None:
        """
        Replace the records made since a position by one, under the name of a case.

        The worst outcome counts, the last of equal findings, and all that was decided.
        """
        made = self.records[since:]
        if not made:
            return
        del self.records[since:]
        worst = min(made, key=lambda record: _WORST_FIRST.index(record.outcome))
        findings = {f.fingerprint: f for record in made for f in record.findings}
        said = [r for r in made if r.outcome in (worst.outcome, Outcome.PASS)]
        self.records.append(
            replace(
                worst,
                case=case,
                checks=tuple(dict.fromkeys(c for r in said for c in r.checks)),
                findings=tuple(findings.values()),
                requests=sum(record.requests for record in made),
                seconds=sum(record.seconds for record in made),
            )
        )

    def abstain(
        self,
        case: str,
        reason: Reason,
        detail: str,
        *,
        cell: Cell | None = None,
        endpoint: str | None = None,
        outcome: Outcome = Outcome.INCONCLUSIVE,
    ) -> None:
        """Record that a case was not judged, and why."""
        if not self.wants(case):
            return
        self.records.append(
            Record(
                case=case,
                law=self.law,
                endpoint=endpoint or self.endpoint,
                outcome=outcome,
                reason=reason,
                detail=self.target.client.scrubber.clean(detail),
                cell=cell,
            )
        )

    def _send_steps(
        self, steps: tuple[Step, ...]
    ) -> tuple[Transcript, tuple[Token | None, ...]]:
        sent = [self._send_step(step) for step in steps]
        exchanges = tuple(exchange for exchange, _ in sent)
        return Transcript(exchanges), tuple(token for _, token in sent)

    def _send_step(self, step: Step) -> tuple[Exchange, Token | None]:
        if not step.once:
            return self.send(step.request, step.need)
        if step not in self._sent_once:
            self._sent_once[step] = self.send(step.request, step.need)
        return self._sent_once[step]

    def _finding(
        self,
        check: Check,
        violation: Violation,
        case: str,
        endpoint: str | None,
        exchanges: tuple[Exchange, ...],
    ) -> Finding:
        scrubber = self.target.client.scrubber
        return Finding(
            check=check.id,
            law=self.law,
            endpoint=endpoint or self.endpoint,
            case=case,
            severity=severity_of(violation, check.severity),
            requirements=tuple(
                requirement.id
                for requirement in self.contract.requirements
                if check.id in requirement.checks
            ),
            violation=Violation(
                message=scrubber.clean(violation.message),
                expected=scrubber.clean(violation.expected),
                observed=scrubber.clean(violation.observed),
                location=violation.location,
                provenance=violation.provenance,
            ),
            exchanges=tuple(
                scrubber.render(exchange) for exchange in exchanges[-_SHOWN_EXCHANGES:]
            ),
            reproduce=self._reproduce(case),
        )

    def _reproduce(self, case: str) -> str:
        return shlex.join(
            (
                *("conform", "run", "--target", self.target.name),
                *("--profile", self.profile.name, "--law", self.law),
                *("--case", case, "--seed", str(self.seed)),
                *self.target.options,
            )
        )


def _outcome(findings: list[Finding], abstentions: list[Abstention]) -> Outcome:
    if any(finding.severity is not Severity.OBSERVATION for finding in findings):
        return Outcome.FAIL
    return Outcome.INCONCLUSIVE if abstentions else Outcome.PASS


def _reason_of(error: Exception) -> Reason:
    if isinstance(error, TokenUnavailable):
        return Reason.NO_TOKEN
    if isinstance(error, MissingFact):
        return Reason.NO_FIXTURE
    if isinstance(error, TargetUnreachable):
        return error.reason
    return Reason.UNREACHABLE
