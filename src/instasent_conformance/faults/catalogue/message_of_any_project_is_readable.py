"""A message is read by id under the path of any project."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.records import Project
from ...emulator.store import Row
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Read under the sibling and under foreign a message of home."""
    place = ("default", "+34600000001")
    sent = server.ask("sms.send", server.full_token(), *place, body={"text": "Hi"})
    message = sent.body["entity"]["id"]
    return [
        server.ask("sms.get", server.full_token(one), message, project=one).status
        for one in ("sibling", "foreign")
    ]


@fault(family="tenant", law="isolation", requirement="G-ISOLATE-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a message up by its id alone."""

    def any_message(service: Service, _project: Project, ident: str) -> Row | None:
        return service.store.row(
            "SELECT body, audience_id FROM sms WHERE id = ?", ident
        )

    return emulator_with(contract, settings, reach_sms=any_message)
