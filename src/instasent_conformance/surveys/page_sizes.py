"""Ask for larger pages than there are, of more events than fit on one."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases import MissingFact
from ..cases.filter_questions import Node
from ..cases.numbered import first_events, numbered_event, numbering_kind
from ..contract import Registry
from ..exchange import Exchange
from ..oracles.knobs import possible_values
from ..oracles.walks import LargestPage
from ..trial import Trial
from .writing import SOURCE, write_contacts

_ASKED = {
    "event.search": ("search.page", "V-EVENT-08"),
    "event.scroll": ("scroll.page", "V-EVENT-11"),
}
"""What lists events, the limit of its pages, and the rule that states it."""


def judge_largest_pages(trial: Trial) -> None:
    """Judge how many events a search and a scroll show at most."""
    cases = {name: f"{name}/largest-page" for name in _ASKED}
    first, case = next(iter(cases.items()))
    if not trial.may("write", case, endpoint=first):
        return
    with trial.attempting(case, endpoint=first):
        sizes = {name: _sizes(trial.contract, of) for name, (of, _) in _ASKED.items()}
        root = _written(trial, max(map(max, sizes.values())) + 1)
        for name, (_, rule) in _ASKED.items():
            answers = tuple(_pages(trial, name, root, sizes[name]))
            evidence = LargestPage(name, answers, sizes[name], rule)
            trial.judge(evidence, case=cases[name], endpoint=name, exchanges=answers)


def _sizes(contract: Registry, name: str) -> frozenset[int]:
    """Return what a limit may be, by every answer that is still possible."""
    limit = contract.limits[name]
    values = possible_values(contract, limit.knob) if limit.knob else ()
    known = {value for value in values if isinstance(value, int)}
    return frozenset(known or {limit.value})


def _pages(
    trial: Trial, endpoint: str, root: Node, largest: frozenset[int]
) -> Iterator[Exchange]:
    """Ask for pages of every largest size, and of one more."""
    builder = trial.world.builder()
    for size in sorted({size + more for size in largest for more in (0, 1)}):
        request = builder.build(endpoint, body={"root": root, "limit": size})
        yield trial.send(request)[0]


def _written(trial: Trial, count: int) -> Node:
    """
    Write so many events of one contact, and return the filter that finds them.

    Raises:
        MissingFact: the target did not take them.
    """
    world, contract = trial.world, trial.contract
    kind, at_once = numbering_kind(contract), min(_sizes(contract, "batch.items"))
    mark, user_id = world.canaries.name(), world.canaries.user_id()
    write_contacts(trial, [{contract.attribute("user-id").uid: user_id}])
    events = [
        world.event(user_id)
        | {
            "_event_type": kind.uid,
            "_event_parameters": numbered_event(kind, mark, number),
        }
        for number in range(count)
    ]
    for start in range(0, count, at_once):
        batch = events[start : start + at_once]
        if not world.push_events(batch, datasource=SOURCE).response.succeeded:
            raise MissingFact("event")
    return first_events(kind, mark, count)
