"""How much a run does: which laws, and how many generated examples of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from .contract.model import Effect

LAWS = {
    "authentication": "Nothing but a live token in its place opens an endpoint.",
    "scope-gating": "An endpoint admits exactly the tokens that its row names.",
    "redaction": "An attribute is disclosed exactly at the levels that its row names.",
    "merging": "Contacts that share a unique value are one audience contact.",
    "consolidation": "The attributes of a person combine its sources by one rule.",
    "source-tracking": "A person refers to exactly what it was built from.",
    "timeline": "Every event of a person is on one timeline, once.",
    "lifecycle": "Long legal histories over the whole API keep all these laws.",
    "isolation": "Nothing of one project ever reaches another.",
    "rate-limits": "Every answer tells a budget that the next request lowers by one.",
    "error-shape": "A bad request gets one clear refusal and changes nothing.",
    "schema-conformance": "An answer has a documented status, type and shape.",
    "filters": "A filter finds exactly what satisfies it.",
    "paging": "Pages hold every match once, whatever their size.",
    "agreement": "Every endpoint tells the same story about the same things.",
    "segments-campaigns-automations": "What is only read is listed, shown and kept.",
    "ingest": "A pushed item is judged for itself, stored once, and shows in time.",
    "events": "An accepted event is there once, for its contact, and never changes.",
    "discovery": "What the specs list is what is taken and shown, and nothing else.",
    "direct-sms": "One request sends one message, rightly addressed and counted.",
}
"""The laws that suites/ judges, each with its sentence; one file per law."""


class UnknownProfile(ValueError):
    """No profile has the name given."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        """List the profiles."""
        near = get_close_matches(self.name, PROFILES, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        return (
            f"unknown profile {self.name!r}{hint}. "
            f"Next step: use one of {', '.join(PROFILES)}."
        )


_ALL: frozenset[Effect] = frozenset(("read", "write", "destroy", "bill"))


@dataclass(frozen=True, slots=True)
class Profile:
    """
    The size of a run.

    Attributes:
        laws: the laws that it judges.
        requests: how many requests a run may come to send, the healthy emulator asked.
        examples: generated requests per endpoint, per kind of data.
        drawn: requests per endpoint that are drawn from the exported contract.
        thorough: whether every endpoint is asked in every way; otherwise a way that a
            stronger one includes is left out, and equal ones are spread over endpoints.
        histories: generated merge histories.
        steps: longest generated history.
        effects: what requests may do to the target, before --allow.
        inconclusive_limit: largest share of inconclusive cases that is still exit 0.
    """

    name: str
    purpose: str
    requests: int
    examples: int
    drawn: int
    histories: int
    steps: int
    effects: frozenset[Effect] = _ALL
    thorough: bool = True
    inconclusive_limit: float = 0.0
    laws: frozenset[str] = frozenset(LAWS)


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "smoke",
            "every law, few examples, what is equivalent once",
            requests=10_000,
            examples=3,
            drawn=0,
            histories=4,
            steps=8,
            thorough=False,
        ),
        Profile(
            "nightly",
            "every law, the default",
            requests=25_000,
            examples=20,
            drawn=8,
            histories=40,
            steps=14,
        ),
        Profile(
            "full",
            "every law, many examples",
            requests=150_000,
            examples=80,
            drawn=80,
            histories=200,
            steps=24,
        ),
        Profile(
            "read-only",
            "only requests that change nothing",
            requests=8_000,
            examples=20,
            drawn=20,
            histories=0,
            steps=0,
            effects=frozenset(("read",)),
            inconclusive_limit=0.5,
        ),
    )
}


def profile_named(name: str) -> Profile:
    """
    Return the profile of that name.

    Raises:
        UnknownProfile: there is none.
    """
    try:
        return PROFILES[name]
    except KeyError:
        raise UnknownProfile(name) from None
