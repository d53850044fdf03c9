"""Ask filters that stand in a relation, and for the same contacts in several orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ..cases.drawn_filters import drawn_filters
from ..cases.filter_questions import (
    Node,
    attribute_is,
    event_is,
    event_leaves,
    group,
    leaves,
    marked_events,
    window,
)
from ..cases.marked import kinds
from ..contract import Json
from ..exchange import Exchange
from ..oracles.disclosure import attributes_of
from ..oracles.event_members import ARRIVED, CREATED, HAPPENED, value_of
from ..oracles.listings import Row, rows_of
from ..oracles.ordering import Ordered
from ..oracles.relations import Divided, Narrowed, Related, Reordered
from ..trial import Trial
from .filtering import Survey, contact_survey, event_survey
from .sorting_numbers import sorted_numbers

_SORTED_ROLES = ("date-registered", "first-name", "user-id")
_INSTANTS = (HAPPENED, CREATED, ARRIVED)
"""What the creation time of an event may be, each under its names."""

_BOUNDS = (-7, -60, -150)
_HALF = 400


def judge_relations(trial: Trial, endpoint: str) -> None:
    """Judge what holds between filters, and the order of what they find."""
    case, events = f"{endpoint}/relations", endpoint.startswith("event.")
    if not trial.may("write", case, endpoint=endpoint):
        return
    with trial.attempting(case, endpoint=endpoint):
        survey = (event_survey if events else contact_survey)(trial, endpoint)
        since = len(trial.records)
        for related in _related(survey):
            _judge(trial, related, case, *related.exchanges)
        trial.roll_up(case, since)
        since = len(trial.records)
        for ordered in _ordered(survey):
            _judge(trial, ordered, f"{endpoint}/sorting", ordered.exchange)
        trial.roll_up(f"{endpoint}/sorting", since)


def _judge(
    trial: Trial, evidence: Related | Ordered, case: str, *exchanges: Exchange
) -> None:
    trial.judge(evidence, case=case, endpoint=evidence.endpoint, exchanges=exchanges)


def _related(survey: Survey) -> Iterator[Related]:
    endpoint, events = survey.endpoint, survey.events
    contract, seed = survey.trial.contract, survey.trial.seed
    pool = event_leaves(contract) if events else leaves(contract, survey.marked)
    if not pool:
        return
    count = max(2, survey.trial.profile.examples // 4)
    # The first that is drawn is a single condition, about which no relation tells much.
    pair = group("and", pool[0], pool[len(pool) // 2])
    for tree in (pair, *drawn_filters(pool, count=count, seed=seed + 1)[1:]):
        children = tree["children"]
        back = {**tree, "children": list(reversed(children))}
        whole = survey.ask(tree)
        answers = (whole, survey.ask(back))
        yield Reordered(endpoint, "children in reverse order", answers, events)
        more = survey.ask(group("and", tree, pool[0]))
        yield Narrowed(endpoint, "one more condition", (whole, more), events)
        fewer = survey.ask(group("or", tree, pool[-1]))
        yield Narrowed(endpoint, "one alternative less", (fewer, whole), events)
    for about, whole_root, one, other in islice(_halves(survey), 3):
        parts = (survey.ask(whole_root), survey.ask(one), survey.ask(other))
        yield Divided(endpoint, about, parts, events)


def _halves(survey: Survey) -> Iterator[tuple[str, Node, Node, Node]]:
    contract = survey.trial.contract
    if not survey.events:
        uid = contract.attribute("date-registered").uid
        relative = "range-date-relative"
        for days in _BOUNDS:
            before = attribute_is(uid, relative, window(None, days))
            after = attribute_is(uid, relative, window(days, None))
            whole = attribute_is(uid, "exists", [])
            yield f"before and after {-days} days ago", whole, before, after
        return
    for kind in kinds(contract):
        if kind.number:
            key = f"{kind.uid}.{kind.number}"
            low = {"lowerNumber": 0, "upperNumber": _HALF}
            high = {"lowerNumber": _HALF + 1, "upperNumber": 1000}
            yield (
                f"below and above {_HALF}",
                marked_events(survey.marked, kind),
                event_is(key, "range-number", low),
                event_is(key, "range-number", high),
            )


def _ordered(survey: Survey) -> Iterator[Ordered]:
    contract = survey.trial.contract
    every = group("and", survey.mark)
    for upwards in (True, False):
        word = "upwards" if upwards else "downwards"
        if survey.events:
            answer = survey.ask(every, sortField="created-at", sortAsc=upwards)
            columns = instants(rows_of(answer))
            about, rule = f"creation time {word}", "V-EVENT-09"
            yield Ordered(survey.endpoint, about, answer, columns, (upwards,), rule)
            continue
        for role in _SORTED_ROLES:
            uid = contract.attribute(role).uid
            answer = survey.ask(every, sortField=uid, sortAsc=upwards)
            rows = tuple((attributes_of(row).get(uid),) for row in rows_of(answer))
            rule = "D-FILTER-06" if not upwards else "D-FILTER-05"
            about = f"{role} {word}"
            yield Ordered(survey.endpoint, about, answer, (rows,), (upwards,), rule)
    if not survey.events:
        yield from sorted_numbers(survey)


def instants(rows: Sequence[Row]) -> tuple[tuple[tuple[Json, ...], ...], ...]:
    """Return the columns that the creation time may stand in; none that is empty."""
    columns = [tuple((value_of(row, names),) for row in rows) for names in _INSTANTS]
    told = [c for c in columns if any(value is not None for (value,) in c)]
    return tuple(told if rows else columns[:1])
