"""The stream of a datasource: pushing contacts and events, reading them back."""

from __future__ import annotations

from collections.abc import Sequence

from instasent_conformance.emulator.authn import scopes_of
from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.contacts import source_contact
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.ingest import (
    CONTACTS,
    EVENTS,
    flush,
    record_call,
)
from instasent_conformance.emulator.reach import datasource_by_id
from instasent_conformance.emulator.records import Datasource
from instasent_conformance.emulator.service import Batch, Outcome
from instasent_conformance.emulator.writing.accounts import (
    api_tier,
    write_organization,
    write_reduced_project,
)
from instasent_conformance.emulator.writing.datasources import (
    stream_id,
    write_reduced_datasource,
    write_source_contact,
    write_stream,
)

Json = dict[str, object]


@answers("stream.get")
def get_stream(call: Call) -> Answer:
    """Describe a stream and who is looking at it."""
    service, token = call.service, call.token
    return Answer(
        {
            "organization": write_organization(service, token, call.endpoint.id),
            "project": write_reduced_project(call.project),
            "datasource": write_reduced_datasource(call.datasource),
            "stream": write_stream(call.datasource),
            "token": {"type": token.kind, "scopes": scopes_of(service, token)},
        }
    )


@answers("stream.get-contact")
def get_contact(call: Call) -> Answer:
    """Describe a contact as its datasource knows it."""
    user_id = call.facts["contact.user-id"]
    contact = source_contact(call.service, call.datasource.id, user_id)
    if contact is None:
        raise Refusal(404, "The datasource has no such contact")
    return Answer({"contact": write_source_contact(call.service, contact)})


@answers("stream.push-contacts")
def push_contacts(call: Call) -> Answer:
    """Upsert a batch of contacts."""
    return _push(call, CONTACTS)


@answers("stream.push-events")
def push_events(call: Call) -> Answer:
    """Append a batch of events."""
    return _push(call, EVENTS)


@answers("stream.delete-contact")
def delete_contact(call: Call) -> Answer:
    """Destroy a contact at once, after everything that was pushed before."""
    service, datasource = call.service, call.datasource
    user_id = call.facts["contact.user-id"]
    sync, dry_run = call.flag("_sync"), call.flag("_dryRun")
    batch = Batch(call.project, datasource, CONTACTS, [user_id], sync, dry_run)
    if not dry_run:
        flush(service, datasource.id)
    if source_contact(service, datasource.id, user_id) is None:
        raise Refusal(404, "The datasource has no such contact")
    outcomes = [Outcome(0, user_id)]
    if not dry_run:
        remove = service.collaborators.remove_contact
        remove(service, call.project, datasource, user_id)
        record_call(service, batch, outcomes)
    return _result(call, batch, outcomes)


def _push(call: Call, action: str) -> Answer:
    items = call.body
    if not isinstance(items, list):
        raise Refusal(400, "The body is expected to be an array")
    limit = call.service.limit("batch.items")
    if len(items) > limit:
        raise Refusal(400, f"A batch holds at most {limit} items")
    sync, dry_run = call.flag("_sync"), call.flag("_dryRun")
    batch = Batch(call.project, call.datasource, action, items, sync, dry_run)
    outcomes = call.service.collaborators.ingest(call.service, batch)
    return _result(call, batch, outcomes)


def _result(call: Call, batch: Batch, outcomes: Sequence[Outcome]) -> Answer:
    failed = sum(outcome.message is not None for outcome in outcomes)
    status = _status(call, batch, failed, len(outcomes) - failed)
    if call.service.knobs.option("K-07") == "entity-items":
        return Answer(_items_form(call, outcomes, failed), status)
    return Answer(_flat_form(call, batch, outcomes, status), status)


def _status(call: Call, batch: Batch, failed: int, succeeded: int) -> int:
    knobs = call.service.knobs
    if failed and not succeeded and knobs.option("K-08") == "422":
        return 422
    if failed and succeeded and knobs.option("K-09") == "207":
        return 207
    if knobs.option("K-06") == "sync-200":
        return 200 if batch.sync else 202
    return knobs.status("K-06")


def _flat_form(
    call: Call, batch: Batch, outcomes: Sequence[Outcome], status: int
) -> Json:
    accepted = [one for one in outcomes if one.message is None]
    errors = [one for one in outcomes if one.message is not None]
    datasource = batch.datasource
    return {
        "success": status < 400,
        "status": status,
        "accepted": [{"position": o.position, "item": o.item} for o in accepted],
        "errors": [
            {"position": o.position, "item": o.item, "error": f"{o.field}: {o.message}"}
            for o in errors
        ],
        "entitiesSuccess": len(accepted),
        "entitiesFailures": len(errors),
        "entitiesLimit": call.service.limit("batch.items"),
        "dryRun": batch.dry_run,
        "apiSpeedTier": api_tier(call.service, call.token),
        "streamId": stream_id(datasource),
        "datasourceId": datasource.id,
        "datasourceUid": datasource.uid,
        "projectId": batch.project.id,
        "projectUid": batch.project.uid,
        "stats": _statistics(call, datasource),
    }


def _statistics(call: Call, datasource: Datasource) -> Json:
    stream = write_stream(datasource_by_id(call.service, datasource.id) or datasource)
    return {
        "callsTotal": stream["callsTotal"],
        "callsSuccess": stream["callsSuccess"],
        "callsFailures": stream["callsFailures"],
        "entitiesSuccess": stream["processedEntitiesSuccess"],
        "entitiesFailures": stream["processedEntitiesFailures"],
    }


def _items_form(call: Call, outcomes: Sequence[Outcome], failed: int) -> Json:
    uid = call.service.uid("user-id")
    items: list[Json] = []
    for one in outcomes:
        given = one.item.get(uid) if isinstance(one.item, dict) else one.item
        item: Json = {
            "status": "success" if one.message is None else "error",
            uid: given if isinstance(given, str) else None,
        }
        if one.message is not None:
            item["errors"] = {str(one.field): [one.message]}
        items.append(item)
    succeeded = len(outcomes) - failed
    return {"entity": {"successful": succeeded, "failed": failed, "items": items}}
