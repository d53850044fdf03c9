"""Legal requests and their answers, in the middle of a history."""

from __future__ import annotations

from dataclasses import dataclass

from .answers import Answered


@dataclass(frozen=True, slots=True)
class LegalRequests:
    """
    What a run asked for and was entitled to.

    Attributes:
        steps: the answers to the steps of histories and to the reads after them.
        visits: the answers to requests about others, each of an endpoint that
            succeeded before the histories began.

    """

    steps: tuple[Answered, ...]
    visits: tuple[Answered, ...]
