"""What a gate answered, as evidence: the ask, the exchange and its controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..cases import Case
from ..contract import Registry
from ..contract.model import Provenance
from ..contract.places import label, row_line
from ..exchange import Exchange, Transcript
from ..finding import Abstention, Location, Reason, Violation
from ..tokens import Token
from .scope_gate import Ask, Expectation, describe, expectations, is_explained

Verdicts = Iterator[Violation | Abstention]
_REFUSED_BODY = frozenset((400, 422))


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """One ask, what it was answered, and what a token that suffices was answered."""

    ask: Ask
    exchange: Exchange
    controls: tuple[Exchange, ...] = ()

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.exchange.response.status

    @property
    def admitted(self) -> bool:
        """Whether the request got through."""
        return self.exchange.response.succeeded


def cell_answer(
    case: Case, transcript: Transcript, tokens: tuple[Token | None, ...]
) -> GateAnswer | None:
    """Return the answer that a cell of the heat map is about; None for other cases."""
    if case.cell is None:
        return None
    *controls, answer = all_answers(case, transcript, tokens)
    return GateAnswer(answer.ask, answer.exchange, tuple(c.exchange for c in controls))


def all_answers(
    case: Case, transcript: Transcript, tokens: tuple[Token | None, ...]
) -> tuple[GateAnswer, ...]:
    """Return the answer of every step, without controls."""
    lower = case.parameters.get("project") == "lower"
    return tuple(
        GateAnswer(
            Ask(
                endpoint=step.request.endpoint,
                need=step.need.as_sent(token),
                plan=token.plan if token else None,
                project="lower" if lower else "home",
            ),
            exchange,
        )
        for step, exchange, token in zip(
            case.steps, transcript.exchanges, tokens, strict=True
        )
    )


def judge_refusal(
    answer: GateAnswer, contract: Registry, provenance: Provenance
) -> Verdicts:
    """Yield what is wrong with an answer that had to be a refusal, or may be one."""
    yield from judge_answer(answer, contract, provenance)
    if is_explained(contract, answer.ask, answer.status) and not answer.admitted:
        for control in answer.controls[:1]:
            if not control.response.succeeded:
                yield Abstention(
                    Reason.NO_CONTROL,
                    f"{answer.ask.endpoint} answered {answer.status}, and "
                    f"{control.response.status} to {control.token} as well",
                )


def judge_answer(
    answer: GateAnswer, contract: Registry, provenance: Provenance
) -> Verdicts:
    """Yield a violation where no possible world explains the answer."""
    if answer.status in (429, 501):
        yield unserved(answer)
    elif _is_beyond_the_gate(answer, contract):
        detail = f"{answer.ask.endpoint} refuses the request itself: {answer.status}"
        yield Abstention(Reason.NO_CONTROL, detail)
    elif not is_explained(contract, answer.ask, answer.status):
        yield Violation(
            message=(
                f"{answer.ask.endpoint} answered {answer.status} to {answer.ask.need}."
            ),
            expected=describe(contract, answer.ask),
            observed=f"status {answer.status}",
            location=row_location(contract, answer.ask.endpoint),
            provenance=provenance,
        )


def _is_beyond_the_gate(answer: GateAnswer, contract: Registry) -> bool:
    """Return whether a request that was to be admitted is refused for its body."""
    admitted = expectations(contract, answer.ask) == {Expectation.ADMITTED}
    return admitted and answer.status in _REFUSED_BODY


def unserved(answer: GateAnswer) -> Abstention:
    """Return the abstention for an answer that came from no gate."""
    if answer.status == 501:
        return Abstention(Reason.NOT_SERVED, f"{answer.ask.endpoint} is not served")
    return Abstention(Reason.RATE_LIMITED, f"{answer.ask.endpoint} answered 429")


def row_location(contract: Registry, endpoint: str) -> Location:
    """Return the line of the access table that speaks of an endpoint."""
    return Location(
        file=label(contract, "access.json"),
        pointer=f"#/endpoints/{endpoint}",
        line=row_line(contract, "access.json", "endpoint", endpoint),
    )
