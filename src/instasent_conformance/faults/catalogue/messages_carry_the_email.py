"""A message names the email of its contact."""

from __future__ import annotations

import json

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import see_audience, see_sms
from ...emulator.records import Project
from ...emulator.store import Row
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Read a message with a token that may read no email."""
    phone, email = "+34600000001", "ann@conform.example"
    server.push(server.datasource(), server.person("u1", phone=phone, email=email))
    body = {"text": "Hi"}
    sent = server.ask("sms.send", server.full_token(), "default", phone, body=body)
    ident = sent.body["entity"]["id"]
    answer = server.ask("sms.get", server.reader("sms.get"), ident)
    return email.encode() in answer.content


@fault(
    family="redaction",
    law="redaction",
    requirement="G-PRIVACY-07",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Show who the contact is."""

    def see(service: Service, project: Project, sms_id: str) -> Row | None:
        row = see_sms(service, project, sms_id)
        person = see_audience(service, project, row[1]) if row and row[1] else None
        if row is None or person is None:
            return row
        body = json.loads(row[0])
        body["audienceContact"]["email"] = person.data.get(service.uid("email"))
        return (json.dumps(body), row[1])

    return emulator_with(contract, settings, reach_sms=see)
