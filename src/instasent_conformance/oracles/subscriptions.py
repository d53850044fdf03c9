"""Whether what opting in or out did to a person lasts."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.histories import Forget, Operation, Remove, SourceContact, Subscribe
from .merging import allowed_groups, required_groups
from .merging_evidence import Reading
from .merging_records import UPSERTS


def lasting(reading: Reading) -> Iterator[tuple[Subscribe, bool | None]]:
    """
    Yield the last action on each channel of a person, and the flag that is there now.

    Only where the person has certainly been the same since: which flag a person has
    who was joined from several, or came back, is open.
    """
    owners = reading.owners()
    last: dict[tuple[str, str], tuple[int, Subscribe]] = {}
    for number, step in enumerate(reading.history):
        if isinstance(step, Subscribe) and step.key in owners:
            last[owners[step.key], step.channel] = number, step
    for (owner, channel), (number, step) in last.items():
        contact = reading.audience.get(owner)
        if contact and _same_since(reading, step.key, number):
            yield step, contact.flags.get(channel)


def agreed(reading: Reading) -> Iterator[tuple[Subscribe, bool | None]]:
    """
    Yield the last opt-out of each person of whom every contact opted out by itself.

    Whatever rule joins the flags of several people, it has nothing to choose from.
    """
    for owner, members in reading.members().items():
        steps = [
            (number, step)
            for number, step in enumerate(reading.history)
            if isinstance(step, Subscribe) and step.key in members
        ]
        contact = reading.audience.get(owner)
        for channel in {step.channel for _, step in steps}:
            own = [(at, step) for at, step in steps if step.channel == channel]
            alone = {step.key for _, step in own} == members
            since = reading.history[own[0][0] :]
            if not alone or any(step.on for _, step in own) or contact is None:
                continue
            if any(_takes_from(members, step) for step in since):
                continue
            if _never_with_others(reading, members, own[0][0]):
                yield own[-1][1], contact.flags.get(channel)


def _never_with_others(
    reading: Reading, members: frozenset[SourceContact], first: int
) -> bool:
    """Return whether nobody else was of the same person since a step."""
    return all(
        group <= members
        for end in range(first, len(reading.history))
        for group in allowed_groups(reading.history[: end + 1], reading.unique)
        if group & members
    )


def _same_since(reading: Reading, key: SourceContact, number: int) -> bool:
    now, unique = reading.history, reading.unique
    groups = (g for g in allowed_groups(now, unique) if key in g)
    group = next(groups, frozenset())
    certain = all(
        group in required_groups(history, unique, upsert)
        for history in (now[: number + 1], now)
        for upsert in UPSERTS
    )
    return certain and not any(_takes_from(group, step) for step in now[number:])


def _takes_from(group: frozenset[SourceContact], step: Operation) -> bool:
    if isinstance(step, Forget):
        return bool(group & step.members)
    return isinstance(step, Remove) and step.key in group
