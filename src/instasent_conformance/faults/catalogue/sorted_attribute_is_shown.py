"""A search shows the attribute that it sorts by, whatever the level."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import (
    Project,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present,
)


def witness(server: Server) -> bool:
    """Sort by a hidden attribute, and look for its value."""
    email = "ann@conform.example"
    server.push(server.datasource(), server.person("u1", email=email))
    token, body = server.reader("audience.search"), {"sortField": server.uid("email")}
    return email.encode() in server.ask("audience.search", token, body=body).content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Return the sort key with each row."""

    def with_key(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown, asked = disclose(service, project, data, level), present()
        given = asked.read() if asked is not None else None
        key = given.get("sortField") if isinstance(given, dict) else None
        return shown | (
            {key: data[key]} if isinstance(key, str) and key in data else {}
        )

    app = emulator_with(contract, settings, disclose=with_key)
    return noticing(app, contract, settings)
