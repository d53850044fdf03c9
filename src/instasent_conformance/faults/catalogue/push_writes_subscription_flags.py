"""A push overwrites the subscription flags of the platform."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.contacts import (
    store_contact,
    validate_contact,
)
from ...emulator.merging import match
from ...emulator.reach import (
    audience_by_seq,
)
from ...emulator.records import (
    Datasource,
    Key,
    Project,
)
from ...emulator.service import (
    Batch,
)
from ...emulator.subscribing import unsubscribe
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server

_ROLE = "subscribed-sms"


def witness(server: Server) -> object:
    """Push that a person is not subscribed, and read the flag."""
    source = server.datasource()
    for person in (server.person("u1"), server.person("u1", subscribed_sms=False)):
        server.push(source, person)
    return server.seen()[0]["attributesData"][server.uid("subscribed-sms")]


@fault(
    family="consolidation",
    law="consolidation",
    requirement="D-MERGE-04",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Take what a source says of a subscription for a wish of the person."""
    flag = contract.attribute(_ROLE).uid

    def take(service: Service, batch: Batch, item: object) -> dict[str, object]:
        if not isinstance(item, dict) or flag not in item:
            return validate_contact(service, batch, item)
        plain = {uid: one for uid, one in item.items() if uid != flag}
        return validate_contact(service, batch, plain) | {flag: item[flag]}

    def store(
        service: Service,
        project: Project,
        datasource: Datasource,
        data: dict[str, object],
    ) -> str:
        plain = {uid: one for uid, one in data.items() if uid != flag}
        ending = store_contact(service, project, datasource, plain)
        key = Key(service.uid("user-id"), str(data[service.uid("user-id")]))
        (person,) = audience_by_seq(service, (match(service, project.id, [key])[0],))
        if data.get(flag) is False:
            unsubscribe(service, project, person, _ROLE, {})
        return ending

    parts: dict[str, Any] = {"validate_contact": take, "store_contact": store}
    return emulator_with(contract, settings, **parts)
