"""The token of a datasource writes into every datasource of its project."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import see_datasource
from ...emulator.records import Datasource, Project, Token
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[int]:
    """Push into one datasource with the token of another."""
    one, two = server.datasource("One"), server.datasource("Two")
    wrong = replace(two, token=one.token)
    return [server.push(source, server.person("u1")).status for source in (one, wrong)]


@fault(family="tenant", law="scope-gating", requirement="D-AUTH-09", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take the token of a datasource for one of its project."""

    def all_of(
        service: Service, token: Token, project: Project, name: str
    ) -> Datasource | None:
        return see_datasource(
            service, replace(token, datasource_id=None), project, name
        )

    return emulator_with(contract, settings, reach_datasource=all_of)
