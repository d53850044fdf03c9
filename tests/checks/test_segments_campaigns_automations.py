"""Every check of the law segments-campaigns-automations passes and convicts."""

from __future__ import annotations

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Abstention, Violation
from instasent_conformance.oracles.holdings import (
    DynamicList,
    MessageReads,
    ParameterSegment,
    Positions,
    ReadOnly,
)

from .exchanges import exchange

CONTRACT = load_registry()
RULE = "V-SMS-22"


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


def rows(*found: Json) -> Exchange:
    """Return an answer that lists rows."""
    return exchange("x", 200, {"entities": list(found)})


def test_dynamic_segments() -> None:
    """A segment that is unknown or closed convicts, and one left out that opens."""
    check, one, other = "dynamic-segments-need-no-parameter", {"uid": "1"}, {"uid": "2"}
    opened, closed = exchange("x", 200), exchange("x", 422)

    assert [] == verdicts(check, DynamicList(rows(one, other), rows(one), (opened,)))
    assert 1 == len(verdicts(check, DynamicList(rows(one), rows(other), ())))
    assert 1 == len(verdicts(check, DynamicList(rows(one), rows(one), (closed,))))
    whole = (rows(one, other), rows(one), (opened,))
    assert [] == verdicts(check, DynamicList(*whole, (closed, opened)))
    assert 1 == len(verdicts(check, DynamicList(*whole, (rows(one),))))


def test_a_parameter() -> None:
    """One number of values that opens the segment suffices."""
    check, closed, opened = "parameter-opens-a-segment", 422, 200

    def segment(*statuses: int) -> ParameterSegment:
        first, *others = (exchange("x", status) for status in statuses)
        return ParameterSegment("segment.get", first, tuple(others))

    assert [] == verdicts(check, segment(closed, closed, opened))
    assert 1 == len(verdicts(check, segment(closed, closed, closed)))


def test_positions() -> None:
    """A message that stands at two positions convicts."""
    check, one, other = "positions-hold-their-own-messages", {"id": "1"}, {"id": "2"}

    assert [] == verdicts(check, Positions("x", (rows(one), rows(other)), RULE))
    assert 1 == len(verdicts(check, Positions("x", (rows(one), rows(one)), RULE)))


def test_messages() -> None:
    """A message that reads otherwise, or not at all, convicts."""
    check = "listed-message-reads-the-same"
    row = {"id": "1", "text": "Hello", "status": "sent"}

    def reads(status: int = 200, **alone: Json) -> MessageReads:
        read = exchange("sms.get", status, {"entity": alone} if alone else None)
        return MessageReads("x", rows(row), (read,), RULE)

    assert [] == verdicts(check, reads(id="1", text="Hello", status="delivered"))
    assert 1 == len(verdicts(check, reads(id="1", text="Bye")))
    assert 1 == len(verdicts(check, reads(404)))


def test_read_only() -> None:
    """A write that is taken, or that leaves something changed, convicts."""
    check, before, after = "what-is-read-only-stays", rows({"id": "1"}), rows()
    refused, taken = exchange("x", 405), exchange("x", 200)

    assert [] == verdicts(check, ReadOnly("x", before, (refused,), before))
    assert 1 == len(verdicts(check, ReadOnly("x", before, (taken,), before)))
    assert 1 == len(verdicts(check, ReadOnly("x", before, (refused,), after)))
