"""Organisations, projects and tokens as JSON."""

from __future__ import annotations

from instasent_conformance.emulator.authn import scopes_of
from instasent_conformance.emulator.authz import may_see_field
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.reach import DEFAULT_SENDER, organization
from instasent_conformance.emulator.records import Project, Token
from instasent_conformance.emulator.service import Service

Json = dict[str, object]

CURRENCY = "EUR"
_ATTRIBUTION_HOURS = {
    "hoursCampaignCta": 72,
    "hoursCampaignHighIntent": 72,
    "hoursCampaignOpen": 24,
    "hoursCampaignReply": 72,
    "hoursFindOutboundSms": 72,
    "hoursOtherCampaignSent": 24,
    "hoursRcsCampaignSent": 24,
    "hoursSmsCampaignSent": 24,
    "hoursWhatsappCampaignSent": 24,
}
CREATES_ON_OUTBOUND = True
"""Whether a project creates a contact when it writes to a stranger."""
_CHANNEL_DEFAULTS: Json = {
    "autoCreateContactsOnInbounds": True,
    "autoCreateContactsOnOutbounds": CREATES_ON_OUTBOUND,
    "autoMarketingOptInOnInbound": False,
    "defaultSendingPurpose": None,
    "marketingOptInScope": "channel",
    "marketingOptOutScope": "channel",
    "optInKeywords": ["START"],
    "optOutKeywords": ["STOP"],
}
_INHERITED: Json = dict.fromkeys(_CHANNEL_DEFAULTS)


def write_organization(service: Service, token: Token, endpoint: str) -> Json:
    """Write the organisation of a token, with its account where that is granted."""
    found = organization(service, token.organization_id)
    assert found is not None
    rank = service.registry.plans[found.plan].rank
    body: Json = {
        "id": found.id,
        "name": found.name,
        "plan": {"key": found.plan, "quality": rank, "status": "active"},
        "api": {"tier": rank},
    }
    if may_see_field(service, token, endpoint):
        body["account"] = {
            "funds": {"value": found.funds, "currency": CURRENCY},
            "credit": {
                "value": 0,
                "currency": CURRENCY,
                "resetTo": 0,
                "resetAt": None,
            },
        }
    return body


def api_tier(service: Service, token: Token) -> int:
    """Return the speed tier of the organisation of a token."""
    return service.registry.plans[token.plan].rank


def write_context(
    service: Service, token: Token, endpoint: str, project: Project | None = None
) -> Json:
    """Write the metadata that describes the caller, and the project if any."""
    body: Json = {
        "organization": write_organization(service, token, endpoint),
        "scopes": scopes_of(service, token),
    }
    if project is not None:
        body["uniqueAttributes"] = list(project.unique_attributes)
    return body


def write_secret(service: Service, secret: str, *, reading: bool) -> str:
    """Write the secret of a token, masked where reads mask it."""
    if reading and service.knobs.option("K-32") == "masked":
        return "*" * 8 + secret[-4:]
    return secret


def write_reduced_project(project: Project) -> Json:
    """Write the few fields of a project that a stream shows."""
    return {
        "id": project.id,
        "uid": project.uid,
        "name": project.name,
        "locale": "en_GB",
        "timezone": "Europe/Madrid",
        "createdAt": stamp(project.created_at),
        "updatedAt": stamp(project.created_at),
    }


def write_project_summary(service: Service, project: Project) -> Json:
    """Write a project as an entry of the list that a token reaches."""
    row = service.collaborators.reach.sender(service, project, DEFAULT_SENDER)
    return write_reduced_project(project) | {
        "description": "",
        "projectType": "standard",
        "projectStatus": "active",
        "businessType": "other",
        "businessUrl": None,
        "businessContactsSize": None,
        "brand": None,
        "defaultSmsSender": None if row is None else row[0],
        "shortTrackingDomain": None,
        "unsubscribeTrackingDomain": None,
        "lockedReason": None,
        "lockedUntil": None,
        "attributionConfig": None,
        "conversionConfig": None,
        "generalConfig": None,
    }


def write_project(service: Service, project: Project) -> Json:
    """Write a project with its configuration."""
    return write_project_summary(service, project) | {
        "attributionConfig": dict(_ATTRIBUTION_HOURS),
        "generalConfig": {
            "channelDefaults": dict(_CHANNEL_DEFAULTS),
            "channelSms": dict(_INHERITED),
            "channelEmail": dict(_INHERITED),
        },
    }
