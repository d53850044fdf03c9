"""Read segments, campaigns, automations and their messages; try in vain to write."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.misuse import wrong_methods
from ..contract import Endpoint
from ..exchange import Exchange
from ..finding import Outcome, Reason
from ..oracles.holdings import (
    DynamicList,
    MessageReads,
    ParameterSegment,
    Positions,
    ReadOnly,
    is_closed,
)
from ..oracles.index_filters import identity
from ..oracles.listings import rows_of
from ..trial import Trial

READ_ONLY = (
    "segment.list",
    "segment.list-dynamic",
    "segment.get",
    "campaign.list",
    "campaign.get",
    "automation.list",
    "automation.get",
)
HISTORIES = {
    "sms.list-by-campaign": ("optionIdx", "V-SMS-22"),
    "sms.list-by-automation": ("messageIdx", "V-SMS-23"),
    "sms.list-by-send": ("", "V-SMS-21"),
    "sms.list-direct": ("", "V-SMS-24"),
}
"""Lists of messages, the position in their path, and the rule that states them."""

_POSITIONS = ("0", "1")
_VALUES = ("30", "30|ES")
_FEW = 3
_DYNAMIC = "dynamic"


def judge_dynamic_list(trial: Trial) -> None:
    """Judge that the dynamic list holds segments that open as they are."""
    case, endpoint = "segment.list-dynamic/opens", "segment.list-dynamic"
    with trial.attempting(case, endpoint=endpoint):
        builder = trial.world.builder()
        listed, _ = trial.send(builder.build("segment.list", query=_largest(trial)))
        dynamic, _ = trial.send(builder.build(endpoint))
        reads = tuple(
            trial.send(
                builder.build(name, path={"segmentUid": identity(row)}, body=body)
            )[0]
            for row in rows_of(dynamic)[:_FEW]
            for name, body in (("segment.get", None), ("segment.scroll", {"limit": 1}))
        )
        others = tuple(
            trial.send(
                builder.build(
                    "segment.scroll", path={"segmentUid": uid}, body={"limit": 1}
                )
            )[0]
            for uid in _left_out(trial, listed, dynamic)
        )
        trial.judge(
            DynamicList(listed, dynamic, reads, others),
            case=case,
            endpoint=endpoint,
            exchanges=[listed, dynamic, *reads, *others],
        )


def _left_out(trial: Trial, listed: Exchange, dynamic: Exchange) -> tuple[str, ...]:
    """Return segments called dynamic that a list with room for more does not hold."""
    there = {identity(row) for row in rows_of(dynamic)}
    if len(there) >= trial.contract.limit("index.page-default"):
        return ()
    called = [row for row in rows_of(listed) if row.get("type") == _DYNAMIC]
    return tuple(identity(r) for r in called if identity(r) not in there)[:_FEW]


def judge_parameters(trial: Trial, endpoint: str) -> None:
    """Judge that each segment that does not open as it is opens with a parameter."""
    case = f"{endpoint}/parameter"
    with trial.attempting(case, endpoint=endpoint):
        since = len(trial.records)
        for evidence in _closed_segments(trial, endpoint):
            exchanges = [evidence.without, *evidence.opened]
            trial.judge(evidence, case=case, endpoint=endpoint, exchanges=exchanges)
        if len(trial.records) == since:
            _nothing(trial, case, endpoint, "every segment opens without a parameter")
        trial.roll_up(case, since)


def judge_history(trial: Trial, endpoint: str) -> None:
    """Judge that messages stand at one position, and read as they are listed."""
    case = f"{endpoint}/messages"
    position, rule = HISTORIES[endpoint]
    with trial.attempting(case, endpoint=endpoint):
        builder = trial.world.builder()
        paths = [{position: at} for at in _POSITIONS] if position else [{}]
        lists = tuple(trial.send(builder.build(endpoint, path=p))[0] for p in paths)
        rows = rows_of(lists[0])
        if not rows:
            _nothing(trial, case, endpoint, "the list holds no message")
            return
        since = len(trial.records)
        reads = tuple(
            trial.send(builder.build("sms.get", path={"id": identity(row)}))[0]
            for row in rows[:_FEW]
        )
        read = MessageReads(endpoint, lists[0], reads, rule)
        trial.judge(read, case=case, endpoint=endpoint, exchanges=[lists[0], *reads])
        if position:
            apart = Positions(endpoint, lists, rule)
            trial.judge(apart, case=case, endpoint=endpoint, exchanges=lists)
        trial.roll_up(case, since)


def judge_read_only(trial: Trial, endpoint: Endpoint) -> None:
    """Judge that no method but reading is taken, and that nothing changes."""
    case = f"{endpoint.id}/read-only"
    if not trial.may("write", case, endpoint=endpoint.id):
        return
    with trial.attempting(case, endpoint=endpoint.id):
        right = trial.world.builder().build(endpoint.id)
        before, _ = trial.send(right)
        attempts = tuple(
            trial.send(misuse.request)[0]
            for misuse in wrong_methods(trial.contract, right)
        )
        after, _ = trial.send(right)
        evidence = ReadOnly(endpoint.id, before, attempts, after)
        trial.judge(
            evidence,
            case=case,
            endpoint=endpoint.id,
            exchanges=[before, *attempts, after],
        )


def _closed_segments(trial: Trial, endpoint: str) -> Iterator[ParameterSegment]:
    builder = trial.world.builder()
    listed, _ = trial.send(builder.build("segment.list", query=_largest(trial)))
    body = {"limit": 1} if endpoint.endswith("scroll") else None
    for row in rows_of(listed)[: _FEW * 2]:
        path = {"segmentUid": identity(row)}
        without, _ = trial.send(builder.build(endpoint, path=path, body=body))
        if not is_closed(without):
            continue
        opened = tuple(
            trial.send(
                builder.build(
                    endpoint, path=path, query=(("parameter", value),), body=body
                )
            )[0]
            for value in _VALUES
        )
        yield ParameterSegment(endpoint, without, opened)


def _largest(trial: Trial) -> tuple[tuple[str, str], ...]:
    limit = trial.contract.limit("index.page-max")
    return (("_start", "0"), ("_limit", str(limit)))


def _nothing(trial: Trial, case: str, endpoint: str, detail: str) -> None:
    without = Outcome.NOT_APPLICABLE
    trial.abstain(case, Reason.NO_FIXTURE, detail, endpoint=endpoint, outcome=without)
