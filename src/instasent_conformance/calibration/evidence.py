"""What was sent and answered, without what anybody's account holds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from ..exchange import NOT_JSON, Exchange
from ..scrub import Scrubber

_TEXT = "<text>"
_LISTED = 2
_TELLING = frozenset(("message", "error", "status", "type", "key"))
"""Members whose texts say how the API speaks, and nothing about people."""


def evidence(exchange: Exchange, scrubber: Scrubber) -> str:
    """
    Return an exchange as a person reads it, its answer reduced to its shape.

    Names, numbers and truth values stay, and the texts of refusals; every other text is
    left out, and of a long list all but the first items.
    """
    response = exchange.response
    if response.body is NOT_JSON:
        return scrubber.render(exchange)
    refusal = not response.succeeded
    shown = json.dumps(_shape(response.body, "", refusal=refusal), ensure_ascii=False)
    content = shown.encode() if response.content else b""
    return scrubber.render(
        replace(exchange, response=replace(response, content=content))
    )


def _shape(value: Any, name: str, *, refusal: bool) -> Any:
    if isinstance(value, dict):
        return {key: _shape(v, key, refusal=refusal) for key, v in value.items()}
    if isinstance(value, list):
        return [_shape(item, name, refusal=refusal) for item in value[:_LISTED]]
    if isinstance(value, str) and value and not (refusal or name in _TELLING):
        return _TEXT
    return value
