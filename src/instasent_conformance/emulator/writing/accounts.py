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
ATTRIBUTION_HOURS: Json = {
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
_ON_OUTBOUND = "autoCreateContactsOnOutbounds"
CHANNEL_DEFAULTS: Json = {
    "autoCreateContactsOnInbounds": True,
    _ON_OUTBOUND: True,
    "autoMarketingOptInOnInbound": False,
    "defaultSendingPurpose": None,
    "marketingOptInScope": "channel",
    "marketingOptOutScope": "channel",
    "optInKeywords": ["START"],
    "optOutKeywords": ["STOP"],
}
_INHERITED: Json = dict.fromkeys(CHANNEL_DEFAULTS)
CHANNELS = ("channelDefaults", "channelSms", "channelEmail")


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
        "locale": project.settings.get("locale", "en_GB"),
        "timezone": project.settings.get("timezone", "Europe/Madrid"),
        "createdAt": stamp(project.created_at),
        "updatedAt": stamp(project.updated_at),
    }


def write_project_summary(service: Service, project: Project) -> Json:
    """Write a project as an entry of the list that a token reaches."""
    row = service.collaborators.reach.sender(service, project, DEFAULT_SENDER)
    return write_reduced_project(project) | {
        "description": project.settings.get("description", ""),
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
    hours = _setting(project, "attributionConfig")
    return write_project_summary(service, project) | {
        "attributionConfig": ATTRIBUTION_HOURS | hours,
        "generalConfig": {name: _channel(project, name) for name in CHANNELS},
    }


def creates_on_outbound(project: Project) -> bool:
    """Tell whether a project creates a contact when it writes to a stranger."""
    return _channel(project, CHANNELS[0])[_ON_OUTBOUND] is True


def _channel(project: Project, name: str) -> Json:
    default = CHANNEL_DEFAULTS if name == CHANNELS[0] else _INHERITED
    own = _setting(project, "generalConfig").get(name)
    return default | (own if isinstance(own, dict) else {})


def _setting(project: Project, name: str) -> Json:
    found = project.settings.get(name)
    return found if isinstance(found, dict) else {}
