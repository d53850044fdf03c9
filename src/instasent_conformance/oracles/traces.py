"""
Where a value that a run wrote surfaces in an answer, however it is named or wrapped.

    readings(response)          every way to read an answer, as one text
    fingerprints(value, …)      the texts that only this value can have left
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from ..contract import Attribute, Json
from ..exchange import Request, Response

SHORTEST = 8
"""A text below this length is no trace: chance writes it too."""

_WRAPPED = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){6,}")
_SEPARATORS = re.compile(r"(?<=\d)[\s().\-/]+(?=\d)")
_DIGITS = re.compile(r"\D")
_NATIONAL_DIGITS = 9
_LAYERS = 2


def readings(response: Response) -> str:
    """
    Return an answer in every reading that is looked through, in lower case.

    Headers and body as sent, JSON escapes resolved, percent signs decoded, base64 and
    hexadecimal unwrapped twice, and digits with their separators taken out.
    """
    plain = "\n".join(
        (*response.headers.values(), response.text, *texts_of(response.body))
    )
    found = {plain, unquote(plain)}
    inside = {text for outer in found for text in _unwrapped(outer, _LAYERS)}
    return "\n".join((*found, *inside, _SEPARATORS.sub("", plain))).casefold()


def sent_text(request: Request) -> str:
    """Return what a request itself carried, in lower case."""
    body = (request.content or b"").decode("utf-8", errors="replace")
    return f"{unquote(request.target)}\n{body}".casefold()


def fingerprints(value: Json, attribute: Attribute | None) -> tuple[str, ...]:
    """
    Return the texts that betray a value, or nothing for a value that many share.

    Args:
        value: what was written; each member counts where it is a list.
        attribute: the native attribute that holds it; None for a custom one.

    """
    if isinstance(value, list):
        return tuple(text for item in value for text in fingerprints(item, attribute))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ()
    text = _core(str(value), attribute).casefold()
    return (text,) if len(text) >= SHORTEST else ()


def texts_of(value: object) -> Iterator[str]:
    """Yield every string of a JSON value, member names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def members(value: object, name: str) -> Iterator[Json]:
    """Yield the value of every member of that name, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name:
                yield inner
            yield from members(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from members(inner, name)


def digits_of(text: str) -> str:
    """Return the digits of a phone number that do not depend on how it is written."""
    return _DIGITS.sub("", text)[-_NATIONAL_DIGITS:]


def _core(text: str, attribute: Attribute | None) -> str:
    role = attribute.role if attribute else ""
    if role == "email":
        local = text.partition("@")[0]
        first = local.partition(".")[0]
        return first if len(first) >= SHORTEST else local
    if role == "phone":
        return digits_of(text)
    if attribute and attribute.data_type in ("date", "datetime"):
        return text[:10]
    return text


def _unwrapped(text: str, layers: int) -> set[str]:
    """Return what is wrapped in a text, in so many layers, where it is long enough."""
    found: set[str] = set()
    for run in set(_HEX.findall(text)):
        found |= _inside(bytes.fromhex(run).decode("utf-8", errors="ignore"), layers)
    for run in set(_WRAPPED.findall(text)):
        found |= _in_base64(run, layers)
    return found


# The same ids and member names stand in most answers of a run.
@lru_cache(maxsize=20_000)
def _in_base64(run: str, layers: int) -> frozenset[str]:
    found: set[str] = set()
    for start in range(4):
        found |= _inside(
            _from_base64(run[start:].rstrip("=").translate(_URL_SAFE)), layers
        )
    return frozenset(found)


def _inside(text: str, layers: int) -> set[str]:
    """Return an unwrapped text, and what is wrapped in it in turn."""
    if len(text) < SHORTEST:
        return set()
    return {text} | (_unwrapped(text, layers - 1) if layers > 1 else set())


_URL_SAFE = str.maketrans("-_", "+/")


def _from_base64(run: str) -> str:
    whole = run[:-1] if len(run) % 4 == 1 else run
    padded = whole + "=" * (-len(whole) % 4)
    try:
        return base64.b64decode(padded).decode("utf-8", errors="ignore")
    except binascii.Error:
        return ""
