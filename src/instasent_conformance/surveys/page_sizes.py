"""Ask for larger pages than there are, of more events than fit on one."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.filter_questions import Node
from ..cases.numbered import first_events, numbered_event, numbering_kind
from ..contract import Json, Registry
from ..exchange import Exchange
from ..finding import Reason
from ..oracles.knobs import possible_values
from ..oracles.walks import LargestPage
from ..trial import Trial
from .writing import SOURCE, now_of, write_contacts

_ASKED = {
    "event.search": ("search.page", "V-EVENT-08"),
    "event.scroll": ("scroll.page", "V-EVENT-11"),
}
"""What lists events, the limit of its pages, and the rule that states it."""


def judge_largest_pages(trial: Trial) -> None:
    """Judge how many events a search and a scroll show at most."""
    case = "{}/largest-page"
    cases: dict[str, Json] = dict.fromkeys(case.format(name) for name in _ASKED)
    first, contract = next(iter(_ASKED)), trial.contract
    if not trial.may("write", next(iter(cases)), endpoint=first):
        return
    with trial.attempting(next(iter(cases)), endpoint=first):
        largest = {name: _largest(contract, _ASKED[name][0]) for name in _ASKED}
        root = _written(trial, max(map(max, largest.values())) + 1)
        if root is None:
            detail = "the target did not take the events"
            trial.abstain(next(iter(cases)), Reason.NO_FIXTURE, detail, endpoint=first)
            return
        for name, (_, rule) in _ASKED.items():
            answers = tuple(_pages(trial, name, root, largest[name]))
            evidence = LargestPage(name, answers, largest[name], rule)
            trial.judge(
                evidence, case=case.format(name), endpoint=name, exchanges=answers
            )


def _largest(contract: Registry, name: str) -> frozenset[int]:
    """Return how large a page may be, by every answer that is still possible."""
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


def _written(trial: Trial, count: int) -> Node | None:
    """Write so many events of one contact; return their filter, None if refused."""
    world, contract = trial.world, trial.contract
    kind, at_once = numbering_kind(contract), contract.limit("batch.items")
    mark, user_id = world.canaries.name(), world.canaries.user_id()
    write_contacts(trial, [{contract.attribute("user-id").uid: user_id}])
    own = {
        "_event_type": kind.uid,
        "_event_date": now_of(trial).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }
    events = [
        world.event(user_id)
        | own
        | {"_event_parameters": numbered_event(kind, mark, number)}
        for number in range(count)
    ]
    for start in range(0, count, at_once):
        batch = events[start : start + at_once]
        if not world.push_events(batch, datasource=SOURCE).response.succeeded:
            return None
    return first_events(kind, mark, count)
