"""Batches: each item is judged alone, then kept now or queued for later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields

from instasent_conformance.emulator.actions import ACTION, replay_action
from instasent_conformance.emulator.bulk import store_contacts
from instasent_conformance.emulator.catalogue import declare
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.contacts import source_contact
from instasent_conformance.emulator.errors import InvalidItem
from instasent_conformance.emulator.keeping import keep_meta
from instasent_conformance.emulator.reach import datasource_by_id, project_by_id
from instasent_conformance.emulator.records import Datasource, EventItem, Project
from instasent_conformance.emulator.service import Batch, Outcome, Service
from instasent_conformance.emulator.store import Row
from instasent_conformance.emulator.texts import dump, load

CONTACTS = "contacts"
EVENTS = "events"
_EVENT = tuple(one.name for one in fields(EventItem))
_EARLIEST = "SELECT min(due) FROM queue"


def ingest(service: Service, batch: Batch) -> list[Outcome]:
    """Judge every item of a batch and keep or queue the acceptable ones."""
    if batch.sync and not batch.dry_run:
        flush(service, batch.datasource.id)
    outcomes, clean = _judge(service, batch)
    if batch.dry_run:
        return outcomes
    record_call(service, batch, outcomes)
    if not clean:
        return outcomes
    if batch.sync:
        _apply(service, batch.project, batch.datasource, batch.action, clean)
    else:
        _enqueue(service, batch, clean)
    return outcomes


def _judge(service: Service, batch: Batch) -> tuple[list[Outcome], list[object]]:
    judge = _read_contact if batch.action == CONTACTS else _read_event
    outcomes: list[Outcome] = []
    clean: list[object] = []
    for position, item in enumerate(batch.items):
        try:
            clean.append(judge(service, batch, item, clean))
        except InvalidItem as error:
            outcomes.append(Outcome(position, item, error.field, error.message))
        else:
            outcomes.append(Outcome(position, item))
    return outcomes, clean


def _read_contact(
    service: Service, batch: Batch, item: object, _earlier: Sequence[object]
) -> object:
    found = service.collaborators.validate_contact(service, batch, item)
    if not batch.dry_run:
        declare(service, batch.project.id, batch.datasource.uid, found)
    return found


def _read_event(
    service: Service, batch: Batch, item: object, earlier: Sequence[object]
) -> object:
    found = service.collaborators.validate_event(service, batch, item)
    if service.knobs.option("K-14") == "item-error" and any(
        isinstance(one, list) and one[0] == found.event_id for one in earlier
    ):
        raise InvalidItem("_event_id", "The batch holds this id twice")
    return [getattr(found, name) for name in _EVENT]


def _enqueue(service: Service, batch: Batch, clean: list[object]) -> None:
    due = service.now() + round(service.settings.queue_delay * 1000)
    service.store.run(
        """INSERT INTO queue (due, project_id, datasource_id, action, payload)
        VALUES (?, ?, ?, ?, ?)""",
        *(due, batch.project.id, batch.datasource.id, batch.action),
        dump(clean),
    )


def settle_queue(service: Service) -> None:
    """Process every queued batch that is due, in the order of arrival."""
    earliest, now = service.store.recall(_EARLIEST)[0][0], service.now()
    if earliest is not None and earliest <= now:
        _process(service, "due <= ?", now)


def flush(service: Service, datasource_id: str) -> None:
    """Process what waits for one datasource, so that order is kept."""
    _process(service, "datasource_id = ?", datasource_id)


def flush_actions(service: Service, project: Project) -> None:
    """Process the audience actions that wait in a project, so that order is kept."""
    _process(service, f"action = '{ACTION}' AND project_id = ?", project.id)


def drain(service: Service) -> int:
    """Process everything that waits and tell how many batches there were."""
    return _process(service, "? IS NULL", None)


def _process(service: Service, where: str, value: object) -> int:
    store = service.store
    rows = store.rows(f"SELECT * FROM queue WHERE {where} ORDER BY seq", value)
    if rows:
        with store.transaction():
            for row in rows:
                _process_row(service, row)
            keep_meta(service)
    return len(rows)


def _process_row(service: Service, row: Row) -> None:
    seq, _, project_id, datasource_id, action, payload = row
    service.store.run("DELETE FROM queue WHERE seq = ?", seq)
    project = project_by_id(service, project_id)
    if action == ACTION:
        if project is not None:
            replay_action(service, project, payload)
        return
    datasource = datasource_by_id(service, datasource_id)
    if project is not None and datasource is not None:
        _apply(service, project, datasource, action, load(payload))


def _apply(
    service: Service,
    project: Project,
    datasource: Datasource,
    action: str,
    clean: Sequence[object],
) -> None:
    if action == CONTACTS:
        contacts = [one for one in clean if isinstance(one, dict)]
        tally = store_contacts(service, project, datasource, contacts)
    else:
        tally = Counter(
            _keep_event(service, project, datasource, item) for item in clean
        )
    _record_work(service, datasource, action, tally)


def _keep_event(
    service: Service, project: Project, datasource: Datasource, item: object
) -> str:
    assert isinstance(item, list)
    event = EventItem(*item)
    if service.knobs.option("K-11") == "placeholder":
        _ensure_contact(service, project, datasource, event.user_id)
    stored = service.collaborators.store_event(service, project, datasource, event)
    return "event" if stored else "repetition"


def _ensure_contact(
    service: Service, project: Project, datasource: Datasource, user_id: str
) -> None:
    if source_contact(service, datasource.id, user_id) is None:
        data: dict[str, object] = {service.uid("user-id"): user_id}
        service.collaborators.store_contact(service, project, datasource, data)


def record_call(service: Service, batch: Batch, outcomes: Sequence[Outcome]) -> None:
    """Count a call, its items and the moment on the stream of the datasource."""
    failed = sum(outcome.message is not None for outcome in outcomes)
    succeeded = len(outcomes) - failed
    moment = stamp(service.now())
    what = "Contact" if batch.action == CONTACTS else "Event"
    good = succeeded > 0 or failed == 0

    def change(counters: dict[str, object]) -> None:
        _add(counters, "callsTotal", 1)
        _add(counters, "callsSuccess" if good else "callsFailures", 1)
        _add(counters, "processedEntitiesSuccess", succeeded)
        _add(counters, "processedEntitiesFailures", failed)
        _add(counters, f"received{what}s", succeeded)
        counters["lastCallTime"] = moment
        counters["lastSuccessTime" if good else "lastFailureTime"] = moment
        counters[f"last{what}ReceivedAt"] = moment

    _change_counters(service, batch.datasource.id, change)


def _record_work(
    service: Service, datasource: Datasource, action: str, tally: Counter[str]
) -> None:
    moment = stamp(service.now())

    def change(counters: dict[str, object]) -> None:
        if action == EVENTS:
            counters["lastEventCreatedAt"] = moment
            return
        _add(counters, "receivedIntegrations", sum(tally.values()))
        _add(counters, "receivedIntegrationsCreations", tally.get("create", 0))
        _add(counters, "receivedIntegrationsMerges", tally.get("merge", 0))
        _add(counters, "receivedIntegrationsUpdates", tally.get("update", 0))
        counters["lastContactIntegratedAt"] = moment
        if tally.get("create"):
            counters["lastContactCreatedAt"] = moment

    _change_counters(service, datasource.id, change)


def _change_counters(
    service: Service, datasource_id: str, change: Callable[[dict[str, object]], None]
) -> None:
    row = service.store.row(
        "SELECT counters FROM datasource WHERE id = ?", datasource_id
    )
    counters = load(row[0]) if row else {}
    change(counters)
    service.store.run(
        "UPDATE datasource SET counters = ? WHERE id = ?",
        *(dump(counters), datasource_id),
    )


def _add(counters: dict[str, object], name: str, count: int) -> None:
    before = counters.get(name)
    counters[name] = (before if isinstance(before, int) else 0) + count
