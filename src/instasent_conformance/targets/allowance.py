"""What requests may do to a target, in the words of a user."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from ..contract.model import Effect

EFFECTS: tuple[Effect, ...] = get_args(Effect)
_BILL = "bill"


class AllowanceProblem(ValueError):
    """A word of an allowance is none; the message names the next step."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """Effects that are allowed, and how many requests may be charged."""

    effects: frozenset[Effect] = frozenset()
    bill: int | None = None

    def __or__(self, other: Allowance) -> Allowance:
        """Return both; a number of the other one counts where it has one."""
        bill = other.bill if other.bill is not None else self.bill
        return Allowance(self.effects | other.effects, bill)

    def words(self) -> list[str]:
        """Return the words that say the same."""
        return [
            f"{effect}={self.bill}"
            if effect == _BILL and self.bill is not None
            else effect
            for effect in sorted(self.effects)
        ]


def allowance_from(given: Iterable[str]) -> Allowance:
    """
    Return the allowance of `write,destroy,bill=3`, given once or in parts.

    Raises:
        AllowanceProblem: a word is no effect, or its number is none.
    """
    effects: set[Effect] = set()
    bill: int | None = None
    for word in (word.strip() for text in given for word in text.split(",")):
        effect, equals, number = word.partition("=")
        if effect not in EFFECTS or (equals and effect != _BILL):
            raise AllowanceProblem(
                f"--allow {word!r} is not an effect. Next step: use "
                f"{', '.join(EFFECTS)}, separated by commas; bill takes the largest "
                "number of requests that may be charged, as in bill=3."
            )
        if equals and not number.isdecimal():
            raise AllowanceProblem(
                f"--allow {word!r}: {number!r} is not a number. "
                "Next step: write it like bill=3."
            )
        effects.add(effect)
        bill = int(number) if equals else bill
    return Allowance(frozenset(effects), bill)
