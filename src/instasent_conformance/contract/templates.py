"""Example bodies as templates: the facts they name, and a sample value for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .model import Json

SAMPLES: Mapping[str, Json] = {
    "project.uid": "sample-project",
    "datasource.id": "sample-datasource-id",
    "datasource.uid": "sample-datasource",
    "event-type.uid": "sample_event",
    "contact.user-id": "sample-user",
    "contact.email": "sample@conform.example",
    "contact.phone": "+34600000000",
    "contact.unique-value": "sample-user",
    "audience.id": "sample-audience-id",
    "sender.id": "sample-sender-id",
    "sms.id": "sample-sms-id",
    "segment.uid": "sample-segment",
    "segment.dynamic-uid": "sample-dynamic-segment",
    "segment.parameter": "sample-parameter",
    "campaign.id": "sample-campaign-id",
    "automation.id": "sample-automation-id",
    "send.id": "sample-send-id",
    "option.index": 0,
    "message.index": 0,
    "utm-term": "sample-term",
    "fresh.user-id": "sample-fresh-user",
    "fresh.email": "fresh@conform.example",
    "fresh.phone": "+34600000001",
    "fresh.name": "Sample",
    "fresh.event-id": "sample-event-id",
    "fresh.text": "sample text",
    "now": "2026-01-31T09:30:00.000Z",
}
"""One plausible value per fact word; only shown and validated, never sent."""

ATTRIBUTE = "attribute:"

_TEMPLATE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def fill(template: Json, values: Mapping[str, Json]) -> Any:
    """Return the template with every word that has a value replaced, keys included."""
    if isinstance(template, dict):
        return {str(fill(k, values)): fill(v, values) for k, v in template.items()}
    if isinstance(template, list):
        return [fill(item, values) for item in template]
    if not isinstance(template, str):
        return template
    whole = _TEMPLATE.fullmatch(template)
    if whole:
        return values.get(whole[1], template)
    return _TEMPLATE.sub(lambda found: str(values.get(found[1], found[0])), template)


def words(template: Json) -> Iterator[str]:
    """Yield every word that a template names, in keys and values."""
    if isinstance(template, dict):
        for key, value in template.items():
            yield from words(key)
            yield from words(value)
    elif isinstance(template, list):
        for item in template:
            yield from words(item)
    elif isinstance(template, str):
        yield from _TEMPLATE.findall(template)
