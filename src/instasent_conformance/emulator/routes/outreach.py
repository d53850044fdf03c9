"""Campaigns and automations."""

from __future__ import annotations

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.indexes import answer_index
from instasent_conformance.emulator.messages import AUTOMATION, CAMPAIGN
from instasent_conformance.emulator.reach import outreach_of

_SHARED = ("id", "title", "status", "channel", "createdAt", "updatedAt")
_FIELDS = {
    CAMPAIGN: frozenset((*_SHARED, "campaignAt", "options")),
    AUTOMATION: frozenset((*_SHARED, "messages")),
}


@answers("campaign.list")
def list_campaigns(call: Call) -> Answer:
    """List the campaigns of a project."""
    return _list(call, CAMPAIGN)


@answers("campaign.get")
def get_campaign(call: Call) -> Answer:
    """Describe a campaign with its options."""
    return _get(call, CAMPAIGN, call.facts["campaign.id"])


@answers("automation.list")
def list_automations(call: Call) -> Answer:
    """List the automations of a project."""
    return _list(call, AUTOMATION)


@answers("automation.get")
def get_automation(call: Call) -> Answer:
    """Describe an automation with its messages."""
    return _get(call, AUTOMATION, call.facts["automation.id"])


def _list(call: Call, kind: str) -> Answer:
    found = outreach_of(call.service, call.project, kind)
    return answer_index(call, [dict(one.body) for one in found], _FIELDS[kind])


def _get(call: Call, kind: str, ident: str) -> Answer:
    see = call.service.collaborators.reach.outreach
    found = see(call.service, call.project, kind, ident)
    if found is None:
        raise Refusal(404, f"The project has no such {kind}")
    return Answer({"entity": dict(found.body)})
