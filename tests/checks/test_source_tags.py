"""The check of the tags of a data source passes and observes."""

from __future__ import annotations

from instasent_conformance.finding import Severity, severity_of
from instasent_conformance.oracles.source_tags import TaggedContact

from .exchanges import exchange
from .verdicts import violations

NAME = "contact-bears-the-tags-of-its-source"


def tagged(*shown: str) -> TaggedContact:
    """Return a contact that shows these tags, of a source that states two."""
    read = exchange("audience.by-value", 200)
    return TaggedContact(frozenset(("a", "b")), frozenset(shown), read)


def test_missing_tags_are_observed() -> None:
    """All tags of the source among others pass; one that is missing is no red."""
    assert [] == violations(NAME, tagged("a", "b", "own"))
    found = violations(NAME, tagged("a"))
    assert [Severity.OBSERVATION] == [severity_of(v, Severity.MINOR) for v in found]
