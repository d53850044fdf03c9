"""A text that needs no leave, or has it, is accepted and sent as it was written."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import TextSent
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=TextSent)
def judge(evidence: TextSent, contract: Registry) -> Verdicts:
    """Report a text that is refused, or that was changed on the way."""
    response, message = evidence.answer.response, evidence.message
    if not response.succeeded:
        problem = f"status {response.status}"
    else:
        changed = [
            name
            for name in ("text", "deliveredText")
            if message.get(name) not in (None, evidence.text)
        ]
        if not changed:
            return
        problem = f"another `{changed[0]}`: {message[changed[0]]!r}"[:200]
    yield broken(
        contract,
        "D-SMS-10" if evidence.name == "link" else "D-SMS-04",
        f"A text is not sent as it was written: {evidence.name}.",
        expected="the text itself",
        observed=problem,
    )
