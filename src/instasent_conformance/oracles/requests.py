"""Whether a request body keeps the contract, and how much weight the answer bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..contract import Endpoint, Json, Registry
from ..contract.model import Provenance
from .schemas import Break, schemas_of, weakest


def is_described(contract: Registry, endpoint: Endpoint, body: Json) -> bool:
    """Return whether the request schema accepts a body, open questions included."""
    if endpoint.request is None:
        return body is None
    return schemas_of(contract).accepts(endpoint.request.schema, body)


def acceptance_weight(contract: Registry, endpoint: Endpoint, body: Json) -> Provenance:
    """Return the weakest provenance among the statements that allow a request."""
    if endpoint.request is None:
        return endpoint.provenance
    used = schemas_of(contract).weight(endpoint.request.schema, body)
    return weakest((used, endpoint.request.provenance))


def owed_refusal(contract: Registry, endpoint: Endpoint, body: Json) -> Break | None:
    """
    Return what a body breaks, where the sources settle that it is wrong.

    None when the body is right, when it breaks only what is left open, and when the
    part it breaks is an assumption.
    """
    if endpoint.request is None:
        return None
    found = schemas_of(contract, open_questions=False).broken(
        endpoint.request.schema, body
    )
    return None if found is None or found.provenance == "assumed" else found


def distinct_refusals(
    contract: Registry, endpoint: Endpoint, bodies: Iterable[Json], *, count: int
) -> Iterator[tuple[Json, Break]]:
    """
    Yield bodies that must be refused, one for each keyword and place they break.

    Each required member counts as a place of its own, and beside the count.
    """
    seen: set[tuple[str, str, str]] = set()
    others = 0
    for body in bodies:
        broken = owed_refusal(contract, endpoint, body)
        if broken is None:
            continue
        absent = broken.problem if broken.keyword == "required" else ""
        place = (broken.keyword, broken.location.pointer, absent)
        if place not in seen:
            seen.add(place)
            others += not absent
            yield body, broken
        if others >= count:
            return
