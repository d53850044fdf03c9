"""The checks of what a push result says of itself pass and convict."""

from __future__ import annotations

import json

import pytest

from instasent_conformance.contract import Json
from instasent_conformance.exchange import Request
from instasent_conformance.oracles.pushes import ItemSent, Push

from .exchanges import exchange
from .verdicts import CONTRACT, violations

CONTACTS = "stream.push-contacts"
ITEMS: list[Json] = [{"n": 1}, {"n": 2}]
SOUND: dict[str, Json] = {
    "status": 202,
    "entitiesSuccess": 1,
    "entitiesFailures": 1,
    "accepted": [{"position": 0, "item": {"n": 1}}],
    "errors": [{"position": 1, "item": {"n": 2}, "error": "no"}],
    "datasourceId": "d1",
    "datasourceUid": "ds-1",
    "projectId": "7",
    "projectUid": "home",
}
LISTED: dict[str, Json] = {
    "successful": 1,
    "failed": 1,
    "items": [{"status": "success"}, {"status": "error"}],
}


def push(body: Json) -> Push:
    """Return a push of two items into `d1` of `home`, and its answer."""
    places = {"project": "home", "datasource": "d1"}
    path = CONTRACT.endpoint(CONTACTS).path.format(**places)
    request = Request(CONTACTS, "POST", path, content=json.dumps(ITEMS).encode())
    items = (ItemSent("good"), ItemSent("bad"))
    return Push(CONTACTS, "queued", items, exchange(CONTACTS, 202, body, request))


@pytest.mark.parametrize(
    ("wrong", "row"),
    [
        ({"status": 200}, "V-PUSH-05"),
        ({"entitiesSuccess": 2}, "V-PUSH-06"),
        ({"entitiesFailures": 0}, "V-PUSH-07"),
        ({"entity": LISTED | {"successful": 2}}, "V-PUSH-06"),
        ({"entity": LISTED | {"failed": 0}}, "V-PUSH-07"),
    ],
)
def test_a_figure_that_the_answer_contradicts_convicts(
    wrong: dict[str, Json], row: str
) -> None:
    """A status or a count that is not that of the rest convicts, in either form."""
    name = "push-result-adds-up"

    assert [] == violations(name, push(SOUND | {"entity": LISTED}))
    found = violations(name, push(SOUND | wrong))
    assert [row] == [one.location.pointer.rpartition("/")[2] for one in found]


def test_another_item_convicts() -> None:
    """An outcome shows the item of its position, accepted or not."""
    name = "outcome-repeats-its-item"
    for key in ("accepted", "errors"):
        wrong = {key: [{"position": 0, "item": {"n": 2}}]}

        assert 1 == len(violations(name, push(SOUND | wrong)))
    assert [] == violations(name, push(SOUND))
    assert [] == violations(name, push(SOUND | {"accepted": [{"position": 7}]}))


def test_another_place_convicts() -> None:
    """A result names the data source and the project of its path, by id or by uid."""
    name = "push-result-names-its-data-source"

    assert [] == violations(name, push(SOUND))
    assert [] == violations(name, push(SOUND | {"projectId": None}))
    assert 1 == len(violations(name, push(SOUND | {"datasourceId": "d2"})))
    assert 1 == len(violations(name, push(SOUND | {"projectUid": "sibling"})))


@pytest.mark.parametrize("body", [None, "text", {}, {"entity": None}, {"accepted": 3}])
def test_what_is_no_push_result_says_nothing(body: Json) -> None:
    """An answer in another form is left to the checks of its form."""
    names = (
        "push-result-adds-up",
        "outcome-repeats-its-item",
        "push-result-names-its-data-source",
    )

    assert [] == [one for name in names for one in violations(name, push(body))]
