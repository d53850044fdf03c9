"""Whether a request body keeps the contract, and how much weight the answer bears."""

from __future__ import annotations

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
