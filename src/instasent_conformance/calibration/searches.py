"""How filters are read."""

from __future__ import annotations

from ..cases.aggregations import NESTED, TYPED, spelt
from ..cases.filter_questions import Node, attribute_is, event_is, group
from ..contract import Json
from ..world import member
from .asking import NOBODY, REFUSED_BODY, Asking, probe

_MATCHES = "matches-string"
_IN_SEGMENT = "segment_condition"
_FEW = 3
_PARAMETERS = ("30", "30|ES")
"""What a segment may ask for: a number of days, and a country beside it."""


@probe("K-18")
def search_paging(asking: Asking) -> str | None:
    """Return how a search is cut."""
    big = asking.get("audience.search", body=_listing(asking, limit=100))
    if big.succeeded:
        return "offset-100"
    moved = asking.get("audience.search", body=_listing(asking, offset=1))
    return "offset-50" if moved.succeeded else "no-offset-50"


@probe("K-37")
def joint(asking: Asking) -> str | None:
    """Return what a group means that names no join."""
    user_id = asking.world.planted().user_id
    uid = asking.uid("user-id")
    wanted = [attribute_is(uid, _MATCHES, [value]) for value in (user_id, NOBODY)]
    found = asking.hits(group(None, *wanted))
    return "error" if found is None else "or" if found else "and"


@probe("K-38")
def several_texts(asking: Asking) -> str | None:
    """Return what a list of values means that carries no marker."""
    planted = asking.world.planted()
    tags = planted.values[asking.uid("tags")]
    tag = tags[0] if isinstance(tags, list) else tags
    own = attribute_is(asking.uid("user-id"), _MATCHES, [planted.user_id])
    both = attribute_is(asking.uid("tags"), _MATCHES, [tag, NOBODY])
    found = asking.hits(group("and", own, both))
    return None if found is None else "any-of" if found else "all-of"


@probe("A-11", "write")
def segment_condition(asking: Asking) -> str | None:
    """Return where a condition names its segment: the form that finds its members."""
    own = attribute_is(
        asking.uid("user-id"), _MATCHES, [asking.world.planted().user_id]
    )
    segment = asking.world.builder().fill("{{segment.dynamic-uid}}")
    body = {"root": group(None, own), "limit": 1}
    held = asking.get("segment.scroll", body=body, segmentUid=str(segment))
    members = member(held.body, "entities")
    if not isinstance(members, list):
        return None
    forms = {
        "values": {"key": "segment", "operator": _MATCHES, "values": [segment]},
        "key": {"key": segment, "operator": "exists", "values": []},
    }
    understood = [
        option
        for option, form in forms.items()
        if len(members) == asking.hits(group("and", own, {"type": _IN_SEGMENT, **form}))
    ]
    return understood[0] if len(understood) == 1 else None


@probe("A-12", "write")
def event_group(asking: Asking) -> str | None:
    """Return whether one event must meet all the conditions of a group."""
    planted, kind = asking.world.planted(), asking.kind()
    if kind is None:
        return None
    words = [asking.world.canaries.word() for _ in range(2)]
    for word in words:
        event = asking.world.event(planted.user_id)
        event |= {"_event_type": kind.uid, "_event_parameters": {kind.text: word}}
        asking.push(event, endpoint="stream.push-events")
    own = attribute_is(asking.uid("user-id"), _MATCHES, [planted.user_id])
    tests = [event_is(f"{kind.uid}.{kind.text}", _MATCHES, [word]) for word in words]
    alone = [asking.hits(group("and", own, test)) for test in tests]
    if alone != [1, 1]:
        return None
    one_event: Node = {**group(None, *tests), "type": "group_event"}
    found = asking.hits(group("and", own, one_event))
    return {0: "same-event", 1: "same-type"}.get(-1 if found is None else found)


@probe("A-14")
def closed_segment(asking: Asking) -> str | None:
    """Return what answers a segment that needs a parameter and is given none."""
    listed = _segments(asking, "segment.list")
    needing = listed - _segments(asking, "segment.list-dynamic")
    for uid in sorted(needing)[:_FEW]:
        bare = _scrolled(asking, uid)
        opened = any(_scrolled(asking, uid, ("parameter", v))[1] for v in _PARAMETERS)
        if opened and bare[0] in REFUSED_BODY:
            return "refuse"
        if opened and bare == (200, []):
            return "empty"
    return None


@probe("A-13")
def aggregation_syntax(asking: Asking) -> str | None:
    """Return the syntax in which aggregations are understood."""
    builder = asking.world.bare_builder()
    body = builder.example("audience.aggregations")
    for syntax in (TYPED, NESTED):
        request = builder.build("audience.aggregations", body=spelt(body, syntax))
        if asking.send(request).succeeded:
            return syntax
    return None


def _listing(asking: Asking, **more: int) -> dict[str, object]:
    example = asking.world.bare_builder().example("audience.search")
    return {**example, **more}


def _segments(asking: Asking, endpoint: str) -> set[str]:
    """Return the segments that a list names."""
    listed = member(asking.get(endpoint).body, "entities")
    rows = listed if isinstance(listed, list) else []
    return {uid for row in rows if isinstance(uid := member(row, "uid"), str)}


def _scrolled(
    asking: Asking, segment: str, *query: tuple[str, str]
) -> tuple[int, Json]:
    """Return the status and the first members of a segment."""
    answer = asking.get(
        "segment.scroll", body={"limit": 1}, query=query, segmentUid=segment
    )
    return answer.status, member(answer.body, "entities")
