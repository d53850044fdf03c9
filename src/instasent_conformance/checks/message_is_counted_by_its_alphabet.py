"""A message counts its characters, parts and alphabet as its text requires."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..contract.sms import sms_facts
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.messages import TextSent
from ..oracles.promises import broken
from ..oracles.sms_counting import UNICODE, Count, count
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=TextSent)
def judge(evidence: TextSent, contract: Registry) -> Verdicts:
    """Report the figures that are wrong; abstain where the answer has none."""
    message = evidence.message
    if not message:
        return
    sent = message.get("deliveredText") or evidence.text
    expected = count(contract, str(sent))
    if message.get("messagesCount") is None:
        yield Abstention(Reason.NO_FIXTURE, "the message does not say what it counts")
    yield from _figures(evidence, expected, contract)


def _figures(
    evidence: TextSent, expected: Count, contract: Registry
) -> Iterator[Violation]:
    names = {row.encoding for row in sms_facts(contract).alphabets.values()}
    wanted = {
        "messagesCount": (expected.parts, _row_of(expected)),
        "charsCount": (expected.units, "V-SMS-11" if _is_gsm(expected) else "V-SMS-12"),
        "unicode": (expected.unicode, "V-SMS-10"),
        "encoding": (expected.encoding, "V-SMS-10"),
    }
    for name, (value, row) in wanted.items():
        shown = evidence.message.get(name)
        if shown is None or shown == value:
            continue
        if name == "encoding" and shown not in {*names, UNICODE}:
            continue  # a name that no source knows may mean anything
        yield broken(
            contract,
            row,
            f"`{name}` of a message is wrong: {evidence.name}.",
            expected=f"{value}",
            observed=f"{shown}",
        )


def _row_of(expected: Count) -> str:
    if expected.parts == 1:
        return "D-SMS-02" if _is_gsm(expected) else "D-SMS-03"
    return "V-SMS-13" if _is_gsm(expected) else "V-SMS-14"


def _is_gsm(expected: Count) -> bool:
    return not expected.unicode
