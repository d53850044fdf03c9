"""Filter and sort the indexes of a project, and compare with their own rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from ..cases.index_queries import CREATED, Pairs, index_queries, whole
from ..contract import Endpoint
from ..exchange import Exchange
from ..finding import Outcome, Reason
from ..oracles.index_filters import IndexFiltered
from ..oracles.index_sorting import DirectionWords, Worded
from ..oracles.listings import Row, rows_of
from ..oracles.ordering import Ordered, misplaced
from ..trial import Trial

_LEAST_ROWS = 2
_MANY_EXAMPLES = 10
_TIED = ("type", "status", "country")
"""Fields in which rows are often equal, so that a second field decides."""

_DECIDING = (CREATED, "title", "name", "text", "from", "to", "campaignAt", "uid", "id")
"""Fields by which rows may be put in order, the surest first."""

_SECOND = "D-INDEX-12"


def judge_index_filters(trial: Trial, endpoint: Endpoint) -> None:
    """Judge the operators of an index, in both of its notations."""
    case = f"{endpoint.id}/index-filter"
    with trial.attempting(case):
        if not trial.exists(endpoint.id, {case: None}):
            return
        largest = trial.contract.limit("index.page-max")
        every = ask(trial, endpoint, whole(0, largest))
        rows = rows_of(every)
        if every.response.succeeded and not rows:
            _nothing_to_see(trial, case)
            return
        since = len(trial.records)
        nobody = trial.world.canaries.word()
        queries = list(index_queries(endpoint.id, rows, nobody)) if rows else []
        if trial.profile.examples < _MANY_EXAMPLES:
            queries = list({asked.rule: asked for asked in queries}.values())
        for asked in queries:
            answer = ask(trial, endpoint, asked.query)
            is_all = len(rows) < trial.contract.limit("index.page-default")
            evidence = IndexFiltered(endpoint.id, every, asked, answer, is_all)
            trial.judge(evidence, case=case, exchanges=[every, answer])
        trial.roll_up(case, since)


def judge_index_order(trial: Trial, endpoint: Endpoint) -> None:
    """Judge the sort parameter of an index, in each spelling of its direction."""
    case = f"{endpoint.id}/index-sort"
    with trial.attempting(case):
        if not trial.exists(endpoint.id, {case: None}):
            return
        every = ask(trial, endpoint)
        rows = rows_of(every)
        if every.response.succeeded and len(rows) < _LEAST_ROWS:
            _nothing_to_see(trial, case)
            return
        since = len(trial.records)
        for evidence in _plainly_sorted(trial, endpoint, rows):
            trial.judge(evidence, case=case, exchanges=[evidence.exchange])
        worded = tuple(
            Worded(notation, (upwards,), ask(trial, endpoint, (("_sort", text),)))
            for notation, text, upwards in (
                ("sign", f"{CREATED}:+", True),
                ("sign", f"{CREATED}:-", False),
                ("word", f"{CREATED}:asc", True),
                ("word", f"{CREATED}:desc", False),
            )
        )
        trial.judge(
            DirectionWords(endpoint.id, worded),
            case=case,
            exchanges=[one.exchange for one in worded],
        )
        trial.roll_up(case, since)


def ask(trial: Trial, endpoint: Endpoint, query: Pairs = ()) -> Exchange:
    """Ask an index with a token of every scope."""
    request = trial.world.builder().build(endpoint.id, query=query)
    return trial.send(request)[0]


def _plainly_sorted(
    trial: Trial, endpoint: Endpoint, shown: tuple[Row, ...]
) -> Iterator[Ordered]:
    """Yield answers to sort parameters that no open question touches."""
    by_json = ("_q", json.dumps({"sort": [[CREATED, "desc"]]}))
    tied = [n for n in _TIED if all(row.get(n) for row in shown)]
    pairs = [(first, CREATED) for first in tied[:1]]
    tellings = [_telling(shown, tied) or pair for pair in pairs]
    for query, about, fields, upwards, rule in (
        (("_sort", CREATED), "upwards by default", (CREATED,), (True,), "D-INDEX-11"),
        (by_json, "in the JSON form", (CREATED,), (False,), "V-INDEX-01"),
        *(
            (("_sort", ",".join(pair)), "by two fields", pair, (True, True), _SECOND)
            for pair in tellings
        ),
        *(
            (_twice(pair), "by two fields", pair, (True, False), _SECOND)
            for pair in pairs
        ),
    ):
        answer = ask(trial, endpoint, (query,))
        rows = tuple(
            tuple(row.get(field) for field in fields) for row in rows_of(answer)
        )
        yield Ordered(endpoint.id, about, answer, (rows,), upwards, rule)


def _telling(rows: tuple[Row, ...], tied: list[str]) -> tuple[str, str] | None:
    """Return two fields of which the second puts in order what the first does not."""
    for first, second in product(tied, _DECIDING):
        by_first = sorted(rows, key=lambda row: str(row[first]))
        pairs = [(str(row[first]), row.get(second)) for row in by_first]
        runs = [
            [value for key, value in pairs if key == one]
            for one in dict.fromkeys(key for key, _ in pairs)
        ]
        if any(misplaced(((value,) for value in run), (True,)) for run in runs):
            return first, second
    return None


def _twice(pair: tuple[str, str]) -> tuple[str, str]:
    """Return the JSON form of a sort by one field upwards and one downwards."""
    return "_q", json.dumps({"sort": [[pair[0], "asc"], [pair[1], "desc"]]})


def _nothing_to_see(trial: Trial, case: str) -> None:
    trial.abstain(
        case,
        Reason.NO_FIXTURE,
        "the index lists too little to tell one order or filter from another",
        outcome=Outcome.NOT_APPLICABLE,
    )
