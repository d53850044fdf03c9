"""
Every way to come to an endpoint without a live token in its place, as cases.

    auth_cases(…)       nothing, what is no token, what nearly is one, and a live one
                        under another scheme or in another place
    closed_doors(…)     an id beside one that does not exist, for who may see neither
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..contract import Endpoint, Registry
from ..contract.model import Parameter
from ..exchange import Request
from ..tokens import (
    ABSENT,
    BAD_TOKEN_KINDS,
    MISPLACED_KINDS,
    OTHER_SCHEME_KINDS,
    NeedKind,
    TokenNeed,
)
from .bad_paths import FREE_FACTS, nobody
from .isolation import CHILD_FACTS, borrowing
from .model import Case, Step
from .requests import MissingFact, RequestBuilder
from .scopes import Fresh, Question, cell_case
from .turns import in_turn

LAW = "authentication"
_ASKED_EVERYWHERE: tuple[NeedKind, ...] = ("garbled", "unknown", "revoked", "altered")
_PLAIN_AT_LEAST = 2
_DISGUISES: tuple[NeedKind, ...] = (
    *(kind for kind in BAD_TOKEN_KINDS if kind not in _ASKED_EVERYWHERE),
    *OTHER_SCHEME_KINDS,
    *MISPLACED_KINDS,
)


@dataclass(frozen=True, slots=True)
class Door:
    """
    Requests that differ in one id: one that exists, and one that does not.

    `word` says which id it is, and for whom both are equally closed.
    """

    word: str
    real: Request
    unreal: Request
    need: TokenNeed


def bad_columns(full: TokenNeed) -> Iterator[tuple[str, TokenNeed]]:
    """Yield a column per token that is none, or no longer one."""
    yield "none", ABSENT
    for kind in BAD_TOKEN_KINDS:
        yield kind, TokenNeed(kind=kind, scopes=full.scopes)


def auth_columns(
    contract: Registry,
    request: Request,
    full: TokenNeed,
    *,
    most: int,
    thorough: bool = True,
) -> Iterator[tuple[str, TokenNeed]]:
    """
    Yield a column per way to send a request without a live bearer token.

    Of the disguises of a live token an endpoint gets at most so many, in turn; of the
    plain bad tokens it gets all, or some in turn unless it is asked thoroughly.
    """
    asked = request.endpoint
    wanted = len(_ASKED_EVERYWHERE) if thorough else _PLAIN_AT_LEAST
    plain = ("none", *in_turn(contract, asked, _ASKED_EVERYWHERE, most=wanted))
    yield from ((c, need) for c, need in bad_columns(full) if c in plain)
    disguises = [k for k in _DISGUISES if k != "in-body" or _has_room(request)]
    for kind in in_turn(contract, asked, disguises, most=most):
        yield kind, TokenNeed(kind=kind, scopes=full.scopes)


def auth_cases(
    contract: Registry,
    endpoint: str,
    *,
    fresh: Fresh,
    full: TokenNeed,
    most: int,
    thorough: bool = True,
) -> Iterator[Case]:
    """Yield one case per column of an endpoint, each beside its positive control."""
    control = Step(fresh(), full, "control", once=True)
    probe = fresh()
    columns = auth_columns(contract, probe, full, most=most, thorough=thorough)
    for column, need in columns:
        steps = (control, Step(probe, need))
        yield cell_case(contract, endpoint, column, steps, law=LAW)


def other_product_case(
    contract: Registry, endpoint: str, *, fresh: Fresh, full: TokenNeed
) -> Case:
    """Return the case that asks with a live token of the transactional product."""
    steps = (
        Step(fresh(), full, "control", once=True),
        Step(fresh(), TokenNeed(kind="api_sms")),
    )
    return cell_case(contract, endpoint, "api-sms", steps, law=LAW)


def refusal_questions(
    contract: Registry, full: TokenNeed, *, thorough: bool = True
) -> Iterator[tuple[str, list[Question]]]:
    """
    Yield the open questions that every endpoint answers, and who to ask what.

    Unless it is asked thoroughly, an endpoint gets one of the bad tokens, in turn.
    """
    every = list(contract.endpoints)
    yield "no-token", [(endpoint, ABSENT) for endpoint in every]
    bad = [need for _, need in bad_columns(full) if need.kind in _ASKED_EVERYWHERE]
    most = len(bad) if thorough else 1
    yield (
        "bad-token",
        [(e, need) for e in every for need in in_turn(contract, e, bad, most=most)],
    )


def closed_doors(
    endpoint: Endpoint, asker: RequestBuilder, owner: RequestBuilder, full: TokenNeed
) -> Iterator[Door]:
    """
    Yield pairs of requests that must be answered alike.

    Without a token an id of the asker's own project looks like one of nobody; with one,
    an id of the owner, who is somebody else, does.
    """
    for parameter in endpoint.parameters:
        if parameter.place != "path" or parameter.fact in FREE_FACTS:
            continue
        unreal = asker.build(endpoint.id, path=_nobody(asker, parameter))
        real = asker.build(endpoint.id)
        yield Door(f"{parameter.name}/stranger", real, unreal, ABSENT)
        if parameter.fact in (*CHILD_FACTS, "project.uid"):
            if parameter.fact not in owner.facts:
                raise MissingFact(f"{parameter.fact} of somebody else")
            foreign = borrowing(asker, owner, str(parameter.fact)).build(endpoint.id)
            yield Door(f"{parameter.name}/foreign", foreign, unreal, full)


def widening(contract: Registry, *requests: Request) -> Iterator[Request]:
    """Yield the requests with a demand for every scope, in query and header."""
    words = ",".join(sorted(contract.scope_words))
    for request in requests:
        yield replace(request, query=(*request.query, ("scopes", words)))
        yield replace(request, headers=(*request.headers, ("x-scopes", words)))


def _nobody(builder: RequestBuilder, parameter: Parameter) -> dict[str, str]:
    return {parameter.name: nobody(builder, parameter)}


def _has_room(request: Request) -> bool:
    """Return whether a member can be added to the body of a request."""
    return request.content is None or request.content.startswith(b"{")
