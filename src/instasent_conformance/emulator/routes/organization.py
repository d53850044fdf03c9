"""The organisation behind a token."""

from __future__ import annotations

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.reach import visible_projects
from instasent_conformance.emulator.writing.accounts import (
    write_context,
    write_project_summary,
    write_secret,
)


@answers("organization.get")
def get_organization(call: Call) -> Answer:
    """Describe the token, its organisation and the projects it reaches."""
    service, token = call.service, call.token
    entity = {
        "id": token.id,
        "title": token.title,
        "token": write_secret(service, token.secret, reading=True),
        "testMode": False,
        "callbackUrl": None,
        "createdAt": stamp(token.created_at),
        "support": [],
        "projects": [
            write_project_summary(service, project)
            for project in visible_projects(service, token)
        ],
    }
    metadata = write_context(service, token, call.endpoint.id)
    return Answer({"entity": entity, "metadata": metadata})
