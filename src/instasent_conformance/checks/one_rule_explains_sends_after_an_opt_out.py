"""Who opted out is sent to however it is named, or never."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.messages import OPT_OUT_KNOB, OptedOut, opt_out_rules
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="direct-sms", severity=Severity.MAJOR, consumes=OptedOut)
def judge(evidence: OptedOut, contract: Registry) -> Verdicts:
    """Report sends that no single rule explains."""
    if not opt_out_rules(evidence, contract):
        yield broken(
            contract,
            "V-SMS-34",
            "No single rule explains sends to somebody who opted out.",
            expected=f"one option of {OPT_OUT_KNOB} for all",
            observed="; ".join(
                f"named by {by}: {'sent' if sent else 'refused'}"
                for by, sent in evidence.sent.items()
            ),
        )
