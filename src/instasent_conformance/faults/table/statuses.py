"""Answers of one endpoint with a sibling's status, or with nothing to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ...contract import Endpoint, Registry
from ...contract.model import Provenance
from ...emulator import Settings, create_app
from ...transport import App
from ..planted import Planted
from ..probing import probe
from ..registry import ASSUMED
from ..wrapping import Asked, Forward, Reply, intercepting

_SIBLINGS = {
    200: (201, 202, 204),
    201: (200, 202),
    202: (200, 201, 204),
    400: (200, 422, 500),
    401: (200, 403, 404, 500),
    403: (200, 401, 404, 500),
    404: (200, 403, 500),
    422: (202, 400, 500),
}
_RANK = {"documented": 0, "vendor-code": 1, "observed": 1, "assumed": 2}


def status_faults(contract: Registry) -> Iterator[Planted]:
    """Yield each status of each endpoint as a sibling, and each error without body."""
    for endpoint in contract.endpoints.values():
        for status, weight in sorted(_statuses(contract, endpoint).items()):
            for other in _SIBLINGS.get(status, ()):
                yield _sibling(endpoint, status, other, weight)
            if status in _SIBLINGS and status >= 400:
                yield _stripped(endpoint, status, weight)


def _statuses(contract: Registry, endpoint: Endpoint) -> dict[int, Provenance]:
    """
    Return the statuses under the assumed options, with their best support.

    What the sources only assume of the endpoint, or of who may call it, is no better
    known than that.
    """
    row = contract.access[endpoint.id]
    least = {403: row.provenance}
    found: dict[int, Provenance] = {}
    for part in endpoint.responses:
        chosen = (contract.knobs[k].assumed == name for k, name in part.when.items())
        if all(chosen):
            known = found.get(part.status, "assumed")
            found[part.status] = min(known, part.provenance, key=_RANK.__getitem__)
    return {
        status: max(
            known,
            endpoint.provenance,
            least.get(status, known),
            key=_RANK.__getitem__,
        )
        for status, known in found.items()
    }


def _sibling(
    endpoint: Endpoint, status: int, other: int, weight: Provenance
) -> Planted:
    listed = status < 300 and any(row.status == other for row in endpoint.responses)
    permitted = "the sources name this status too" if listed else ""
    return Planted(
        id=f"table/status-swapped/{endpoint.id}/{status}/{other}",
        source="table",
        family="contract",
        law=_law(status),
        breaks=f"endpoints/{endpoint.id}.json: status {status}",
        sentence=f"{endpoint.id} answers {other} where {status} belongs.",
        plant=partial(_plant, endpoint=endpoint.id, status=status, other=other),
        provenance=weight,
        endpoints=(endpoint.id,),
        witness=probe(endpoint.id),
        excluded=ASSUMED if weight == "assumed" else permitted,
    )


def _stripped(endpoint: Endpoint, status: int, weight: Provenance) -> Planted:
    return Planted(
        id=f"table/error-stripped/{endpoint.id}/{status}",
        source="table",
        family="contract",
        law="error-shape",
        breaks=f"endpoints/{endpoint.id}.json: body of status {status}",
        sentence=f"The {status} of {endpoint.id} has no body.",
        plant=partial(_plant, endpoint=endpoint.id, status=status, other=None),
        provenance=weight,
        endpoints=(endpoint.id,),
        witness=probe(endpoint.id),
        excluded=ASSUMED if weight == "assumed" else "",
    )


def _law(status: int) -> str:
    if status == 401:
        return "authentication"
    if status == 403:
        return "scope-gating"
    if status == 404:
        return "isolation"
    return "error-shape" if status >= 400 else "schema-conformance"


def _plant(
    contract: Registry,
    settings: Settings,
    *,
    endpoint: str,
    status: int,
    other: int | None,
) -> App:
    async def change(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint != endpoint or reply.status != status:
            return reply
        if other is None:
            return replace(reply, body=b"")
        return replace(reply, status=other, body=b"" if other == 204 else reply.body)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)
