"""Lists of messages: by what sent them, and by who received them."""

from __future__ import annotations

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.coercion import e164
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.indexes import answer_index
from instasent_conformance.emulator.lookup import people_having
from instasent_conformance.emulator.messages import (
    AUTOMATION,
    CAMPAIGN,
    DIRECT,
    messages_of,
)
from instasent_conformance.emulator.routes.sms import read_term

FIELDS = frozenset(
    (
        *("id", "from", "to", "normalizedTo", "country", "text", "deliveredText"),
        *("allowUnicode", "unicode", "encoding", "charsCount", "messagesCount"),
        *("pricePerSms", "priceUser", "charged", "inbound", "status", "statusCode"),
        *("createdAt", "scheduledAt", "sentAt", "deliveredAt", "audienceContact"),
        "metadata",
    )
)
_TO_PERSON = """(audience_id IN (SELECT f.id FROM former_id f WHERE f.audience = ?)
OR (audience_id IS NULL AND phone = ?))"""
_TO_PHONE = """(phone = ? OR audience_id IN (SELECT f.id FROM former_id f
WHERE f.audience IN (SELECT value FROM json_each(?))))"""

Json = dict[str, object]


@answers("sms.list-direct")
def list_direct(call: Call) -> Answer:
    """List the messages that were sent one by one."""
    return _page(call, "kind = ?", DIRECT)


@answers("sms.list-direct-tracked")
def list_tracked(call: Call) -> Answer:
    """List the direct messages that carry a tracking term."""
    return _page(call, "kind = ? AND term = ?", DIRECT, read_term(call))


@answers("sms.list-by-campaign")
def list_by_campaign(call: Call) -> Answer:
    """List the messages of one option of a campaign."""
    return _of_part(call, CAMPAIGN, call.facts["campaign.id"], "option.index")


@answers("sms.list-by-automation")
def list_by_automation(call: Call) -> Answer:
    """List the messages that one step of an automation sent."""
    return _of_part(call, AUTOMATION, call.facts["automation.id"], "message.index")


@answers("sms.list-by-send")
def list_by_send(call: Call) -> Answer:
    """List the messages that went out together."""
    send_id = call.facts["send.id"]
    found = messages_of(call.service, call.project, "send_id = ?", send_id)
    return _listed(call, found, known=bool(found))


@answers("sms.list-by-contact")
def list_by_contact(call: Call) -> Answer:
    """List the messages to a person, named by an id or by a phone number."""
    service, project, given = call.service, call.project, call.facts["audience.id"]
    person = service.collaborators.reach.audience(service, project, given)
    if person is not None:
        phone = person.data.get(service.uid("phone"))
        return _page(call, _TO_PERSON, person.seq, phone)
    number = e164(given, None)
    if number is None:
        return _listed(call, [], known=False)
    people = people_having(service, project, "phone", number)
    seqs = f"[{','.join(map(str, people))}]"
    found = messages_of(service, project, _TO_PHONE, number, seqs)
    return _listed(call, found, known=bool(people or found))


def _of_part(call: Call, kind: str, ident: str, index: str) -> Answer:
    text = call.facts[index]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refusal(400, "The position is expected to be a whole number")
    see = call.service.collaborators.reach.outreach
    found = see(call.service, call.project, kind, ident)
    if found is None or int(text) >= found.parts:
        return _listed(call, [], known=False)
    return _page(
        call, "kind = ? AND owner = ? AND place = ?", kind, found.id, int(text)
    )


def _page(call: Call, where: str, *values: object) -> Answer:
    found = messages_of(call.service, call.project, where, *values)
    return answer_index(call, found, FIELDS)


def _listed(call: Call, found: list[Json], *, known: bool) -> Answer:
    if not known and call.service.knobs.option("A-15") == "404":
        raise Refusal(404, "The project has no such thing that messages were sent for")
    return answer_index(call, found, FIELDS)
