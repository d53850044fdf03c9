"""The text of a 404 suggests the email of somebody else."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.errors import render_error
from ...emulator.reach import project_by_uid
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import noticing, present


def witness(server: Server) -> bool:
    """Look for an email in the refusal of an unknown value at the Default level."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    answer = server.ask("audience.by-value", server.reader("audience.get"), "nobody")
    return b"a@a.example" in answer.content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Be helpful to a caller that mistyped a value."""

    def suggest(service: Service, refusal: Refusal) -> object | None:
        asked = present()
        if (
            refusal.status != 404
            or asked is None
            or asked.endpoint != "audience.by-value"
        ):
            return render_error(service, refusal)
        project = project_by_uid(service, asked.facts["project.uid"])
        row = service.store.row(
            """SELECT json_extract(data, ?) FROM audience WHERE project_id = ?
            ORDER BY seq DESC LIMIT 1""",
            *(f'$."{service.uid("email")}"', project.id if project else ""),
        )
        hint = f"; did you mean {row[0]}?" if row and row[0] else ""
        return {"message": refusal.message + hint}

    app = emulator_with(contract, settings, render_error=suggest)
    return noticing(app, contract, settings)
