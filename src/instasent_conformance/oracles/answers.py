"""
An exchange as evidence about one endpoint, and the parts of the contract behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..contract import Json, Registry, ResponsePart
from ..contract.model import Provenance
from ..contract.places import label
from ..contract.pointers import line_of, pointer
from ..exchange import Exchange, Response
from ..finding import Location
from .knobs import is_possible
from .schemas import Break

RATE_LIMITED = 429
NOT_SERVED = 501
FIRST_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to any request at all; only its form is judged."""

    endpoint: str
    exchange: Exchange

    @property
    def response(self) -> Response:
        """The answer."""
        return self.exchange.response


@dataclass(frozen=True, slots=True)
class ValidRequest(Answered):
    """An answer to a request that the contract describes, with a sufficient token."""

    body: Json
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class InvalidRequest(Answered):
    """
    An answer to a body that breaks the contract's request schema.

    `control` is the answer to the contract's own example, with the same token.
    """

    broken: Break
    control: Exchange


@dataclass(frozen=True, slots=True)
class Successes:
    """Every answer of one endpoint that was a success."""

    endpoint: str
    exchanges: tuple[Exchange, ...]


def possible_parts(
    contract: Registry, endpoint: str, status: int
) -> tuple[ResponsePart, ...]:
    """Return the parts that state this status under options still possible."""
    return tuple(
        part
        for part in contract.endpoint(endpoint).responses
        if part.status == status and is_possible(contract, part.when)
    )


def is_judged(response: Response) -> bool:
    """Return whether the form of an answer says anything about conformance."""
    return response.status not in (RATE_LIMITED, NOT_SERVED)


def place_in(contract: Registry, endpoint: str, *path: str | int) -> Location:
    """Return the place of a part of an endpoint file."""
    place = pointer(path)
    file = f"endpoints/{endpoint}.json"
    return Location(
        file=label(contract, file),
        pointer=place,
        line=line_of(contract.root / file, place),
    )
