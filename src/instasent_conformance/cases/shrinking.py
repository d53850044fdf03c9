"""
Simpler variants of a history, so that a report shows no step that does not matter.

Steps go first, in large blocks and then one by one, then contacts of a batch, then
attributes of a contact.
A step whose contact is no longer there goes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from .histories import (
    USER_ID,
    Forget,
    History,
    Operation,
    Put,
    Remove,
    SourceContact,
    Visit,
)


def shrink(history: History, *, still_fails: Callable[[History], bool]) -> History:
    """
    Return a history that fails and of which no simpler variant does.

    Args:
        history: one that fails.
        still_fails: tells a variant to the target and judges it; one that runs out of
            time answers no, and what was found so far is returned.

    """
    while True:
        for variant in simpler(history):
            if still_fails(variant):
                history = variant
                break
        else:
            return history


def simpler(history: History) -> Iterator[History]:
    """Yield the variants that are one move simpler, the boldest first."""
    seen = {repr(history)}
    for variant in _variants(history):
        legal = _legal(variant)
        if legal and repr(legal) not in seen:
            seen.add(repr(legal))
            yield legal


def _variants(history: History) -> Iterator[History]:
    size = len(history) // 2
    while size:
        for start in range(0, len(history), size):
            yield history[:start] + history[start + size :]
        size //= 2
    for number, step in enumerate(history):
        for smaller in _smaller_steps(step):
            yield (*history[:number], smaller, *history[number + 1 :])


def _smaller_steps(step: Operation) -> Iterator[Put]:
    contacts = step.contacts if isinstance(step, Put) else ()
    if isinstance(step, Put) and len(contacts) > 1:
        for number in range(len(contacts)):
            yield replace(step, contacts=contacts[:number] + contacts[number + 1 :])
    for number, contact in enumerate(contacts):
        for role in contact:
            if isinstance(step, Put) and role != USER_ID:
                less = {name: value for name, value in contact.items() if name != role}
                rest = (*contacts[:number], less, *contacts[number + 1 :])
                yield replace(step, contacts=rest)


def _legal(history: History) -> History:
    """Leave out what is done to contacts that their source does not hold."""
    held: set[SourceContact] = set()
    kept: list[Operation] = []
    for step in history:
        if isinstance(step, Put):
            held.update(step.keys)
        elif isinstance(step, Visit):
            pass
        elif step.key not in held:
            continue
        elif isinstance(step, Remove):
            held.discard(step.key)
        elif isinstance(step, Forget):
            held -= {step.key, *step.members}
        kept.append(step)
    return tuple(kept)
