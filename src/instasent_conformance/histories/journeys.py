"""Long legal histories over the whole API, judged by every law that applies to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..exchange import Exchange
from ..oracles.answers import Answered
from ..oracles.legal_requests import LegalRequests
from ..trial import Trial
from .directed import ENDPOINT, HISTORY_LAWS
from .generated import ANY_REMOVAL, Search, conclude, may_generate
from .visiting import open_endpoints

_SHOWN = 6
_FORM = ("schema-conformance",)


def judge_journeys(trial: Trial) -> None:
    """
    Tell histories with visits to every endpoint that is open, and judge all of it.

    The people they made by the laws of histories, every answer by its schema, and the
    requests by whether they went on being answered.
    """
    case = f"{trial.law}/journeys"
    if not may_generate(trial, case, ANY_REMOVAL):
        return
    search = Search(trial, HISTORY_LAWS, open_endpoints(trial))
    conclude(search, case)
    steps = tuple(_answered(e for told in search.told for e in told.exchanges))
    visits = tuple(_answered(e for told in search.told for e in told.visited))
    trial.judge(
        LegalRequests(steps, visits),
        case=f"{trial.law}/legal-requests",
        exchanges=_unsuccessful((*steps, *visits)),
        endpoint=ENDPOINT,
    )
    _judge_forms(trial, (*steps, *visits))


def _judge_forms(trial: Trial, answers: Iterable[Answered]) -> None:
    started, case = len(trial.records), f"{trial.law}/answers-keep-their-form"
    for answered in answers:
        trial.judge(
            answered,
            case=case,
            exchanges=(answered.exchange,),
            endpoint=answered.endpoint,
            laws=_FORM,
        )
    trial.roll_up(case, started)


def _answered(exchanges: Iterable[Exchange]) -> Iterator[Answered]:
    return (Answered(exchange.request.endpoint, exchange) for exchange in exchanges)


def _unsuccessful(answers: Iterable[Answered]) -> tuple[Exchange, ...]:
    found = (a.exchange for a in answers if not a.response.succeeded)
    return tuple(found)[-_SHOWN:]
