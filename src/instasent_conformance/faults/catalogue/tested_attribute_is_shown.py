"""A search shows the attributes that its filter tests, whatever the level."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import (
    Project,
)
from ...transport import App
from ..planting import emulator_with, rewritten_filter
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present,
)


def witness(server: Server) -> bool:
    """Ask who has a hidden attribute, and look for its value."""
    email = "ann@conform.example"
    server.push(server.datasource(), server.person("u1", email=email))
    test = server.test("email", operator="exists")
    token, body = server.reader("audience.search"), {"root": test}
    return email.encode() in server.ask("audience.search", token, body=body).content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Return the fields that matched, to highlight them."""

    def highlight(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown, asked = disclose(service, project, data, level), present()
        given = asked.read() if asked is not None else None
        keys: list[object] = []
        if isinstance(given, dict):
            rewritten_filter(given, lambda node, _depth: keys.append(node.get("key")))
        return shown | {uid: one for uid, one in data.items() if uid in keys}

    app = emulator_with(contract, settings, disclose=highlight)
    return noticing(app, contract, settings)
