"""A message goes out through the sender of another project."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import see_sender
from ...emulator.records import Project
from ...emulator.store import Row
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Send under home through the sender of the sibling, and of a stranger."""
    token, statuses = server.full_token(), []
    for project in ("sibling", "foreign"):
        listed = server.ask("sender.list", server.full_token(project), project=project)
        sender = listed.body["metadata"]["defaultSender"]
        place = (sender, "+34600000001")
        answer = server.ask("sms.send", token, *place, body={"text": "Hi"})
        statuses.append(answer.status)
    return statuses


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a sender up by its id alone."""

    def any_sender(service: Service, project: Project, name: str) -> Row | None:
        return see_sender(service, project, name) or service.store.row(
            "SELECT id, name, status FROM sender WHERE id = ?", name
        )

    return emulator_with(contract, settings, reach_sender=any_sender)
