"""How a contact looks, and to whom."""

from __future__ import annotations

import re

from ..tokens import TokenNeed
from ..world import member
from .asking import Asking, probe

_HIDDEN_ROLE = "email"


@probe("K-15")
def lookup_envelope(asking: Asking) -> str | None:
    """Return the envelope of a lookup by email."""
    body = asking.get("audience.by-email").body
    return next((key for key in ("entities", "entity") if member(body, key)), None)


@probe("K-16")
def attribute_place(asking: Asking) -> str | None:
    """Return where the attributes of a contact stand."""
    person, uid = asking.person(), asking.uid("user-id")
    if uid in person:
        return "flattened"
    return "nested" if uid in asking.attributes() else None


@probe("K-17")
def source_references(asking: Asking) -> str | None:
    """Return where the references to the sources of a contact stand."""
    outside = "dsIds" in asking.person()
    inside = asking.uid("sources") in asking.attributes()
    found = {(True, True): "both", (True, False): "attributes"}
    return found.get((inside, outside), "entity" if outside else None)


@probe("K-25")
def several_values(asking: Asking) -> str | None:
    """Return how several values are written."""
    value = asking.attributes().get(asking.uid("tags"))
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else None


@probe("K-26")
def booleans(asking: Asking) -> str | None:
    """Return how a boolean is written."""
    value = asking.attributes().get(asking.uid("accepts-sms"))
    if isinstance(value, str):
        return "string-out"
    return "json-out" if isinstance(value, bool) else None


@probe("K-33")
def hidden_form(asking: Asking) -> str | None:
    """Return how an attribute looks that the level does not disclose."""
    shown = asking.attributes(_reader(asking, levels=1))
    if not shown:
        return None
    uid = asking.uid(_HIDDEN_ROLE)
    if uid not in shown:
        return "omitted"
    return "null" if shown[uid] is None else "masked"


@probe("K-42")
def implied_scopes(asking: Asking) -> str | None:
    """Return which scopes imply others."""
    ranked = sorted(asking.contract.levels, key=lambda level: level.rank)
    top, bottom = frozenset((ranked[-1].scope,)), frozenset((ranked[0].scope,))
    asking.world.planted()
    if asking.get("audience.get", TokenNeed(scopes=top)).succeeded:
        return "implied"
    shown = asking.attributes(TokenNeed(scopes=top | bottom))
    if asking.uid("user-id") not in shown:
        return None
    value = shown.get(asking.uid(_HIDDEN_ROLE))
    true = asking.attributes().get(asking.uid(_HIDDEN_ROLE))
    return "full-implies-basic" if value == true else "explicit"


@probe("K-35")
def lookup_values(asking: Asking) -> str | None:
    """Return which values the lookup by value takes."""
    planted = asking.world.planted()
    email = str(planted.values[asking.uid(_HIDDEN_ROLE)])
    answer = asking.get("audience.by-value", userId=email)
    if answer.succeeded:
        return "any-unique"
    return "user-id" if answer.status in (400, 404, 422) else None


@probe("A-09")
def event_keys(asking: Asking) -> str | None:
    """Return under which keys an event shows."""
    event_id = asking.world.planted().event_id
    text = asking.get("audience.events").text
    named = re.search(rf'"(\w+)":\s*"{re.escape(event_id)}"', text)
    return {"_event_id": "pushed", "id": "plain"}.get(named[1] if named else "")


@probe("A-04")
def event_groups(asking: Asking) -> str | None:
    """Return how the newest events of a contact are grouped."""
    asking.world.planted()
    groups = member(asking.get("audience.events").body, "entities")
    if not groups:
        return None
    if isinstance(groups, dict):
        return "by-type"
    grouped = isinstance(groups, list) and all(member(g, "events") for g in groups)
    return "groups" if grouped else None


def _reader(asking: Asking, *, levels: int) -> TokenNeed:
    ranked = sorted(asking.contract.levels, key=lambda level: level.rank)
    return TokenNeed(scopes=frozenset(level.scope for level in ranked[:levels]))
