"""Remove secrets and personal data by value before anything is shown or written."""

from __future__ import annotations

import re

from .canaries import CANARY_DOMAIN
from .exchange import Exchange

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"(\+|%2B)\d{9,15}")
_TOKEN_MEMBER = re.compile(r'("(?:token|secret)"\s*:\s*")[^"]+(")')
_SHOWN_BODY = 2_000


class Scrubber:
    """
    Knows every secret of a run and masks it wherever it stands.

    Addresses outside the run's own domain and the middle digits of every phone
    number are masked too, because a real project answers with people's data.
    """

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def learn(self, secret: str, alias: str) -> None:
        """Remember a secret; it is shown as `<alias>` from now on."""
        if len(secret) >= 6:
            self._secrets[secret] = f"<{alias}>"

    def clean(self, text: str) -> str:
        """Return the text without secrets and without strangers' personal data."""
        for secret, shown in self._secrets.items():
            text = text.replace(secret, shown)
        text = _TOKEN_MEMBER.sub(r"\1<token>\2", text)
        text = _EMAIL.sub(_mask_email, text)
        return _PHONE.sub(_mask_phone, text)

    def render(self, exchange: Exchange) -> str:
        """Return an exchange as a person reads it: request, token alias, answer."""
        request, response = exchange.request, exchange.response
        lines = [f"{request.method} {request.target}", f"token: {exchange.token}"]
        if request.content is not None:
            lines += ["", _shorten(request.content.decode("utf-8", "replace"))]
        content_type = response.headers.get("content-type", "no content type")
        lines += ["", f"→ {response.status} {content_type}"]
        if response.content:
            lines.append(_shorten(response.text))
        return self.clean("\n".join(lines))


def _shorten(text: str) -> str:
    if len(text) <= _SHOWN_BODY:
        return text
    return f"{text[:_SHOWN_BODY]}… ({len(text)} characters)"


def _mask_email(match: re.Match[str]) -> str:
    return match[0] if match[0].endswith(CANARY_DOMAIN) else "<email>"


def _mask_phone(match: re.Match[str]) -> str:
    number = match[0]
    return f"{number[: len(match[1]) + 3]}…{number[-3:]}"
