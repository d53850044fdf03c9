"""A push of a contact subscribes its person again."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import (
    source_contact,
    store_contact,
)
from ...emulator.records import (
    Datasource,
    Project,
)
from ...transport import App
from ..planting import emulator_with
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

    def anew(
        service: Service,
        project: Project,
        datasource: Datasource,
        data: dict[str, object],
    ) -> str:
        user_id = str(data[service.uid("user-id")])
        known = source_contact(service, datasource.id, user_id)
        if known is not None:
            service.store.run(_FORGET, known.audience)
        return store_contact(service, project, datasource, data)

    return emulator_with(contract, settings, store_contact=anew)
