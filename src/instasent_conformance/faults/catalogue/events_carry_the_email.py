"""Every event of a timeline repeats the email of its contact."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import source_contact
from ...emulator.events import store_event
from ...emulator.records import Datasource, EventItem, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Look for the email in a timeline read without a data scope."""
    source = server.datasource()
    server.push(source, server.person("u1", email="a@a.example"))
    server.push_events(source, "u1", "e1")
    person = server.seen()[0]["id"]
    token = server.reader("audience.events")
    return b"a@a.example" in server.ask("audience.events", token, person).content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Copy the contact into its events, as it was when they happened."""
    emails: dict[str, object] = {}

    def copy(
        service: Service, project: Project, datasource: Datasource, event: EventItem
    ) -> bool:
        contact = source_contact(service, datasource.id, event.user_id)
        email = contact.data.get(service.uid("email")) if contact else None
        emails[event.user_id] = email
        return store_event(service, project, datasource, event)

    def embed(body: Any) -> Any:
        for group in body["entities"].values():
            for event in group:
                event["contact"] = {"email": emails.get(event["userId"])}
        return body

    app = emulator_with(contract, settings, store_event=copy)
    return editing(app, contract, settings, {"audience.events": embed})
