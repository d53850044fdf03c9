"""The events of a project."""

from __future__ import annotations

from dataclasses import replace

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.filters import (
    read_cursor,
    read_limit,
    read_offset,
)
from instasent_conformance.emulator.service import Page, Query
from instasent_conformance.emulator.writing.events import events_by_seq

Json = dict[str, object]


@answers("event.search")
def search(call: Call) -> Answer:
    """List the events that a filter matches, by offset."""
    service, (given, query) = call.service, _query(call)
    query = replace(
        query,
        limit=read_limit(given, maximum=service.limit("search.page")),
        offset=read_offset(service, given),
    )
    place: Json = {"limit": query.limit, "offset": query.offset}
    return _answer(call, _page(call, query), place)


@answers("event.scroll")
def scroll(call: Call) -> Answer:
    """List the events that a filter matches, page after page."""
    given, query = _query(call)
    limit = read_limit(given, maximum=call.service.limit("scroll.page"))
    query = replace(query, limit=limit, cursor=read_cursor(given), scrolls=True)
    page = _page(call, query)
    return _answer(call, page, {"limit": limit, "cursor": page.cursor})


@answers("event.aggregations")
def aggregate(call: Call) -> Answer:
    """Compute figures over the events that a filter matches."""
    service, (given, query) = call.service, _query(call)
    entities, total = service.collaborators.aggregate(
        service,
        call.token,
        call.project,
        "event",
        query.where,
        given.get("aggregations"),
    )
    return Answer({"entities": entities, "metadata": {"totalHits": total}})


def _query(call: Call) -> tuple[Json, Query]:
    given = call.body
    if not isinstance(given, dict):
        raise Refusal(400, "The body is expected to be an object")
    find = call.service.collaborators.find
    return given, find(call.service, call.project, "event", given)


def _page(call: Call, query: Query) -> Page:
    paginate = call.service.collaborators.paginate
    return paginate(call.service, call.token, call.project, "event", query)


def _answer(call: Call, page: Page, place: Json) -> Answer:
    entities = events_by_seq(call.service, page.seqs)
    metadata: Json = {"totalHits": page.total, **place}
    return Answer({"entities": entities, "metadata": metadata})
