"""Whatever ends a run, its journal is enough to remove what it wrote."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from instasent_conformance.canaries import Canaries
from instasent_conformance.target import Target
from instasent_conformance.world import World
from instasent_conformance.world.journal import read_journal
from instasent_conformance.world.sweeping import Swept, sweep

from .interrupted import CONTRACT, Killed, Scopeless, Stage

NEVER = 10**9
POINTS = 30


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Return an emulator that outlives the runs on it."""
    opened = Stage.open()
    yield opened
    opened.base.close()


def write_much(world: World) -> None:
    """Write as a run does: people in two projects, events, and what is refused."""
    world.planted()
    world.planted("sibling")
    for number in range(3):
        user = world.canaries.user_id()
        identity = CONTRACT.attribute("user-id").uid
        world.push_contacts([{identity: user}], datasource=f"s{number}")
        world.push_events([world.event(world.canaries.user_id())])
        if number:
            world.delete_contact(user, datasource=f"s{number}")


def world_of(target: Target, mark: str) -> World:
    """Return the world of a run."""
    return World(contract=CONTRACT, target=target, canaries=Canaries(1, mark))


def people(stage: Stage) -> dict[str, str]:
    """Return who is in the audience of each project, as a search tells it."""
    world = world_of(stage.base, "look")
    found = {}
    for project in ("home", "sibling"):
        search = world.bare_builder(project).build("audience.search", body={})
        answer = world.send(search, world.everything(project))
        found[project] = json.dumps(answer.response.body, sort_keys=True)
    return found


def clean_after(stage: Stage, journal: Path) -> Swept:
    """Clean up as `conform clean` does, with a target of its own."""
    target = stage.target(journal, "clean", until=NEVER, arrives=True)
    return sweep(read_journal(journal), target, CONTRACT)


def test_nothing_is_left_after_any_interruption(stage: Stage, tmp_path: Path) -> None:
    """After a kill at any of 30 requests, sent or not, the audience is as before."""
    bystander = world_of(stage.base, "bystander")
    bystander.planted()
    bystander.planted("sibling")
    before = people(stage)
    draw = random.Random(7)
    whole = stage.target(tmp_path / "w.jsonl", "w", until=NEVER, arrives=True)
    write_much(world_of(whole, "w"))
    clean_after(stage, tmp_path / "w.jsonl")
    assert before == people(stage)

    for number in range(POINTS):
        journal = tmp_path / f"journal-{number}.jsonl"
        at, arrives = draw.randrange(1, whole.client.sent), bool(number % 2)
        target = stage.target(journal, f"k{number}", until=at, arrives=arrives)
        with pytest.raises(Killed):
            write_much(world_of(target, f"k{number}"))
        swept = Swept()
        if journal.is_file():
            swept = clean_after(stage, journal)

        assert before == people(stage), (at, arrives)
        assert 0 == swept.remaining


def test_the_journal_comes_before_the_write(stage: Stage, tmp_path: Path) -> None:
    """A write that never left is on the disk already, and holds no secret."""
    journal = tmp_path / "journal.jsonl"
    target = stage.target(journal, "early", until=3, arrives=False)
    world = world_of(target, "early")
    world.datasource("first")
    identity = CONTRACT.attribute("user-id").uid
    with pytest.raises(Killed):
        world.push_contacts([{identity: "cf-early-1"}])
    text = journal.read_text("utf-8")

    assert ["cf-early-1"] == [c.user_id for c in read_journal(journal).contacts]
    token = world.datasource("first").token
    assert token is not None
    assert token.secret not in text


@pytest.mark.parametrize(("status", "left"), [(202, 0), (403, 1), (404, 1)])
def test_a_refused_deletion_leaves_the_contact(
    stage: Stage, tmp_path: Path, status: int, left: int
) -> None:
    """Who may not delete a contact is perhaps told that there is none; it is there."""
    journal = tmp_path / "journal.jsonl"
    target = stage.target(journal, "refused", until=NEVER, arrives=True)
    world = world_of(target, "refused")
    planted = world.planted()
    source = world.datasource("first").id
    removal = {
        "write": "1.99",
        "endpoint": "stream.delete-contact",
        "method": "DELETE",
        "users": [],
        "at": {
            "project": target.projects["home"].uid,
            "datasource": source,
            "userId": planted.user_id,
        },
    }
    answer = {"answer": "1.99", "status": status, "made": {}}
    with journal.open("a", encoding="utf-8") as lines:
        lines.writelines(json.dumps(line) + "\n" for line in (removal, answer))

    assert left == len(read_journal(journal).contacts)


def test_who_may_not_delete_has_removed_nothing(tmp_path: Path) -> None:
    """Where a missing scope is answered 404, that 404 counts as no removal."""
    stage = Stage.open(knobs={"A-23": "404"})
    journal = tmp_path / "journal.jsonl"
    target = stage.target(journal, "weak", until=NEVER, arrives=True)
    world_of(target, "weak").planted()
    weak = replace(target, inventory=Scopeless(target.inventory))

    assert 1 == sweep(read_journal(journal), weak, CONTRACT).remaining
    assert 1 == sweep(read_journal(journal), target, CONTRACT).removed
    assert 0 == sweep(read_journal(journal), target, CONTRACT).remaining
    stage.base.close()


def test_a_line_that_was_cut_off_is_passed_over(stage: Stage, tmp_path: Path) -> None:
    """The process may end in the middle of a line; the rest of the journal counts."""
    journal = tmp_path / "journal.jsonl"
    target = stage.target(journal, "cut", until=NEVER, arrives=True)
    world_of(target, "cut").planted()
    text = journal.read_text("utf-8")
    journal.write_text(text + '{"write": "1.99", "endpo')

    assert 1 == len(read_journal(journal).contacts)
    assert 1 == clean_after(stage, journal).removed
    assert 0 == clean_after(stage, journal).removed


def test_what_others_wrote_is_never_touched(stage: Stage, tmp_path: Path) -> None:
    """A journal that names a stranger's contact does not get it removed."""
    bystander = world_of(stage.base, "bystander")
    planted = bystander.planted()
    before = people(stage)
    journal = tmp_path / "journal.jsonl"
    target = stage.target(journal, "thief", until=NEVER, arrives=True)
    theirs = bystander.datasource("first")
    world = world_of(target, "thief")
    world._datasources["home", "first"] = replace(theirs, token=None)
    identity = CONTRACT.attribute("user-id").uid
    world.push_contacts([{identity: planted.user_id}])
    swept = clean_after(stage, journal)

    assert 0 == swept.removed
    assert planted.audience_id == bystander.audience_id(planted.user_id)
    assert before["sibling"] == people(stage)["sibling"]


def test_what_no_route_removes_is_named(stage: Stage, tmp_path: Path) -> None:
    """Data sources stay, and the clean-up names each of them."""
    journal = tmp_path / "journal.jsonl"
    target = stage.target(journal, "named", until=NEVER, arrives=True)
    source = world_of(target, "named").datasource("first")

    (line,) = clean_after(stage, journal).leftovers
    assert line.startswith(f"data source {source.id} (")
