"""A push of a contact subscribes its person again."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.records import Datasource, Project, SourceContact
from ...transport import App
from ..planting import emulator_storing_again
from ..registry import fault
from ..witness import Server

_FORGET = """
DELETE FROM opt_out WHERE audience_id IN
(SELECT f.id FROM former_id f WHERE f.audience = ?)
"""


def witness(server: Server) -> object:
    """Opt a person out, push its contact again, and read the flag."""
    source = server.datasource()
    server.push(source, server.person("u1"))
    server.act("audience.sms-unsubscribe")
    server.push(source, server.person("u1", first_name="Ann"))
    return server.seen()[0]["attributesData"][server.uid("subscribed-sms")]


@fault(family="ingest", law="lifecycle", requirement="D-SUBSCRIBE-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Make a person anew from what its sources say."""

    def forget(
        service: Service, _project: Project, _source: Datasource, known: SourceContact
    ) -> None:
        service.store.run(_FORGET, known.audience)

    return emulator_storing_again(contract, settings, forget)
