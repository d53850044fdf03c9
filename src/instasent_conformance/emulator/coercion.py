"""Reading the values that callers send, type by type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from instasent_conformance.emulator.clock import parse_instant

# The library of phone numbers is imported where it is needed: it takes as long
# to load as the contract.
_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f.]+(\.[^@\s\x00-\x1f.]+)+")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRUTH: Mapping[object, bool] = {"1": True, "0": False, "true": True, "false": False}

INVALID_FORMAT = "Invalid format"


def read_value(data_type: str, value: object) -> object:
    """
    Read one value of an attribute or parameter.

    Raises:
        ValueError: the value is not of that type; the message says why.

    """
    return _READERS.get(data_type, _read_text)(value)


def read_values(data_type: str, multivalue: int, value: object) -> object:
    """Read one value, or a list of them where several are allowed."""
    if multivalue <= 1:
        return read_value(data_type, value)
    values = value if isinstance(value, list) else [value]
    if len(values) > multivalue:
        raise ValueError(f"At most {multivalue} values are allowed")
    if any(one is None for one in values):
        raise ValueError("A list holds no null")
    return [read_value(data_type, one) for one in values]


def read_email(value: object) -> str:
    """Read an email address; the case of its letters is kept."""
    text = _read_text(value).strip()
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise ValueError(INVALID_FORMAT)
    return text


def read_phone(value: object, country: str | None) -> str:
    """Read a phone number as E.164, national ones with the help of a country."""
    found = e164(_read_text(value), country)
    if found is None:
        raise ValueError(INVALID_FORMAT)
    return found


def e164(text: str, country: str | None) -> str | None:
    """Return the E.164 form of a phone number; none if it has none."""
    return text if _E164.fullmatch(text) else _national(text, country)


@lru_cache(maxsize=8192)
def _national(text: str, country: str | None) -> str | None:
    if len(text) > 40:
        return None
    import phonenumbers

    if text.startswith("00"):
        text = "+" + text[2:]
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=8192)
def country_of(phone: str) -> str | None:
    """Return the country of an E.164 number; none if it cannot be told."""
    import phonenumbers

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return None
    regions = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    found = phonenumbers.region_code_for_number(number)
    return found or (regions[0] if regions else None)


def is_country(code: str) -> bool:
    """Tell whether a code of two letters is that of a country with phone numbers."""
    import phonenumbers

    return code in phonenumbers.SUPPORTED_REGIONS


def has_lone_surrogate(text: str) -> bool:
    """Tell whether a text holds half a character, which cannot be stored."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("Expected a string")
    return value


def _read_bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    found = _TRUTH.get(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("Expected a boolean")
    return found


def _read_date(value: object) -> str:
    text = _read_text(value)
    if not _DATE.match(text) or parse_instant(text) is None:
        raise ValueError("Expected an ISO 8601 date")
    return text


def _read_int(value: object) -> int:
    number = _read_decimal(value)
    if number != int(number):
        raise ValueError("Expected a whole number")
    return int(number)


def _read_decimal(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("Expected a number")
    if not isinstance(value, str):
        return value
    try:
        number = float(value)
    except ValueError:
        raise ValueError("Expected a number") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError("Expected a finite number")
    return int(value) if value.lstrip("+-").isdecimal() else number


_READERS: Mapping[str, Callable[[object], object]] = {
    "string": _read_text,
    "text": _read_text,
    "email": read_email,
    "bool": _read_bool,
    "date": _read_date,
    "datetime": _read_date,
    "int": _read_int,
    "decimal": _read_decimal,
    "number": _read_decimal,
}
