"""
Who is admitted to an endpoint, read from its row and from nothing else.

Each ask has one expectation per possible world, a world being one option for every open
question that bears on it. The contract is broken where no possible world explains what
was answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from ..cases.stand_ins import is_scope_open
from ..contract import AccessRow, Registry
from ..contract.model import Provenance
from ..tokens import (
    BAD_TOKEN_KINDS,
    MISPLACED_KINDS,
    OTHER_SCHEME_KINDS,
    NeedKind,
    ProjectAlias,
    TokenNeed,
    left_out,
)
from .knobs import possible_options, possible_values

NO_TOKEN_KNOB = "K-01"
BAD_TOKEN_KNOB = "K-02"
NO_SCOPE_KNOB = "K-03"
REACH_KNOB = "K-04"
PLAN_KNOB = "K-34"
NO_WRITE_KNOB = "A-23"
_WRONG_KIND = frozenset((401, 403, 404))
_SERVER_ERRORS = 500
_NO_BEARER_KINDS = frozenset((*OTHER_SCHEME_KINDS, *MISPLACED_KINDS))

World = Mapping[str, str]


class Expectation(StrEnum):
    """What one possible world lets an endpoint do with one ask."""

    ADMITTED = "admitted"
    NO_TOKEN = "refused for want of a token"
    BAD_TOKEN = "refused for a token that is not live"
    NO_BEARER = "refused for want of a live bearer token"
    OUT_OF_REACH = "refused for a project or data source out of reach"
    WRONG_KIND = "refused for a token of another kind"
    NO_SCOPE = "refused for want of a scope"
    OPEN = "anything but a crash"


_STATUS_KNOBS = {
    Expectation.NO_TOKEN: (NO_TOKEN_KNOB,),
    Expectation.BAD_TOKEN: (BAD_TOKEN_KNOB,),
    # Whether it counts as no token or as a bad one is the same refusal to a caller.
    Expectation.NO_BEARER: (NO_TOKEN_KNOB, BAD_TOKEN_KNOB),
    Expectation.OUT_OF_REACH: (REACH_KNOB,),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """
    One request as the gate sees it: an endpoint and the token it came with.

    `project` and `datasource` are what the path addresses.
    """

    endpoint: str
    need: TokenNeed
    plan: str | None = None
    project: ProjectAlias = "home"
    datasource: str = "first"


def possible_worlds(contract: Registry, asks: Iterable[Ask]) -> tuple[World, ...]:
    """Return every way to answer the open questions that bear on these asks."""
    knobs = sorted({knob for ask in asks for knob in _knobs_of(contract, ask)})
    options = [possible_options(contract, knob) for knob in knobs]
    return tuple(dict(zip(knobs, chosen, strict=True)) for chosen in product(*options))


def expectations(contract: Registry, ask: Ask) -> frozenset[Expectation]:
    """Return what the possible worlds together allow."""
    return frozenset(
        expected(contract, ask, world) for world in possible_worlds(contract, (ask,))
    )


def expected(contract: Registry, ask: Ask, world: World) -> Expectation:
    """Return what an endpoint does with an ask in one world."""
    if ask.need.kind == "absent":
        return Expectation.NO_TOKEN
    if ask.need.kind in BAD_TOKEN_KINDS:
        return Expectation.BAD_TOKEN
    if ask.need.kind in _NO_BEARER_KINDS:
        return Expectation.NO_BEARER
    if ask.need.kind == "api_sms":
        return Expectation.WRONG_KIND
    row = contract.access[ask.endpoint]
    if ask.need.kind == "datasource":
        return _expected_of_datasource_token(row, ask, world)
    if ask.need.project != ask.project and is_in_a_project(contract, ask.endpoint):
        return Expectation.OUT_OF_REACH
    return _expected_of_scopes(contract, row, ask, world)


def explains(contract: Registry, ask: Ask, status: int, world: World) -> bool:
    """Return whether a world lets an endpoint answer an ask with a status."""
    found = expected(contract, ask, world)
    if found is Expectation.OPEN:
        return status < _SERVER_ERRORS
    if found is Expectation.ADMITTED:
        return 200 <= status < 300
    return status in _refusals(contract, ask, found, world)


def agrees(contract: Registry, ask: Ask, *, admitted: bool, world: World) -> bool:
    """Return whether a world lets an ask in, or out, whatever the status says."""
    found = expected(contract, ask, world)
    return found is Expectation.OPEN or admitted == (found is Expectation.ADMITTED)


def is_explained(contract: Registry, ask: Ask, status: int) -> bool:
    """Return whether any possible world explains an answer."""
    return any(
        explains(contract, ask, status, world)
        for world in possible_worlds(contract, (ask,))
    )


def describe(contract: Registry, ask: Ask) -> str:
    """Return what the possible worlds allow, in the words of a report."""
    said = set()
    for world in possible_worlds(contract, (ask,)):
        found = expected(contract, ask, world)
        statuses = sorted(_refusals(contract, ask, found, world))
        shown = " or ".join(map(str, statuses)) or "2xx"
        said.add(found if found is Expectation.OPEN else f"{shown}: {found}")
    return "; or ".join(sorted(said))


def is_in_a_project(contract: Registry, endpoint: str) -> bool:
    """Return whether the path of an endpoint names a project."""
    return any(
        parameter.fact == "project.uid"
        for parameter in contract.endpoint(endpoint).parameters
    )


def surely_suffices(contract: Registry, endpoint: str, scopes: frozenset[str]) -> bool:
    """Return whether scopes open an endpoint, whatever open questions turn out."""
    return all(
        any(enough <= scopes for enough in choice.scopes)
        for choice in contract.access[endpoint].alternatives
        if all(o in possible_options(contract, k) for k, o in choice.when.items())
    )


def refuses_openly(
    contract: Registry, endpoint: str, status: int, scopes: frozenset[str]
) -> bool:
    """Return whether a refusal may be for scopes that an open question asks for."""
    statuses = possible_values(contract, no_scope_knob(contract, endpoint))
    return status in statuses and not surely_suffices(contract, endpoint, scopes)


def no_scope_knob(contract: Registry, endpoint: str) -> str:
    """
    Return the question which status refuses a token that lacks the scope.

    The sources contradict each other about some endpoints; their answers say so.
    """
    answers = contract.endpoint(endpoint).responses
    named = any(NO_WRITE_KNOB in part.when for part in answers)
    return NO_WRITE_KNOB if named else NO_SCOPE_KNOB


def certainty(contract: Registry, row: AccessRow) -> Provenance:
    """
    Return how sure the contract is of what all possible worlds agree on.

    A row may be assumed because it has open alternatives; a verdict that they share
    rests on none of them, only on the rule that scopes decide, which is documented.
    """
    knobs = {knob for alternative in row.alternatives for knob in alternative.when}
    if row.provenance != "assumed" or not knobs:
        return row.provenance
    pinned = any(contract.knob(knob).pinned for knob in knobs)
    return "observed" if pinned else "documented"


def lost_to_plan(contract: Registry, ask: Ask) -> frozenset[str]:
    """Return the scopes of an ask that the plan of its project does not include."""
    return ask.need.scopes & left_out(contract, ask.need.project, ask.plan)


def is_plan_unknown(contract: Registry, ask: Ask) -> bool:
    """Return whether nobody knows which scopes the plan of a project includes."""
    named = ask.plan is not None and ask.plan not in contract.plans
    return named and ask.need.project != "lower"


def _expected_of_datasource_token(
    row: AccessRow, ask: Ask, world: World
) -> Expectation:
    if row.datasource_token is None or ask.need.kind not in row.kinds:
        return Expectation.WRONG_KIND
    if (ask.need.project, ask.need.datasource) != (ask.project, ask.datasource):
        return Expectation.OUT_OF_REACH
    admitted = any(
        alternative.admitted
        for alternative in row.datasource_token
        if _holds(alternative.when, world)
    )
    return Expectation.ADMITTED if admitted else Expectation.WRONG_KIND


def _expected_of_scopes(
    contract: Registry, row: AccessRow, ask: Ask, world: World
) -> Expectation:
    held, lost = ask.need.scopes, lost_to_plan(contract, ask)
    if is_scope_open(contract, row) and held != contract.scope_words:
        return Expectation.OPEN
    sold = is_plan_unknown(contract, ask) and _suffices(row, held, world)
    if sold and not _suffices(row, held - contract.plan_words, world):
        return Expectation.OPEN
    if _suffices(row, held - lost, world):
        refusing = lost and world[PLAN_KNOB] == "refuse"
        return Expectation.OPEN if refusing else Expectation.ADMITTED
    if _suffices(row, held, world) and world[PLAN_KNOB] == "downgrade":
        return Expectation.ADMITTED
    return Expectation.NO_SCOPE


def _suffices(row: AccessRow, held: frozenset[str], world: World) -> bool:
    return any(
        scopes <= held
        for alternative in row.alternatives
        if _holds(alternative.when, world)
        for scopes in alternative.scopes
    )


def _holds(when: Mapping[str, str], world: World) -> bool:
    return all(world.get(knob) == option for knob, option in when.items())


def _refusals(
    contract: Registry, ask: Ask, found: Expectation, world: World
) -> frozenset[int]:
    if found is Expectation.WRONG_KIND:
        return _WRONG_KIND
    knobs = _STATUS_KNOBS.get(found, ())
    if found is Expectation.NO_SCOPE:
        knobs = (no_scope_knob(contract, ask.endpoint),)
    return frozenset(
        option.value
        for knob in map(contract.knob, knobs)
        for option in knob.options
        if option.option == world[knob.id]
    )


def _knobs_of(contract: Registry, ask: Ask) -> Iterator[str]:
    row, kind = contract.access[ask.endpoint], ask.need.kind
    if kind in _KNOBS_OF_STRANGERS:
        yield from _KNOBS_OF_STRANGERS[kind]
    elif kind == "datasource":
        yield REACH_KNOB
        for choice in row.datasource_token or ():
            yield from choice.when
    elif ask.need.project != ask.project and is_in_a_project(contract, ask.endpoint):
        yield REACH_KNOB
    else:
        yield no_scope_knob(contract, ask.endpoint)
        if lost_to_plan(contract, ask):
            yield PLAN_KNOB
        for alternative in row.alternatives:
            yield from alternative.when


_KNOBS_OF_STRANGERS: Mapping[NeedKind, tuple[str, ...]] = {
    "absent": (NO_TOKEN_KNOB,),
    "api_sms": (),
    **dict.fromkeys(BAD_TOKEN_KINDS, (BAD_TOKEN_KNOB,)),
    **dict.fromkeys(_NO_BEARER_KINDS, (NO_TOKEN_KNOB, BAD_TOKEN_KNOB)),
}
