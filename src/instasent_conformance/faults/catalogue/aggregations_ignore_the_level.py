"""An aggregation lists the values of an attribute that the level hides."""

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
from ..wrapping import noticing, present_endpoint


def witness(server: Server) -> bool:
    """Look for an email in the buckets at the Default level."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    wanted = {"emails": {"type": "terms", "field": server.uid("email")}}
    token = server.reader("audience.aggregations")
    body = {"aggregations": wanted}
    answer = server.ask("audience.aggregations", token, body=body)
    return b"a@a.example" in answer.content


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Compute over the stored columns and not over the disclosed ones."""

    def ignore(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        if present_endpoint() == "audience.aggregations":
            return dict(data)
        return disclose(service, project, data, level)

    app = emulator_with(contract, settings, disclose=ignore)
    return noticing(app, contract, settings)
