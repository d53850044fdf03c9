"""Legal requests about nobody in particular, from all over the API."""

from __future__ import annotations

from ..cases import MissingFact
from ..exchange import Exchange
from ..target import TokenUnavailable
from ..trial import Trial

_EFFECTS = {"read", "bill"}
"""What visits may do: they leave no data behind that a run could not account for."""


def visit(trial: Trial, endpoint: str) -> Exchange:
    """Send the request of an endpoint that the facts of the world make."""
    request = trial.world.builder().build(endpoint)
    return trial.send(request)[0]


def open_endpoints(trial: Trial) -> tuple[str, ...]:
    """Return the endpoints that answer with a success now."""
    found = []
    for endpoint, row in trial.contract.access.items():
        if row.effect not in _EFFECTS & trial.target.allowed:
            continue
        try:
            if visit(trial, endpoint).response.succeeded:
                found.append(endpoint)
        except (MissingFact, TokenUnavailable):
            continue
    return tuple(found)
