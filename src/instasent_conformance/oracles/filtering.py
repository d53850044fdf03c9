"""What a filter found, against what satisfies it by a naive reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from ..cases.filter_questions import Question
from ..contract import Json, Registry
from ..exchange import Exchange
from .filter_reading import (
    BOUNDS,
    GROUPS,
    HAPPENED,
    JOIN,
    LISTS,
    MOMENT,
    STORED,
    Item,
    Reading,
    Refusal,
    enriched_by_the_platform,
    holds,
    questions_in,
)
from .knobs import possible_options
from .listings import REFUSED, event_ids, obstacle, user_ids, weight_of

_STRONGEST_FIRST = ("documented", "vendor-code", "observed", "assumed")
_SHOWN = 3

Options = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what a target answered."""

    question: Question
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class FilterAnswers:
    """
    Every question about the same marked items, asked at one endpoint.

    `control` is the answer to the mark alone; `narrowing` says that every filter was
    tied to the mark, so that nothing else may be found.
    """

    endpoint: str
    items: tuple[Item, ...]
    now: datetime
    control: Exchange
    asked: tuple[Asked, ...]
    events: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A question whose answer no possible reading explains."""

    asked: Asked
    expected: str
    observed: str


def contradictions(
    evidence: FilterAnswers, contract: Registry
) -> Iterator[Contradiction]:
    """
    Yield the questions that no reading explains together with those before them.

    What the strongest sources state is read first, so a guess never decides about a
    statement of the vendor. A question that eliminates every reading is left out of
    what follows.
    """
    left = _readings(contract)
    ranked = sorted(
        evidence.asked,
        key=lambda a: _STRONGEST_FIRST.index(weight_of(contract, a.question.rule)),
    )
    for asked in ranked:
        problems = _problems(evidence, asked, left, contract)
        explained = [options for options, problem in problems if problem is None]
        if explained or not problems:
            left = explained or left
            continue
        shortest = min((p for _, p in problems if p), key=lambda p: len(p[1]))
        yield Contradiction(asked, *shortest)


def found(evidence: FilterAnswers, exchange: Exchange, contract: Registry) -> list[str]:
    """Return the identities of what an answer lists."""
    if evidence.events:
        return list(event_ids(exchange))
    return list(user_ids(contract, exchange))


def _problems(
    evidence: FilterAnswers, asked: Asked, left: list[Options], contract: Registry
) -> list[tuple[Options, tuple[str, str] | None]]:
    """Return each reading left, and what it leaves unexplained, if anything."""
    if obstacle(asked.exchange):
        return []
    matters = questions_in(asked.question.root)
    judged: dict[str, tuple[str, str] | None] = {}
    result = []
    for options in left:
        relevant = {name: options[name] for name in sorted(matters)}
        key = json.dumps(relevant)
        if key not in judged:
            judged[key] = _problem(evidence, asked, relevant, contract)
        result.append((options, judged[key]))
    return result


def _problem(
    evidence: FilterAnswers, asked: Asked, options: Options, contract: Registry
) -> tuple[str, str] | None:
    reading = Reading(options, evidence.now, enriched_by_the_platform(contract))
    root, status = asked.question.root, asked.exchange.response.status
    try:
        truths = {item.id: holds(root, item, reading) for item in evidence.items}
    except Refusal:
        return None if status in REFUSED else ("a refusal", f"status {status}")
    must = {name for name, truth in truths.items() if truth is True}
    may = {name for name, truth in truths.items() if truth is not False}
    if not asked.exchange.response.succeeded:
        if asked.question.open_form and status in REFUSED:
            return None
        return f"{len(must)} of {len(truths)} matches", f"status {status}"
    seen = found(evidence, asked.exchange, contract)
    lost, extra = must - set(seen), set(seen) - may
    if not lost and not extra and len(seen) == len(set(seen)):
        return None
    return (
        f"{len(must)} of {len(truths)} matches",
        f"{len(seen)} found; {_named('lost', lost)}, {_named('too many', extra)}",
    )


def _readings(contract: Registry) -> list[Options]:
    knobs = (JOIN, LISTS, GROUPS, BOUNDS)
    options = [possible_options(contract, knob) for knob in knobs]
    names = (*knobs, MOMENT)
    return [
        dict(zip(names, chosen, strict=True))
        for chosen in product(*options, (HAPPENED, STORED))
    ]


def _named(word: str, names: Iterable[str]) -> str:
    listed = sorted(names)
    more = ", …" if len(listed) > _SHOWN else ""
    return f"{word} {len(listed)}: {', '.join(listed[:_SHOWN]) or 'none'}{more}"


def spelt_out(root: Json) -> str:
    """Return a filter as a report shows it."""
    return json.dumps(root, ensure_ascii=False)
