"""The senders of a project."""

from __future__ import annotations

import re

from instasent_conformance.emulator.accounts import create_sender
from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.indexes import cut
from instasent_conformance.emulator.reach import DEFAULT_SENDER
from instasent_conformance.emulator.store import Row

_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")
_FIELDS = frozenset(("id", "from", "status", "createdAt"))
_SELECT = "SELECT id, name, status, created_at FROM sender WHERE project_id = ?"

Json = dict[str, object]


@answers("sender.list")
def list_senders(call: Call) -> Answer:
    """List the senders of a project and name the default one."""
    rows = call.service.store.rows(_SELECT + " ORDER BY rowid", call.project.id)
    page, metadata = cut(
        call.service, [_write(row) for row in rows], call.query, _FIELDS
    )
    find = call.service.collaborators.reach.sender
    default = find(call.service, call.project, DEFAULT_SENDER)
    metadata["defaultSender"] = default[0] if default else None
    return Answer({"entities": page, "metadata": metadata})


@answers("sender.create")
def add_sender(call: Call) -> Answer:
    """Add a sender, which may send at once."""
    service, body = call.service, call.body
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    name, longest = body.get("from"), service.limit("sender.length")
    if not isinstance(name, str) or not _ALPHANUMERIC.fullmatch(name):
        raise Refusal(422, "from: expected letters and digits")
    if len(name) > longest:
        raise Refusal(422, f"from: at most {longest} characters are allowed")
    ident = create_sender(service, call.project.id, name, default=False)
    row = service.store.row(_SELECT + " AND id = ?", call.project.id, ident)
    assert row is not None
    return Answer({"entity": _write(row)}, 201)


@answers("sender.delete")
def remove_sender(call: Call) -> Answer:
    """Remove a sender; what it sent stays."""
    find, given = call.service.collaborators.reach.sender, call.facts["sender.id"]
    row = find(call.service, call.project, given)
    if row is None or given == DEFAULT_SENDER:
        raise Refusal(404, "The project has no such sender")
    call.service.store.run(
        "DELETE FROM sender WHERE project_id = ? AND id = ?", call.project.id, row[0]
    )
    return Answer(None, 204)


def _write(row: Row) -> Json:
    ident, name, status, created = row
    return {"id": ident, "from": name, "status": status, "createdAt": stamp(created)}
