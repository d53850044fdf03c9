"""Events as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.store import Row
from instasent_conformance.emulator.texts import dump, load
from instasent_conformance.emulator.writing.accounts import Json

_EVENTS = """
SELECT e.seq, e.event_id, e.type, e.date, e.created_at, e.parameters, e.user_id,
       e.datasource_id, a.id
FROM event e
LEFT JOIN contact c
  ON c.datasource_id = e.datasource_id AND c.user_id = e.user_id
LEFT JOIN audience a ON a.seq = c.audience
"""


def events_of(service: Service, audience: int, limit: int) -> list[tuple[str, Json]]:
    """Return the newest events of a person with their types, newest first."""
    rows = service.store.rows(
        _EVENTS + "WHERE a.seq = ? ORDER BY e.date DESC, e.seq DESC LIMIT ?",
        *(audience, limit),
    )
    return [(str(row[2]), _write(service, row)) for row in rows]


def events_by_seq(service: Service, seqs: Sequence[int]) -> list[Json]:
    """Return events by their internal numbers, in the order given."""
    within = "WHERE e.seq IN (SELECT value FROM json_each(?))"
    rows = service.store.rows(f"{_EVENTS} {within}", dump(seqs))
    found = {row[0]: _write(service, row) for row in rows}
    return [found[seq] for seq in seqs]


def _write(service: Service, row: Row) -> Json:
    _, ident, kind, date, created, parameters, user_id, datasource_id, person = row
    references = {
        "createdAt": stamp(created),
        "datasourceId": datasource_id,
        "audienceId": person,
    }
    if service.knobs.option("A-09") == "pushed":
        return {
            "_event_id": ident,
            "_event_type": kind,
            "_event_date": stamp(date),
            "_event_parameters": load(parameters),
            service.uid("user-id"): user_id,
            **references,
        }
    return {
        "id": ident,
        "type": kind,
        "date": stamp(date),
        "parameters": load(parameters),
        "userId": user_id,
        **references,
    }
