"""A token of the transactional product counts as one without scopes."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.authn import authenticate, token_by_id
from ...emulator.records import (
    Token,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> int:
    """Use a token of a kind that no endpoint admits."""
    kinds = [one.kind for one in server.contract.token_kinds if not one.accepted]
    owner = {"organization": server.owner("home"), "project": server.projects["home"]}
    minted = server.control("tokens", {"kind": kinds[0], "scopes": [], **owner})
    return server.ask("organization.get", minted["token"]).status


@fault(family="scope", law="authentication", requirement="D-AUTH-19", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look a secret up among the tokens of every product."""

    def any_product(service: Service, header: str | None) -> Token:
        row = service.store.row(
            "SELECT id, kind FROM token WHERE live = 1 AND secret = ?",
            (header or "").partition(" ")[2].strip(),
        )
        token = (
            token_by_id(service, row[0])
            if row and row[1] not in ("product", "datasource")
            else None
        )
        if token is None:
            return authenticate(service, header)
        return replace(token, kind="product")

    return emulator_with(contract, settings, authenticate=any_product)
