"""A project names its primary merging attribute, and none of its others."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    editing,
)


def witness(server: Server) -> object:
    """Read the merging attributes of a project."""
    answer = server.ask("project.get", server.full_token())
    return answer.body["metadata"]["uniqueAttributes"]


@fault(family="contract", law="merging", requirement="G-MERGE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write a constant where a setting is to be written."""
    primary = [one.uid for one in contract.attributes if one.unique == "primary"]

    def change(body: Any) -> Any:
        body["metadata"]["uniqueAttributes"] = primary
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"project.get": change})
