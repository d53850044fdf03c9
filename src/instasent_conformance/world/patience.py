"""Wait for what a queue has not done yet, and not for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..exchange import Exchange
from ..target import Target

Found = TypeVar("Found")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 2.0


def in_time(target: Target, look: Callable[[], Found | None]) -> Found | None:
    """
    Look until something is there, or the patience with the target ends.

    Args:
        target: says how long a write may take to become visible.
        look: returns what it finds, or None.
    """
    waited, pause = 0.0, _FIRST_PAUSE
    found = look()
    while found is None and waited < target.patience:
        pause = min(pause, target.patience - waited)
        target.wait(pause)
        waited, pause = waited + pause, min(pause * 2, _LONGEST_PAUSE)
        found = look()
    return found


def state_after(
    target: Target, written: Exchange, before: str, look: Callable[[], str]
) -> str:
    """
    Return the state after a write; of one that was accepted, as soon as it differs.

    Args:
        target: says how long a write may take to become visible.
        written: the write and its answer.
        before: the state before it.
        look: returns the state as it can be read now.
    """
    if not written.response.succeeded:
        return look()

    def changed() -> str | None:
        found = look()
        return None if found == before else found

    return in_time(target, changed) or before
