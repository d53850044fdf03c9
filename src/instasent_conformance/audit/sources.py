"""Data sources: which one a token belongs to, and what that token can read there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..contract import Json, Registry
from ..exchange import Request, Response
from ..world import member
from .inference import standing_of
from .model import Standing
from .probes import harmless

_LIST = "datasource.list"
_STREAM = "stream.get"
_MOST = 20


@dataclass(frozen=True, slots=True)
class SourceReads:
    """The data source of a token, others that let it in, and what it reads."""

    own: str | None = None
    others: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


def source_ids(endpoint: str, body: Json) -> Iterator[str]:
    """Yield the ids of the data sources that an answer lists."""
    entities = member(body, "entities")
    if endpoint == _LIST and isinstance(entities, list):
        found = (member(entity, "id") for entity in entities[:_MOST])
        yield from (identifier for identifier in found if isinstance(identifier, str))


def source_reads(
    contract: Registry,
    sources: Sequence[str],
    facts: Mapping[str, str],
    send: Callable[[Request], Response],
) -> SourceReads:
    """Ask the streams of some data sources with the token of one of them."""
    admitted = [
        source
        for source in sources
        if send(_at(contract, _STREAM, facts, source)).succeeded
    ]
    if not admitted:
        return SourceReads()
    reads = [
        endpoint
        for endpoint, row in contract.access.items()
        if row.surface is not None
        and row.effect == "read"
        and "datasource" in row.kinds
        if standing_of(send(_at(contract, endpoint, facts, admitted[0])).status)
        is Standing.GRANTED
    ]
    others = tuple(f"the data source {source}" for source in admitted[1:])
    return SourceReads(admitted[0], others, tuple(reads))


def _at(
    contract: Registry, endpoint: str, facts: Mapping[str, str], source: str
) -> Request:
    return harmless(contract, endpoint, {**facts, "datasource.id": source})
