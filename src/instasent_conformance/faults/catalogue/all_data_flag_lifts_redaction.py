"""A search that asks for all data gets every field, whatever the token's level."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authz import level
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present


def witness(server: Server) -> list[bool]:
    """Look for the email at the Default level, with and without the flag."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    token = server.reader("audience.search")
    bodies: list[dict[str, object]] = [{}, {"includeAllData": True}]
    answers = [server.ask("audience.search", token, body=body) for body in bodies]
    return [b"a@a.example" in answer.content for answer in answers]


@fault(family="redaction", law="redaction", requirement="G-TIER-21", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Believe the request where the token is to be believed."""
    highest = max(contract.levels, key=lambda one: one.rank).level

    def obey(service: Service, token: Token) -> str:
        asked = present()
        body = asked.read() if asked else None
        if isinstance(body, dict) and body.get("includeAllData") is True:
            return highest
        return level(service, token)

    app = emulator_with(contract, settings, level=obey)
    return noticing(app, contract, settings)
