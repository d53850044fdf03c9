"""One project."""

from __future__ import annotations

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.writing.accounts import (
    write_context,
    write_project,
)


@answers("project.get")
def get_project(call: Call) -> Answer:
    """Describe a project and how it merges."""
    metadata = write_context(call.service, call.token, call.endpoint.id, call.project)
    return Answer(
        {"entity": write_project(call.service, call.project), "metadata": metadata}
    )
