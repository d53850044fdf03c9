"""
How heavy each field of the row tables weighs, as data.

A field that is not listed is wording: titles, meanings, provenance, sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .rows import (
    ADDITIVE,
    BREAKING,
    EDITORIAL,
    Rule,
    Table,
    Told,
    Weight,
    alternatives,
    amount,
    changed,
    members,
    ranked,
    switch,
)

DISCLOSES_MORE: Weight = (BREAKING, "discloses more")
"""A leak to some clients is a change that all must hear of."""


def _scopes(before: Any, after: Any) -> Iterator[Told]:
    """Yield sets of scopes that no longer suffice, and sets that suffice now."""
    if before is None or after is None:
        impact, kind = (BREAKING, "alternative removed")
        if before is None:
            impact, kind = (ADDITIVE, "alternative added")
        said = [row and row["scopes"] for row in (before, after)]
        yield Told(impact, kind, *said)
        return
    was = [frozenset(scopes) for scopes in before["scopes"]]
    now = [frozenset(scopes) for scopes in after["scopes"]]
    said = [before["scopes"], after["scopes"]]
    if any(not any(n <= w for n in now) for w in was):
        yield Told(BREAKING, "more scopes needed", *said)
    if any(not any(w <= n for w in was) for n in now):
        yield Told(ADDITIVE, "fewer scopes needed", *said)


def _admission(before: Any, after: Any) -> Iterator[Told]:
    was, now = bool(before and before["admitted"]), bool(after and after["admitted"])
    if was != now:
        impact, kind = (
            (ADDITIVE, "datasource token admitted")
            if now
            else (BREAKING, "datasource token refused")
        )
        yield Told(impact, kind, was, now)


def _pin(before: Any, after: Any) -> Iterator[Told]:
    if before is None:
        yield Told(ADDITIVE, "knob pinned", before, after)
    elif after is None:
        yield Told(BREAKING, "knob unpinned", before, after)
    else:
        yield Told(BREAKING, "pin changed", before, after)


def _parameter_weight(row: Any) -> Weight:
    if row.get("required"):
        return (BREAKING, "required event parameter added")
    return (ADDITIVE, "event parameter added")


_LIMIT = amount(lower="limit lowered", higher="limit raised")

LIMITS: dict[str, Rule] = {
    "value": _LIMIT,
    "endpoints": members(
        lost=(ADDITIVE, "limit reaches less"), gained=(BREAKING, "limit reaches more")
    ),
}

ACCESS: dict[str, Rule] = {
    "scopes": Table(
        ("scope",),
        {
            "tier": ranked(
                ("always", "plan", "manual"), worse="tier raised", better="tier lowered"
            )
        },
        added=(ADDITIVE, "scope added"),
        removed=(BREAKING, "scope removed"),
    ),
    "tokens": Table(
        ("kind",),
        {
            "accepted": switch(on="token kind accepted", off="token kind refused"),
            "carrier": changed("carrier changed"),
        },
        added=(ADDITIVE, "token kind added"),
        removed=(BREAKING, "token kind removed"),
    ),
    "plans": Table(
        ("plan",),
        {
            "rank": changed("plan rank changed"),
            "includes": members(
                lost=(BREAKING, "plan includes less"),
                gained=(ADDITIVE, "plan includes more"),
            ),
        },
        added=(ADDITIVE, "plan added"),
        removed=(BREAKING, "plan removed"),
    ),
    "levels": Table(
        ("level",),
        {
            "rank": changed("level rank changed"),
            "scope": changed("level scope changed"),
        },
        added=(ADDITIVE, "level added"),
        removed=(BREAKING, "level removed"),
    ),
    "endpoints": Table(
        ("endpoint",),
        {
            "kinds": members(
                lost=(BREAKING, "token kind refused"),
                gained=(ADDITIVE, "token kind accepted"),
            ),
            "effect": ranked(
                ("read", "write", "destroy", "bill"),
                worse="effect grew",
                better="effect shrank",
            ),
            "surface": changed("surface changed"),
            "alternatives": alternatives(_scopes),
            "datasource_token": alternatives(_admission),
            "unknown": switch(on="row unsettled", off="row settled", good=False),
        },
        added=(ADDITIVE, "access row added"),
        removed=(BREAKING, "access row removed"),
    ),
    "fields": Table(
        ("endpoint", "pointer"),
        {"scope": changed("field scope changed")},
        added=(BREAKING, "field gated"),
        removed=DISCLOSES_MORE,
    ),
    "attributes": Table(
        ("attribute", "class"),
        {
            "levels": members(lost=(BREAKING, "discloses less"), gained=DISCLOSES_MORE),
        },
        added=(ADDITIVE, "disclosure added"),
        removed=(BREAKING, "disclosure removed"),
    ),
}

ATTRIBUTES: dict[str, Rule] = {
    "attributes": Table(
        ("uid",),
        {
            "role": changed("role changed"),
            "data_type": changed("data type changed"),
            "multivalue": changed("number of values changed"),
            "unique": changed("uniqueness changed"),
            "writable": switch(on="attribute writable", off="attribute read only"),
            "required": switch(
                on="attribute required", off="attribute optional", good=False
            ),
            "event_based": changed("event base changed"),
        },
        added=(ADDITIVE, "attribute added"),
        removed=(BREAKING, "attribute removed"),
    )
}

_EVENT_PARAMETERS = Table(
    ("parameter",),
    {
        "dataType": changed("data type changed"),
        "required": switch(
            on="event parameter required", off="event parameter optional", good=False
        ),
        "maxLength": _LIMIT,
        "multiValue": _LIMIT,
    },
    removed=(BREAKING, "event parameter removed"),
    heavy=_parameter_weight,
)

EVENT_TYPES: dict[str, Rule] = {
    "event_types": Table(
        ("uid",),
        {
            "category": changed("event type changed"),
            "attribution": changed("event type changed"),
            "automation": changed("event type changed"),
            "important": changed("event type changed"),
            "parameters": _EVENT_PARAMETERS,
        },
        added=(ADDITIVE, "event type added"),
        removed=(BREAKING, "event type removed"),
    )
}

KNOBS: dict[str, Rule] = {
    "knobs": Table(
        ("id",),
        {
            "options": Table(
                ("option",),
                {"value": changed("option value changed")},
                # One more answer that a client must reckon with.
                added=(BREAKING, "option added"),
                removed=(ADDITIVE, "option removed"),
            ),
            "assumed": changed("assumption changed", impact=EDITORIAL),
            "pinned": _pin,
        },
        added=(ADDITIVE, "knob added"),
        removed=(BREAKING, "knob removed"),
    ),
    "unknowns": Table(
        ("id",),
        added=(EDITORIAL, "unknown added"),
        removed=(EDITORIAL, "unknown removed"),
    ),
}

LIMIT_TABLES: dict[str, Rule] = {
    "limits": Table(
        ("limit",),
        LIMITS,
        added=(BREAKING, "limit added"),
        removed=(ADDITIVE, "limit removed"),
        # No cap, but the time over which requests are counted.
        special={"rate.window-seconds": {"value": changed("window changed")}},
    ),
    "rates": Table(
        ("class", "plan"),
        {"per_minute": amount(lower="rate lowered", higher="rate raised")},
        added=(ADDITIVE, "rate added"),
        removed=(BREAKING, "rate removed"),
    ),
}

MANIFEST: dict[str, Rule] = {"base_url": changed("base URL changed")}

REQUIREMENTS: dict[str, Rule] = {
    "requirements": Table(
        ("id",),
        {
            "level": ranked(
                ("MUST", "SHOULD", "MAY", "INFO"),
                worse="requirement weakened",
                better="requirement strengthened",
            )
        },
        added=(ADDITIVE, "requirement added"),
        removed=(BREAKING, "requirement removed"),
    )
}

SMS: dict[str, Rule] = {
    "alphabets": Table(
        ("alphabet",),
        {
            "characters": changed("alphabet changed"),
            "units": ranked(
                (1, 2), worse="characters count more", better="characters count less"
            ),
            "encoding": changed("encoding changed"),
        },
        added=(ADDITIVE, "alphabet added"),
        removed=(BREAKING, "alphabet removed"),
    ),
    "states": Table(
        ("state",),
        # One more state that a client must reckon with.
        added=(BREAKING, "message state added"),
        removed=(ADDITIVE, "message state removed"),
    ),
}

FILES: dict[str, dict[str, Rule]] = {
    "access.json": ACCESS,
    "attributes.json": ATTRIBUTES,
    "event-types.json": EVENT_TYPES,
    "knobs.json": KNOBS,
    "limits.json": LIMIT_TABLES,
    "manifest.json": MANIFEST,
    "requirements.json": REQUIREMENTS,
    "sms.json": SMS,
}
