"""
Whether an id that exists is answered like one that does not.

    real      GET …/audience/{an id}    with nobody's token  →  401 {"message": "…"}
    unreal    GET …/audience/{no id}    with nobody's token  →  the same
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ..cases.authentication import Door
from ..contract import Registry
from ..contract.model import Parameter, Provenance
from ..exchange import Exchange, Request
from ..finding import Abstention, Reason

_REACH_FACTS = ("project.uid", "datasource.id", "datasource.uid")
_UNSERVED = {429: Reason.RATE_LIMITED, 501: Reason.NOT_SERVED}
_PLACE = "<an id>"


@dataclass(frozen=True, slots=True)
class Knock:
    """One pair of requests at one endpoint, and what they were answered."""

    endpoint: str
    door: Door
    real: Exchange
    unreal: Exchange


@dataclass(frozen=True, slots=True)
class Tell:
    """What differs between the two answers, and how sure it is that it must not."""

    expected: str
    observed: str
    provenance: Provenance


def obstacle(knock: Knock) -> Abstention | None:
    """Return why the pair tells nothing, if it does not."""
    for exchange in (knock.real, knock.unreal):
        status = exchange.response.status
        if status in _UNSERVED:
            detail = f"{knock.endpoint} answered {status}"
            return Abstention(_UNSERVED[status], detail)
    return None


def tells(contract: Registry, knock: Knock) -> Iterator[Tell]:
    """Yield what lets the asker tell the id that exists from the one that does not."""
    real, unreal = knock.real.response, knock.unreal.response
    if real.status != unreal.status:
        yield Tell(
            f"the status {unreal.status}, as for an id of nobody",
            f"the status {real.status}",
            _certainty(contract, knock),
        )
    elif _without_ids(knock.real) != _without_ids(knock.unreal):
        yield Tell("the body that an id of nobody gets", "another body", "assumed")


def parameter_of(contract: Registry, knock: Knock) -> Parameter:
    """Return the path parameter that differs."""
    name = knock.door.word.partition("/")[0]
    declared = contract.endpoint(knock.endpoint).parameters
    return next(parameter for parameter in declared if parameter.name == name)


def _certainty(contract: Registry, knock: Knock) -> Provenance:
    """
    Return how sure it is that both statuses are one.

    Whoever has no live token is refused as such, whatever the path names; for others
    the sources speak of projects and data sources alone.
    """
    if knock.door.need.kind != "product":
        return "documented"
    guarded = parameter_of(contract, knock).fact in _REACH_FACTS
    return "documented" if guarded else "assumed"


def _without_ids(exchange: Exchange) -> str:
    text = exchange.response.text
    for part in _parts(exchange.request):
        text = text.replace(part, _PLACE)
    return text


def _parts(request: Request) -> list[str]:
    sent = [part for part in request.path.split("/") if part]
    return sorted({*sent, *map(unquote, sent)}, key=len, reverse=True)
