"""A header of the answer carries the email that the body hides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> bool:
    """Look for the email in the headers of a read at the Default level."""
    server.push(server.datasource(), server.person("u1", email="a@a.example"))
    answer = server.ask("audience.by-value", server.reader("audience.get"), "u1")
    return "a@a.example" in answer.headers.values()


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Name the person for the log of a proxy."""
    people: list[object] = []

    def note(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        people.append(data.get(service.uid("email")))
        return disclose(service, project, data, level)

    async def label(asked: Asked, forward: Forward) -> Reply:
        people.clear()
        reply = await forward(asked)
        single = asked.endpoint in ("audience.get", "audience.by-value")
        if not single or not people or not isinstance(people[-1], str):
            return reply
        return replace(reply, headers={**reply.headers, "x-contact": people[-1]})

    app = emulator_with(contract, settings, disclose=note)
    return intercepting(app, contract, settings, label)
