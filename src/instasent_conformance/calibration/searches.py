"""How filters are read."""

from __future__ import annotations

from ..cases.aggregations import NESTED, TYPED, spelt
from .asking import NOBODY, Asking, condition, probe

_MATCHES = "matches-string"


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
    wanted = [condition(uid, _MATCHES, [value]) for value in (user_id, NOBODY)]
    found = asking.hits({"type": "group", "children": wanted})
    return "error" if found is None else "or" if found else "and"


@probe("K-38")
def several_texts(asking: Asking) -> str | None:
    """Return what a list of values means that carries no marker."""
    planted = asking.world.planted()
    tags = planted.values[asking.uid("tags")]
    tag = tags[0] if isinstance(tags, list) else tags
    own = condition(asking.uid("user-id"), _MATCHES, [planted.user_id])
    both = condition(asking.uid("tags"), _MATCHES, [tag, NOBODY])
    found = asking.hits({"type": "group", "join": "and", "children": [own, both]})
    return None if found is None else "any-of" if found else "all-of"


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
