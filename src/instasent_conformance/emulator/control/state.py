"""Time, queue, outbox, snapshots and digests."""

from __future__ import annotations

import json
from hashlib import blake2b

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.control.answering import Order
from instasent_conformance.emulator.dispatch import settle_messages
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.grants import fill_grants
from instasent_conformance.emulator.ingest import drain, settle_queue
from instasent_conformance.emulator.keeping import keep_meta, recall_meta
from instasent_conformance.emulator.reach import project_by_uid
from instasent_conformance.emulator.seeding import reseed
from instasent_conformance.emulator.service import Service

NAME = "instasent-conformance emulator"
_OF_PROJECT = (
    "audience",
    "contact",
    "deleted_person",
    "opt_out",
    "custom_attribute",
    "event",
    "queue",
    "sender",
    "sms",
    "segment",
    "segment_member",
    "outreach",
    "datasource",
)


_WITHOUT_ROWID = ("deleted_person", "opt_out", "custom_attribute", "segment_member")


def describe(service: Service, _order: Order) -> object:
    """Say what this is, which contract it follows and what time it has."""
    return {
        "name": NAME,
        "version": service.registry.version,
        "knobs": service.knobs.chosen(),
        "now": stamp(service.now()),
    }


def advance_clock(service: Service, order: Order) -> object:
    """Let time pass at once, with everything that becomes due."""
    service.collaborators.clock.advance(order.number("seconds"))
    settle_queue(service)
    settle_messages(service)
    keep_meta(service)
    return {"now": stamp(service.now())}


def set_limits(service: Service, order: Order) -> object:
    """Let exhausted rate windows refuse, or only be counted; tell what was before."""
    wanted, before = order.body.get("enforced"), service.limiting
    if not isinstance(wanted, bool):
        raise Refusal(400, "enforced: expected true or false")
    service.switches["limits"] = wanted
    return {"enforced": wanted, "before": before}


def drain_queue(service: Service, _order: Order) -> object:
    """Process everything that waits, due or not."""
    return {"processed": drain(service)}


def show_outbox(service: Service, order: Order) -> object:
    """List the messages that a project sent since it exists, oldest first."""
    rows = service.store.rows(
        """SELECT s.body FROM sms s JOIN project p ON p.id = s.project_id
        WHERE p.id = ? AND s.created_at >= p.created_at ORDER BY s.seq""",
        _project_id(service, order),
    )
    return {"entities": [json.loads(row[0]) for row in rows]}


def snapshot(service: Service, _order: Order) -> object:
    """Remember the whole state under a name."""
    name = f"snapshot-{len(service.snapshots) + 1}"
    keep_meta(service)
    service.store.commit()
    service.snapshots[name] = service.store.dump()
    return {"snapshot": name}


def restore(service: Service, order: Order) -> object:
    """Return to a state that was remembered, its time included."""
    name = order.text("snapshot")
    state = service.snapshots.get(name)
    if state is None:
        raise Refusal(404, "There is no such snapshot")
    service.store.commit()
    service.store.load(state)
    service.windows.clear()
    recall_meta(service)
    fill_grants(service)
    return {"snapshot": name}


def reset(service: Service, _order: Order) -> object:
    """Return to the initial world."""
    reseed(service)
    return {"now": stamp(service.now())}


def digest(service: Service, order: Order) -> object:
    """Return a hash of everything that a project stores."""
    project = _project_id(service, order)
    found = blake2b(digest_size=16)
    for table in _OF_PROJECT:
        key = "rowid" if table not in _WITHOUT_ROWID else "1, 2, 3"
        for row in service.store.rows(
            f"SELECT * FROM {table} WHERE project_id = ? ORDER BY {key}", project
        ):
            found.update(json.dumps([table, *row]).encode())
    own = service.store.row("SELECT * FROM project WHERE id = ?", project)
    found.update(json.dumps([own, _funds(service, project)]).encode())
    return {"digest": found.hexdigest()}


def _funds(service: Service, project_id: str) -> object:
    row = service.store.row(
        """SELECT o.funds FROM organization o JOIN project p
        ON p.organization_id = o.id WHERE p.id = ?""",
        project_id,
    )
    return row and row[0]


def _project_id(service: Service, order: Order) -> str:
    found = project_by_uid(service, order.query.get("project", ""))
    if found is None:
        raise Refusal(404, "There is no such project")
    return found.id
