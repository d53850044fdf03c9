"""User ids of digits are compared as numbers, so that `007` and `7` are one person."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.normalising import normalise
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push two user ids that differ in leading zeros."""
    server.push(server.datasource("One"), server.person("7"))
    server.push(server.datasource("Two"), server.person("007"))
    return server.groups()


@fault(family="merge", law="merging", requirement="G-MERGE-05", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Read whatever looks like a number as one."""

    def read(
        service: Service, role: str, value: object, country: str | None
    ) -> str | None:
        key = normalise(service, role, value, country)
        if role == "user-id" and key is not None and key.isdecimal():
            return str(int(key))
        return key

    return emulator_with(contract, settings, normalise=read)
