"""Pages together are the whole, and a cursor serves the scroll it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Lab


@pytest.fixture
def crowd(lab: Lab) -> Any:
    """Sixty people in a few teams."""
    people = [{"_user_id": f"u{n:02d}", "team": n % 7} for n in range(60)]
    lab.push(lab.source(), *people)
    return lab


def scroll(lab: Lab, cursor: Any = None, **given: Any) -> Any:
    """Return one page of a scroll."""
    body = {"limit": 25, **given} | ({} if cursor is None else {"cursor": cursor})
    return lab.at("POST", "/audience/scroll", json=body)


def walk(lab: Lab, meanwhile: Callable[[], None] = lambda: None, **given: Any) -> Any:
    """Return the user ids of every page of a scroll."""
    found, cursor = [], None
    while True:
        body = scroll(lab, cursor, **given).json()
        people = body["entities"]
        found += [one["attributesData"]["_user_id"] for one in people]
        cursor = body["metadata"]["cursor"]
        if cursor is None:
            return found
        meanwhile()


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("field", [None, "_user_id", "team", "_email"])
def test_scroll_returns_everybody_once(crowd: Lab, field: Any, ascending: Any) -> None:
    """A scroll visits every match exactly once, whatever the order."""
    sort = {} if field is None else {"sortField": field, "sortAsc": ascending}
    found = walk(crowd, **sort)

    assert [f"u{n:02d}" for n in range(60)] == sorted(found)
    if field == "_user_id":
        assert sorted(found, reverse=not ascending) == found


def test_scroll_is_stable_under_writes(crowd: Lab) -> None:
    """People who stay put are returned once although others come and go."""
    source = crowd.at("GET", "/datasource").json()["entities"][0]["id"]
    fresh = iter(range(100))

    def meanwhile() -> None:
        crowd.push(source, {"_user_id": f"a{next(fresh)}"})
        crowd.at("DELETE", f"/datasource/{source}/stream/contacts/u00")

    found = walk(crowd, meanwhile, sortField="_user_id")
    assert [f"u{n:02d}" for n in range(60)] == [one for one in found if one[0] == "u"]


def test_cursor_is_bound(crowd: Lab) -> None:
    """A cursor is worth nothing with another token, project or filter."""
    cursor = scroll(crowd).json()["metadata"]["cursor"]
    other = crowd.mint(*crowd.registry.scope_words)
    body = {"limit": 25, "cursor": cursor}
    foreign = f"/project/{crowd.other}/audience/scroll"

    assert 200 == scroll(crowd, cursor).status_code
    assert 400 == scroll(crowd, "made-up").status_code
    assert 400 == scroll(crowd, cursor, sortField="team").status_code
    assert (
        400 == crowd.at("POST", "/audience/scroll", token=other, json=body).status_code
    )
    assert 400 == crowd.call("POST", foreign, json=body).status_code


def test_search_by_offset(crowd: Lab) -> None:
    """Offset pages join into the whole; the total is that of the filter."""
    first = crowd.search(limit=40, sortField="_user_id").json()
    second = crowd.search(limit=40, offset=40, sortField="_user_id").json()

    assert [40, 20] == [len(first["entities"]), len(second["entities"])]
    assert {"totalHits": 60, "limit": 40, "offset": 40} == second["metadata"]


@pytest.mark.parametrize(
    "given",
    [
        {"limit": 0},
        {"limit": -1},
        {"limit": 51},
        {"limit": "5"},
        {"limit": True},
        {"limit": 1.5},
        {"offset": -1},
        {"offset": 10001},
        {"sortField": "nobody"},
        {"sortField": 5},
        {"sortAsc": "yes"},
        {"version": 1},
        {"includeAllData": "no"},
    ],
)
def test_bad_pages_are_refused(crowd: Lab, given: Any) -> None:
    """A page that cannot be cut is refused."""
    assert 400 == crowd.search(**given).status_code


def test_index_pages(lab: Lab) -> None:
    """An index is filtered, sorted and cut, and tells how."""
    for name in ("b", "a", "c"):
        lab.source(name=name)

    def names(query: Any) -> Any:
        body = lab.at("GET", f"/datasource?{query}").json()
        return "".join(one["name"] for one in body["entities"])

    assert "bac" == names("unknown=1")
    assert "abc" == names("_sort=name")
    assert "cba" == names("_sort=name:-")
    assert "cba" == names("_sort=name:desc")
    assert "a" == names("_start=1&_limit=1")
    assert "c" == names("name_eq=c")
    assert "bc" == names("name_in=b,c")
    assert "ac" == names("priority_gte=2")
    assert "c" == names(
        '_q={"filter":[{"field":"name","operator":"in","value":[["c"]]}]}'
    )
    for query in ("_limit=0", "_limit=101", "_start=-1", "_limit=x", "_q=5", "_q={"):
        assert 400 == lab.at("GET", f"/datasource?{query}").status_code
