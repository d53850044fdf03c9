"""Actions on one person: opting in and out of a channel, deletion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from instasent_conformance.emulator.actions import (
    DELETE,
    SUBSCRIBE,
    UNSUBSCRIBE,
    carry_out,
    enqueue_action,
)
from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.coercion import has_lone_surrogate
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.ingest import flush_actions
from instasent_conformance.emulator.subscribing import REASONS
from instasent_conformance.emulator.writing.accounts import api_tier
from instasent_conformance.emulator.writing.audience import write_person

_WHAT = {
    "audience.sms-subscribe": (SUBSCRIBE, "subscribed-sms"),
    "audience.sms-unsubscribe": (UNSUBSCRIBE, "subscribed-sms"),
    "audience.email-subscribe": (SUBSCRIBE, "subscribed-email"),
    "audience.email-unsubscribe": (UNSUBSCRIBE, "subscribed-email"),
    "audience.delete-contact": (DELETE, ""),
}

Json = dict[str, object]


@answers(*_WHAT)
def act(call: Call) -> Answer:
    """Do something to a person, at once or in turn."""
    items = [_read(item) for item in _items(call)]
    sync = call.flag("_sync")
    if sync:
        flush_actions(call.service, call.project)
    failed = [place for place, item in enumerate(items) if not _exists(call, item)]
    if failed and call.service.knobs.option("A-06") == "404":
        raise Refusal(404, "The project has no such person")
    for place, item in enumerate(items):
        if place not in failed:
            _act(call, item, sync=sync)
    return _answer(call, items, failed, sync=sync)


def _items(call: Call) -> list[object]:
    body = call.body
    if isinstance(body, list) and call.service.knobs.option("A-05") != "object":
        limit = call.service.limit("batch.items")
        if not 1 <= len(body) <= limit:
            raise Refusal(400, f"A list holds from 1 to {limit} actions")
        return body
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    return [body]


def _read(item: object) -> Json:
    if not isinstance(item, dict):
        raise Refusal(400, "An action is expected to be an object")
    ident = item.get("audienceId")
    if not isinstance(ident, str) or not ident or has_lone_surrogate(ident):
        raise Refusal(422, "audienceId: expected a text that is not empty")
    for name in REASONS:
        value = item.get(name)
        if value is not None and not _is_text(value):
            raise Refusal(422, f"{name}: expected a text")
    return item


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not has_lone_surrogate(value)


def _exists(call: Call, item: Mapping[str, object]) -> bool:
    see = call.service.collaborators.reach.audience
    return see(call.service, call.project, str(item["audienceId"])) is not None


def _act(call: Call, item: Mapping[str, object], *, sync: bool) -> None:
    service, project, what = call.service, call.project, _WHAT[call.endpoint.id]
    kept = {name: item[name] for name in ("audienceId", *REASONS) if name in item}
    if not sync:
        enqueue_action(service, project, what, kept)
        return
    person = service.collaborators.reach.audience(
        service, project, str(item["audienceId"])
    )
    if person is not None:
        carry_out(service, project, person, what, kept)


def _answer(
    call: Call, items: Sequence[Json], failed: Sequence[int], *, sync: bool
) -> Answer:
    knobs = call.service.knobs
    status = knobs.status("K-06") if knobs.option("K-06") != "sync-200" else None
    status = status or (200 if sync else 202)
    if len(failed) == len(items) and knobs.option("K-08") == "422":
        status = 422
    elif knobs.option("K-43") == "empty":
        return Answer(None, 204)
    elif knobs.option("K-43") == "entity":
        return Answer({"entity": _entity(call, items[0])}, status)
    return Answer(_result(call, items, failed, status), status)


def _entity(call: Call, item: Mapping[str, object]) -> object:
    service, project = call.service, call.project
    see = service.collaborators.reach.audience
    person = see(service, project, str(item["audienceId"]))
    if person is None:
        return None
    level = service.collaborators.level(service, call.token)
    return write_person(service, project, person, level)


def _result(
    call: Call, items: Sequence[Json], failed: Sequence[int], status: int
) -> Json:
    listed = [{"position": place, "item": item} for place, item in enumerate(items)]
    why = {"error": "audienceId: the project has no such person"}
    accepted = [one for one in listed if one["position"] not in failed]
    errors = [one | why for one in listed if one["position"] in failed]
    return {
        "success": status < 400,
        "status": status,
        "accepted": accepted,
        "errors": errors,
        "entitiesSuccess": len(accepted),
        "entitiesFailures": len(errors),
        "entitiesLimit": call.service.limit("batch.items"),
        "dryRun": False,
        "apiSpeedTier": api_tier(call.service, call.token),
        "projectId": call.project.id,
        "projectUid": call.project.uid,
    }
