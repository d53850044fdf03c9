"""The funds of the organisation open with the scope that reads datasources."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..planting import needed_scopes
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[bool]:
    """Look for the account with no scope, with the wrong one and with the right one."""
    tokens = (server.token(), server.reader("datasource.list"), server.full_token())
    return [
        "account"
        in server.ask("organization.get", token).body["metadata"]["organization"]
        for token in tokens
    ]


@fault(family="scope", law="scope-gating", requirement="G-SCOPE-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Add a row to the permission table that the contract does not have."""
    (wrong,) = needed_scopes(contract, "datasource.list")
    rows = tuple(structs.replace(row, scope=wrong) for row in contract.fields)
    return create_app(
        replace(contract, fields=contract.fields + rows), settings=settings
    )
