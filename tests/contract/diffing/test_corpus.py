"""Each edit of the corpus is found, and is what the corpus says it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
import pytest

from instasent_conformance.contract.diffing import (
    Difference,
    Impact,
    Surface,
    compare,
    read_surface,
)
from instasent_conformance.contract.location import contracts_root

from .corpus import Edit, edits, original

ONE_WAY = {
    "alphabet changed": "a text counts otherwise",
    "base URL changed": "an address has no better or worse",
    "discloses less": "a client loses a value",
    "discloses more": "a client sees what it was not meant to",
    "body removed": "a body that must be given breaks, and so does one that is refused",
    "method changed": "no client calls both",
    "path changed": "no client calls both",
    "pattern changed": "each refuses some texts of the other",
    "rate class changed": "either class may be the tighter one",
    "required parameter added": "no caller sent it, and its callers send it on",
    "type changed": "each refuses the values of the other",
    "uniqueness changed": "other people merge",
    "values changed": "each refuses the values of the other",
    "window changed": "a longer window may loosen or tighten a rate",
}
"""Kinds that break in both directions, and why."""

MOVED = {
    "one call leads to another schema": "each way names the schema that it comes from",
}
"""Edits whose differences stand at other places on the way back, and why."""


@dataclass(frozen=True)
class Edited:
    """The contract after one edit, and what changed there and back."""

    surface: Surface
    there: list[Difference]
    back: list[Difference]


Edits = Callable[[Edit], Edited]


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edits:
    """Return a function that applies an edit to a copy of the contracts, once."""
    copy = tmp_path_factory.mktemp("edited") / "v1"
    shutil.copytree(contracts_root(), copy)

    @cache
    def after(edit: str) -> Edited:
        change = next(known for known in edits() if known.id == edit)
        change.apply(copy)
        surface = read_surface(copy)
        shutil.copy(contracts_root() / change.file, copy / change.file)
        there, back = compare(original(), surface), compare(surface, original())
        surface.memory.clear()
        return Edited(surface, there, back)

    return lambda edit: after(edit.id)


def accepts(surface: Surface, difference: Difference) -> bool:
    """Return whether the part of a witness accepts its payload under one contract."""
    assert difference.witness is not None
    schema = next(
        part.schema for part in surface.parts if part.name == difference.witness.part
    )
    whole: dict[str, Any] = dict(schema or {})
    whole["components"] = {"schemas": surface.components}
    judge = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return judge.is_valid(json.loads(json.dumps(difference.witness.payload)))


def test_the_corpus_is_large_and_every_edit_has_a_name_of_its_own() -> None:
    """The corpus holds sixty edits at least, each under its own id."""
    names = [edit.id for edit in edits()]

    assert len(names) >= 60
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.id)
def test_an_edit_is_what_the_corpus_says(edit: Edit, edited: Edits) -> None:
    """An edit is found with the class, the kind and the side that it has."""
    found = edited(edit).there

    assert (edit.impact, edit.kind, edit.side) in [
        (d.impact.value, d.kind, d.side) for d in found
    ]
    assert [] == [d for d in found if d.impact is Impact.UNPROVEN]
    if edit.impact == "editorial":
        assert [] == [d for d in found if d.impact is not Impact.EDITORIAL]
    if edit.impact == "additive":
        assert [] == [d for d in found if d.impact.harmful]


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.id)
def test_every_witness_is_accepted_by_one_side_alone(edit: Edit, edited: Edits) -> None:
    """A witness is valid under one contract, invalid under the other, as it says."""
    for difference in edited(edit).there:
        if difference.witness is not None:
            before = accepts(original(), difference)
            after = accepts(edited(edit).surface, difference)
            valid = "before" if difference.side == "request" else "after"

            assert (valid == "before", valid == "after") == (before, after)
            assert valid == difference.witness.valid_under


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.id)
def test_the_way_back_is_the_mirror(edit: Edit, edited: Edits) -> None:
    """What breaks one way is additive the other way, the named kinds aside."""
    there, back = edited(edit).there, edited(edit).back
    if edit.id in MOVED:
        return
    mirrored = {(d.side, place_of(d)): d for d in back}
    for difference in there:
        if difference.kind not in ONE_WAY:
            image = mirrored[difference.side, place_of(difference)]

            assert difference.impact.harmful == (image.impact is Impact.ADDITIVE)
            assert image.impact.harmful == (difference.impact is Impact.ADDITIVE)


def place_of(difference: Difference) -> str:
    """Return a place without the side that a branch is counted on."""
    return difference.place.replace("/before-", "/").replace("/after-", "/")


def test_every_waiver_is_used() -> None:
    """A kind that breaks both ways is in the corpus, else it needs no waiver."""
    assert set() == ONE_WAY.keys() - {edit.kind for edit in edits()}


def test_a_contract_does_not_differ_from_itself() -> None:
    """The same contract, read twice, has no difference."""
    assert [] == compare(original(), read_surface(contracts_root()))


def test_every_difference_has_an_id_of_its_own(edited: Edits) -> None:
    """No two differences of one comparison share an id."""
    for edit in edits():
        names = [difference.id for difference in edited(edit).there]

        assert len(set(names)) == len(names)
