"""Counting a text as GSM 03.38 or UCS-2."""

from __future__ import annotations

import unicodedata

from instasent_conformance.emulator.service import Service, SmsCount

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
GSM = "GSM_7BIT"
GSM_EXTENDED = "GSM_7BIT_EX"
UCS2 = "UTF16"


def count_sms(service: Service, text: str) -> SmsCount:
    """Return how a text travels: encoding, length in units and number of parts."""
    used = set(text)
    if used <= BASIC:
        return _count(service, GSM, len(text))
    if used <= BASIC | EXTENSION:
        doubled = sum(character in EXTENSION for character in text)
        return _count(service, GSM_EXTENDED, len(text) + doubled)
    return _count(service, UCS2, len(text.encode("utf-16-be")) // 2)


def _count(service: Service, encoding: str, length: int) -> SmsCount:
    alphabet = "ucs2" if encoding == UCS2 else "gsm7"
    single = service.limit(f"sms.{alphabet}-single")
    part = service.limit(f"sms.{alphabet}-part")
    parts = 1 if length <= single else -(-length // part)
    return SmsCount(encoding, length, parts)


def sanitise(text: str) -> str:
    """Strip accents and drop what the GSM alphabet still cannot write."""
    return "".join(_closest(character) for character in text)


def _closest(character: str) -> str:
    if character in BASIC or character in EXTENSION:
        return character
    plain = unicodedata.normalize("NFKD", character)
    return "".join(one for one in plain if one in BASIC or one in EXTENSION)
