"""A custom text is disclosed at the Basic level, as only custom booleans are."""

from __future__ import annotations

from collections.abc import Mapping

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> list[bool]:
    """Look for a custom text at the Default and the Basic level."""
    server.push(server.datasource(), {**server.person("u1"), "note": "secret-note"})
    tokens = [server.reader("audience.get", level=one) for one in ("default", "basic")]
    answers = [server.ask("audience.by-value", token, "u1") for token in tokens]
    return [b"secret-note" in answer.content for answer in answers]


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-14", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look at whether an attribute is custom, and not at its type."""

    def widen(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if level == "basic":
            shown |= {uid: data[uid] for uid in data if service.role(uid) is None}
        return shown

    return emulator_with(contract, settings, disclose=widen)
