"""A sender that is no number has letters and digits alone, and few of them."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import SenderTexts
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MINOR, consumes=SenderTexts)
def judge(evidence: SenderTexts, contract: Registry) -> Verdicts:
    """Report senders that no handset would show."""
    longest = contract.limit("sender.length")
    for text in evidence.texts:
        named = any(letter.isalpha() for letter in text)
        if named and not (text.isalnum() and text.isascii() and len(text) <= longest):
            yield broken(
                contract,
                "D-SMS-05",
                "A sender has other characters than letters and digits, or too many.",
                expected=f"at most {longest} letters and digits",
                observed=f"{text!r}",
            )
