"""Paths whose parameters name nothing, or are made to hurt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..contract.model import Parameter
from ..exchange import Request
from .misuse import Misuse
from .requests import RequestBuilder

FREE_FACTS = ("utm-term",)
"""Facts that the caller makes up: no value of them is unknown."""

HOSTILE = (
    ("encoded-slash", "..%2F..%2Fetc"),
    ("nul", "a%00b"),
    ("long", "x" * 5000),
    ("broken-utf8", "%FF%FE"),
)
_MARK = "conform-place-of-a-value"
_NOT_FOUND = frozenset((400, 404, 410, 422))


def unknown_ids(builder: RequestBuilder, endpoint: str) -> Iterator[Misuse]:
    """Yield the endpoint's example with one path parameter naming nothing."""
    for parameter in _of_path(builder, endpoint):
        if parameter.fact not in FREE_FACTS:
            unknown = nobody(builder, parameter)
            yield Misuse(
                defect="unknown",
                endpoint=endpoint,
                kind="path",
                request=builder.build(endpoint, path={parameter.name: unknown}),
                statuses=_NOT_FOUND,
                provenance=parameter.provenance,
                parameter=parameter.name,
            )


def hostile_paths(builder: RequestBuilder, endpoint: str) -> Iterator[Misuse]:
    """Yield the endpoint's example with its last path parameter made to hurt."""
    for parameter in _of_path(builder, endpoint)[-1:]:
        request = builder.build(endpoint, path={parameter.name: _MARK})
        for defect, value in HOSTILE:
            yield Misuse(
                defect=defect,
                endpoint=endpoint,
                kind="path",
                request=_placed(request, value),
                must="survive",
                parameter=parameter.name,
            )


def _of_path(builder: RequestBuilder, endpoint: str) -> list[Parameter]:
    declared = builder.contract.endpoint(endpoint).parameters
    return [parameter for parameter in declared if parameter.place == "path"]


def nobody(builder: RequestBuilder, parameter: Parameter) -> str:
    """Return a fresh value of the form that a parameter has, which names nothing."""
    if parameter.fact == "contact.email":
        return builder.canaries.email()
    if parameter.fact == "contact.phone":
        return builder.canaries.phone()
    return builder.canaries.word() + builder.canaries.word()


def _placed(request: Request, value: str) -> Request:
    return replace(request, path=request.path.replace(_MARK, value))
