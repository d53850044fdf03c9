"""The highest level that a project was read at serves every later token."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authz import level
from ...emulator.records import Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[bool]:
    """Look for the email before and after a wider token read the person."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    narrow = server.reader("audience.get")
    tokens = (narrow, server.reader("audience.get", level="basic"), narrow)
    answers = [server.ask("audience.by-value", token, "u1") for token in tokens]
    return [b"a@a.example" in answer.content for answer in answers]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-01", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Cache the level under a key that forgets the token."""
    ranks = {one.level: one.rank for one in contract.levels}
    reached: dict[str | None, str] = {}

    def recall(service: Service, token: Token) -> str:
        own = level(service, token)
        known = reached.setdefault(token.project_id, own)
        if ranks[own] > ranks[known]:
            reached[token.project_id] = own
        return reached[token.project_id]

    return emulator_with(contract, settings, level=recall)
