"""Who opted out is refused by id, and sent to by phone number."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Refusal, Service, Settings
from ...emulator.dispatch import dispatch
from ...emulator.reach import (
    see_audience,
)
from ...emulator.service import (
    Dispatch,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present,
)


def witness(server: Server) -> list[int]:
    """Opt a person out, and send to it by id and by phone number."""
    token, phone = server.full_token(), "+34600000001"
    server.push(server.datasource(), server.person("u1", phone=phone))
    ident = server.seen()[0]["id"]
    body = {"audienceId": ident}
    server.ask("audience.sms-unsubscribe", token, body=body, query="_sync")
    return [
        server.ask("sms.send", token, "default", to, body={"text": "Hi"}).status
        for to in (ident, phone)
    ]


@fault(family="message", law="direct-sms", requirement="V-SMS-34", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Look at the subscription where the person is at hand."""

    def heed(service: Service, message: Dispatch) -> dict[str, object]:
        asked = present()
        named = asked.facts.get("audience.id", "") if asked else ""
        person = see_audience(service, message.project, named)
        flag = service.uid("subscribed-sms")
        if person is not None and person.data.get(flag) is False:
            raise Refusal(422, "The person opted out of SMS")
        return dispatch(service, message)

    app = emulator_with(contract, settings, dispatch=heed)
    return noticing(app, contract, settings)
