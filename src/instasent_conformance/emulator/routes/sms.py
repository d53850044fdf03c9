"""SMS: one message, and direct sending."""

from __future__ import annotations

from instasent_conformance.emulator.accounts import create_datasource
from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.coercion import e164, has_lone_surrogate
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.lookup import people_having
from instasent_conformance.emulator.reach import audience_by_seq, datasources_of
from instasent_conformance.emulator.records import AudienceContact, Datasource, Key
from instasent_conformance.emulator.service import Dispatch
from instasent_conformance.emulator.texts import load
from instasent_conformance.emulator.writing.accounts import creates_on_outbound

PLATFORM = "PLATFORM"
"""The type of the datasource that holds people the platform itself created."""


@answers("sms.get")
def get_sms(call: Call) -> Answer:
    """Describe a message."""
    find = call.service.collaborators.reach.sms
    row = find(call.service, call.project, call.facts["sms.id"])
    if row is None:
        raise Refusal(404, "The project has no such message")
    return Answer({"entity": load(row[0]), "metadata": {"audienceId": row[1]}})


@answers("sms.send", "sms.send-tracked")
def send(call: Call) -> Answer:
    """Send a message to one person."""
    service = call.service
    text, allow_unicode = _content(call)
    term = read_term(call)
    sender = service.collaborators.reach.sender(
        service, call.project, call.facts["sender.id"]
    )
    if sender is None:
        raise Refusal(404, "The project has no such sender")
    person, to, phone, created = _recipient(call)
    if service.knobs.option("K-29") == "refuse" and _opted_out(call, person):
        raise Refusal(422, "The person opted out of SMS")
    message = Dispatch(
        project=call.project,
        organization_id=call.token.organization_id,
        sender=sender[1],
        to=to,
        phone=phone,
        audience_id=person.id,
        text=text,
        allow_unicode=allow_unicode,
        term=term,
    )
    entity = service.collaborators.dispatch(service, message)
    metadata = {"audienceId": person.id, "autoCreated": created}
    status = int(service.knobs.option("K-28").partition("-")[0])
    return Answer({"entity": entity, "metadata": metadata}, status)


def _content(call: Call) -> tuple[str, bool]:
    body = call.body
    if not isinstance(body, dict):
        raise Refusal(400, "The body is expected to be an object")
    text, allowed = body.get("text"), body.get("allowUnicode", False)
    if not isinstance(text, str) or not text or has_lone_surrogate(text):
        raise Refusal(400, "text: expected a text that is not empty")
    if not isinstance(allowed, bool):
        raise Refusal(400, "allowUnicode: expected a boolean")
    return text, allowed


def read_term(call: Call) -> str | None:
    """Return the tracking term of the path, or refuse one that is too long."""
    term = call.facts.get("utm-term")
    longest = call.service.limit("utm-term.length")
    if term is not None and len(term) > longest:
        raise Refusal(400, f"The tracking term holds at most {longest} characters")
    return term


def _recipient(call: Call) -> tuple[AudienceContact, str, str, bool]:
    service, given = call.service, call.facts["audience.id"]
    person = service.collaborators.reach.audience(service, call.project, given)
    if person is not None:
        phone = person.data.get(service.uid("phone"))
        if not isinstance(phone, str):
            raise Refusal(422, "The person has no phone number")
        return person, phone, phone, False
    found = e164(given, None)
    if found is None:
        raise Refusal(404, "The project has no such person")
    seqs = people_having(service, call.project, "phone", found)
    if seqs:
        return audience_by_seq(service, (seqs[0],))[0], given, found, False
    return _create_person(call, found), given, found, True


def _create_person(call: Call, phone: str) -> AudienceContact:
    service, project = call.service, call.project
    option = service.knobs.option("K-31")
    if option == "404" or (option == "flag" and not creates_on_outbound(project)):
        raise Refusal(404, "Nobody has that phone number")
    data: dict[str, object] = {
        service.uid("user-id"): phone,
        service.uid("phone"): phone,
    }
    store = service.collaborators.store_contact
    store(service, project, _platform(call), data)
    key = Key(service.uid("user-id"), phone)
    seq = service.collaborators.match(service, project.id, [key])[0]
    return audience_by_seq(service, (seq,))[0]


def _platform(call: Call) -> Datasource:
    for one in datasources_of(call.service, call.project):
        if one.type == PLATFORM:
            return one
    return create_datasource(
        call.service, call.project, name="Instasent", options={}, kind=PLATFORM
    )


def _opted_out(call: Call, person: AudienceContact) -> bool:
    return person.data.get(call.service.uid("subscribed-sms")) is False
