"""Filters drawn by Hypothesis from given conditions, and simpler ones for a report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..contract import Json
from .drawing import draw
from .filter_questions import Node, group

_MOST_CONDITIONS = 6
_MOST_CHILDREN = 3


def drawn_filters(leaves: Sequence[Node], *, count: int, seed: int) -> tuple[Node, ...]:
    """Return distinct trees of conditions; the same seed gives the same ones."""
    from hypothesis import strategies as st

    def groups(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        some = st.lists(children, min_size=1, max_size=_MOST_CHILDREN)
        return st.builds(
            lambda join, nodes: group(join, *nodes),
            st.sampled_from(("and", "or")),
            some,
        )

    trees = groups(
        st.recursive(st.sampled_from(leaves), groups, max_leaves=_MOST_CONDITIONS)
    )
    found: dict[str, Node] = {}

    def keep(tree: Node) -> None:
        found.setdefault(json.dumps(tree), tree)

    draw(trees, keep, count=count, seed=seed)
    return tuple(found.values())


def simpler(node: Json) -> Iterator[Node]:
    """Yield the trees that are one move simpler than a tree, the boldest first."""
    if node["type"] != "group":
        return
    yield from node["children"]
    for number, child in enumerate(node["children"]):
        rest = node["children"][:number], node["children"][number + 1 :]
        if len(node["children"]) > 1:
            yield {**node, "children": [*rest[0], *rest[1]]}
        for smaller in simpler(child):
            yield {**node, "children": [*rest[0], smaller, *rest[1]]}
