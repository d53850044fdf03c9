"""Datasources, their streams and their contacts as JSON."""

from __future__ import annotations

from instasent_conformance.emulator.authn import token_by_id
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.projection import write_attributes
from instasent_conformance.emulator.records import Datasource, SourceContact
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.writing.accounts import Json, write_secret

_COUNTERS = (
    "lastContactReceivedAt",
    "lastContactCreatedAt",
    "lastContactIntegratedAt",
    "lastContactSyncAt",
    "lastContactEventSyncAt",
    "lastContactExtraSyncAt",
    "lastContactGarbageCollectorSyncAt",
    "lastEventReceivedAt",
    "lastEventCreatedAt",
    "lastImport",
    "lastEventImport",
    "lastExtraImport",
    "lastGarbageCollectorImport",
    "receivedContacts",
    "receivedEvents",
    "receivedIntegrations",
    "receivedIntegrationsCreations",
    "receivedIntegrationsMerges",
    "receivedIntegrationsUpdates",
)
SEQUENCE = 1
DATASOURCE_FIELDS = frozenset(
    (
        *("id", "uid", "name", "type", "priority", "audienceTags", "defaultCountry"),
        *("locale", "timezone", "sequence", "integration", "createdAt", "updatedAt"),
        *("description", "uniqueDsfield", "sequenceDate", "deleted", "token"),
        *_COUNTERS,
    )
)


def write_reduced_datasource(datasource: Datasource) -> Json:
    """Write a datasource as streams and statistics show it."""
    options = datasource.options
    return {
        "id": datasource.id,
        "uid": datasource.uid,
        "name": datasource.name,
        "type": datasource.type,
        "priority": datasource.priority,
        "audienceTags": options.get("audienceTags") or [],
        "defaultCountry": options.get("defaultCountry"),
        "locale": options.get("locale"),
        "timezone": options.get("timezone"),
        "sequence": SEQUENCE,
        "integration": None,
        **{name: datasource.counters.get(name) for name in _COUNTERS},
        "createdAt": stamp(datasource.created_at),
        "updatedAt": stamp(datasource.updated_at),
    }


def write_datasource(
    service: Service, datasource: Datasource, *, reading: bool = True
) -> Json:
    """Write a datasource with the token that feeds it."""
    return write_reduced_datasource(datasource) | {
        "description": datasource.options.get("description") or "",
        "uniqueDsfield": service.uid("user-id"),
        "sequenceDate": stamp(datasource.created_at),
        "deleted": False,
        "token": _write_token(service, datasource, reading=reading),
    }


def _write_token(service: Service, datasource: Datasource, *, reading: bool) -> Json:
    token = token_by_id(service, datasource.token_id)
    assert token is not None
    return {
        "id": token.id,
        "title": token.title,
        "token": write_secret(service, token.secret, reading=reading),
        "testMode": False,
        "callbackUrl": None,
        "createdAt": stamp(token.created_at),
        "projects": [],
    }


def write_stream(datasource: Datasource) -> Json:
    """Write the stream of a datasource with its lifetime counters."""
    counters = datasource.counters
    return {
        "id": stream_id(datasource),
        "type": "datasource",
        "purpose": None,
        "exposed": True,
        "callsTotal": counters.get("callsTotal", 0),
        "callsSuccess": counters.get("callsSuccess", 0),
        "callsFailures": counters.get("callsFailures", 0),
        "processedEntitiesSuccess": counters.get("processedEntitiesSuccess", 0),
        "processedEntitiesFailures": counters.get("processedEntitiesFailures", 0),
        "lastCallTime": counters.get("lastCallTime"),
        "lastSuccessTime": counters.get("lastSuccessTime"),
        "lastFailureTime": counters.get("lastFailureTime"),
    }


def stream_id(datasource: Datasource) -> str:
    """Return the id of the one stream that a datasource has."""
    return f"{datasource.id}-stream"


def write_source_contact(service: Service, contact: SourceContact) -> Json:
    """Write a contact as its datasource knows it."""
    row = service.store.row("SELECT id FROM audience WHERE seq = ?", contact.audience)
    return {
        "id": contact.id,
        "contactId": contact.user_id,
        "temporaryContactId": None,
        "audienceId": None if row is None else row[0],
        "contactData": write_attributes(service, contact.data),
        "customTag": None,
        "datasourceSequence": SEQUENCE,
        "deleted": False,
        "hasErrors": None,
        "createdAt": stamp(contact.created_at),
        "updatedAt": stamp(contact.updated_at),
    }
