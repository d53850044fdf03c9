"""A failed item of a batch does not say what is wrong with it."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[object]:
    """Push a good and a bad contact and collect the reasons."""
    contacts = (server.person("u1"), {server.uid("email"): "a@a.example"})
    answer = server.push(server.datasource(), *contacts)
    return [error.get("error") for error in answer.body["errors"]]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-INGEST-15",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the reasons in a log."""

    async def silence(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        body = reply.read()
        if not asked.endpoint.startswith("stream.push") or "errors" not in (body or {}):
            return reply
        errors = [{**error, "error": None} for error in body["errors"]]
        return reply.saying({**body, "errors": errors})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, silence)
