"""How events, texts, bounds and former contacts are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ..cases.filter_questions import attribute_is, event_is, group, window
from ..cases.marked import Kind
from ..contract import Json
from ..world import member
from ..world.model import SYNC
from .asking import Asking, attributes_in, has_failed, probe

_EXACT, _PART, _RANGE = "matches-string", "contains", "range-number"
_LONG_AGO = timedelta(days=100)
_LATELY = window(-1, None)
_BOUND = 7
_RANGES = ((_BOUND - 1, _BOUND + 1), (_BOUND, _BOUND + 1), (_BOUND - 1, _BOUND))


@probe("A-18", "write")
def dated_event(asking: Asking) -> str | None:
    """Return of what the date of a filter speaks, where an event is told late."""
    kind = asking.kind()
    word = asking.world.canaries.word()
    happened = datetime.now(UTC) - _LONG_AGO
    if kind is None or not _told(
        asking, kind, {kind.text: word}, _event_date=happened.isoformat()
    ):
        return None
    bears = event_is(f"{kind.uid}.{kind.text}", _EXACT, [word])
    if _events(asking, bears) != 1:
        return None
    lately = event_is("created-at", "range-date-relative", _LATELY)
    found = _events(asking, group("and", bears, lately))
    return {0: "happened", 1: "stored"}.get(-1 if found is None else found)


@probe("A-19", "write")
def capitals(asking: Asking) -> str | None:
    """Return whether filters tell capital letters from small ones."""
    name = asking.world.canaries.name()
    asking.push(asking.contact(first_name=name))
    uid = asking.uid("first-name")
    operators = (_EXACT, _PART)
    if any(asking.hits(attribute_is(uid, one, [name])) != 1 for one in operators):
        return None
    other = [asking.hits(attribute_is(uid, o, [name.swapcase()])) for o in operators]
    fits = {"exact": [0, 0], "ignore-case": [1, 1]}
    return next((option for option, hits in fits.items() if hits == other), None)


@probe("A-20", "write")
def bounds(asking: Asking) -> str | None:
    """Return whether a bound that no flag excludes is inside the range."""
    kind = asking.kind("number")
    word = asking.world.canaries.word()
    if kind is None or not _told(
        asking, kind, {kind.text: word, str(kind.number): _BOUND}
    ):
        return None
    bears = event_is(f"{kind.uid}.{kind.text}", _EXACT, [word])
    found = [
        _events(
            asking,
            group(
                "and",
                bears,
                event_is(
                    f"{kind.uid}.{kind.number}",
                    _RANGE,
                    {"lowerNumber": lower, "upperNumber": upper},
                ),
            ),
        )
        for lower, upper in _RANGES
    ]
    fits = {"inclusive": [1, 1, 1], "exclusive": [1, 0, 0], "half-open": [1, 1, 0]}
    return next((option for option, hits in fits.items() if hits == found), None)


@probe("A-21", "destroy")
def separation(asking: Asking) -> str | None:
    """Return whether contacts separate again when the one that joined them goes."""
    values = {
        "email": asking.world.canaries.email(),
        "phone": asking.world.canaries.phone(),
    }
    ends = [asking.contact(**{role: value}) for role, value in values.items()]
    for one in ends:
        asking.push(one)
    joint = asking.contact(**values)
    asking.push(joint)
    joined = {asking.person_id(one) for one in (*ends, joint)}
    if len(joined) != 1 or None in joined:
        return None
    user_id = str(joint[asking.uid("user-id")])
    source = asking.world.datasource().id
    if not asking.get(
        "stream.delete-contact", query=SYNC, datasource=source, userId=user_id
    ).succeeded:
        return None
    left = [asking.person_id(one) for one in ends]
    if None in left:
        return None
    return "stays" if left[0] == left[1] else "recomputed"


@probe("A-22", "write")
def read_only_key(asking: Asking) -> str | None:
    """Return what becomes of a contact that names a read-only attribute."""
    full_name = asking.world.canaries.name()
    contact = asking.contact(full_name=full_name)
    if has_failed(asking.push(contact)):
        return "item-error"
    person = asking.read_back(contact)
    kept = attributes_in(person).get(asking.uid("full-name"))
    return None if person is None or kept == full_name else "ignore"


def _told(
    asking: Asking, kind: Kind, parameters: dict[str, Json], **members: Json
) -> bool:
    """Return whether an event of the contact of this run was taken."""
    event = asking.world.event(asking.world.planted().user_id)
    told = {"_event_type": kind.uid, "_event_parameters": parameters}
    answer = asking.push(event | told | members, endpoint="stream.push-events")
    return answer.succeeded and not has_failed(answer)


def _events(asking: Asking, root: Json) -> int | None:
    """Return how many events match a filter; None where it is refused."""
    answer = asking.get("event.search", body={"root": root, "limit": 5})
    found = member(answer.body, "entities")
    return len(found) if answer.succeeded and isinstance(found, list) else None
