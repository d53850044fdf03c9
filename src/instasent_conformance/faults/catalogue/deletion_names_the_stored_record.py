"""The deletion of a datasource contact is answered with the id of its record."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import remove_contact, source_contact
from ...emulator.records import Datasource, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> object:
    """Delete a contact, and read what the answer calls it."""
    source, token = server.datasource(), server.full_token()
    server.push(source, server.person("u1"))
    answer = server.ask("stream.delete-contact", token, source.id, "u1", query="_sync")
    return answer.body["accepted"][0]["item"]


@fault(family="contract", law="lifecycle", requirement="V-PUSH-19", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Answer with the key that the row was deleted by."""
    gone: list[str] = []

    def remember(
        service: Service, project: Project, datasource: Datasource, user_id: str
    ) -> bool:
        contact = source_contact(service, datasource.id, user_id)
        gone[:] = [contact.id] if contact else []
        return remove_contact(service, project, datasource, user_id)

    def rename(body: Any) -> Any:
        for item in body["accepted"] if gone else ():
            item["item"] = gone[0]
        gone.clear()
        return body

    app = emulator_with(contract, settings, remove_contact=remember)
    return editing(app, contract, settings, {"stream.delete-contact": rename})
