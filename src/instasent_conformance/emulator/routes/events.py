"""The events of a project."""

from __future__ import annotations

from dataclasses import replace

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.filters import read_limit, read_offset
from instasent_conformance.emulator.writing.audience import events_by_seq


@answers("event.search")
def search(call: Call) -> Answer:
    """List the events that a filter matches."""
    service, given = call.service, call.body
    if not isinstance(given, dict):
        raise Refusal(400, "The body is expected to be an object")
    maximum = 100 if service.knobs.option("K-18") == "offset-100" else None
    query = replace(
        service.collaborators.find(service, call.project, "event", given),
        limit=read_limit(given, maximum=maximum or service.limit("search.page")),
        offset=read_offset(service, given),
    )
    page = service.collaborators.paginate(
        service, call.token, call.project, "event", query
    )
    metadata = {"totalHits": page.total, "limit": query.limit, "offset": query.offset}
    entities = events_by_seq(service, page.seqs)
    return Answer({"entities": entities, "metadata": metadata})
