"""A data scope raises the level on a plan that does not include it."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import scopes_of
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Look for the email at the Basic level on the lowest plan."""
    source = server.datasource(project="foreign")
    server.push(source, server.person("u1", email="a@a.example"))
    token = server.reader("audience.get", level="basic", project="foreign")
    answer = server.ask("audience.by-value", token, "u1", project="foreign")
    return b"a@a.example" in answer.content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-03", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Ask the token alone for the level."""

    def trust(service: Service, token: Token) -> str:
        held = {*scopes_of(service, token)}
        ranks = sorted(contract.levels, key=lambda one: one.rank)
        opened = [one for one in ranks if one.rank == 0 or one.scope in held]
        return opened[-1].level

    return emulator_with(contract, settings, level=trust)
