"""A state file survives its process, and a foreign file survives the emulator."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from instasent_conformance.contract import Registry
from instasent_conformance.emulator import EmulatorError, Settings, create_app

from .conftest import Start
from .serving import serve, settle

ROUNDS = 30
BATCH = 20


def refused(registry: Registry, **given: Any) -> str:
    """Return why an emulator does not start."""
    with pytest.raises(EmulatorError) as caught:
        create_app(registry, settings=Settings(**given))
    return str(caught.value)


def foreign(path: Path) -> None:
    """Write a database of somebody else."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE precious (thing)")
    other.close()


def outdated(path: Path) -> None:
    """Write a state of another format."""
    foreign(path)
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA application_id = {0x1A57}")
        other.execute("PRAGMA user_version = 1")
    other.close()


def scrambled(path: Path) -> None:
    """Write something that is no database."""
    path.write_bytes(b"precious text" * 100)


@pytest.mark.parametrize("spoil", [foreign, outdated, scrambled])
def test_other_files_are_left_alone(
    registry: Registry, tmp_path: Path, spoil: Any
) -> None:
    """A file that is no state of this version is refused by name and not touched."""
    file = tmp_path / "state.db"
    spoil(file)
    before = file.read_bytes()
    message = refused(registry, state=file)

    assert before == file.read_bytes()
    assert str(file) in message
    assert "Next step:" in message


def test_corrupt_state_is_refused(
    start: Start, registry: Registry, tmp_path: Path
) -> None:
    """A state with a spoilt page is refused and not touched."""
    file, copy = tmp_path / "state.db", tmp_path / "copy.db"
    start(state=file).settle().release()
    with sqlite3.connect(file) as one, sqlite3.connect(copy) as other:
        one.backup(other)
    other.close()
    content = bytearray(copy.read_bytes())
    content[4096:-4096] = b"\xff" * (len(content) - 8192)
    copy.write_bytes(content)

    assert str(copy) in refused(registry, state=copy)
    assert bytes(content) == copy.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_a_state_has_one_owner(registry: Registry, tmp_path: Path) -> None:
    """A state in use is refused until its owner ends, even by a kill."""
    file = tmp_path / "state.db"
    child, base = serve(registry, file)
    before = httpx.get(f"{base}/_control/organizations")
    message = refused(registry, state=file)
    after = httpx.get(f"{base}/_control/organizations")
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heir = create_app(registry, settings=Settings(world="empty", state=file))
    heir.close()

    assert (200, before.text) == (after.status_code, after.text)
    assert f"the state {file} is in use" in message
    assert "Next step:" in message


def test_missing_folder_is_named(registry: Registry, tmp_path: Path) -> None:
    """A state that cannot be created is refused by name."""
    file = tmp_path / "nowhere" / "state.db"

    assert str(file) in refused(registry, state=file)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "cannot be read"),
        ("[]", "world: expected an object"),
        ('{"people": []}', "world: there is no 'people' here"),
        ('{"organizations": {}}', "world.organizations: expected a list"),
        ('{"organizations": [{"name": "o"}]}', "world.organizations[0].plan: required"),
        (
            '{"organizations": [{"name": "o", "plan": "Z"}]}',
            "world.organizations[0].plan: 'Z' is none of",
        ),
        (
            '{"organizations": [{"name": "o", "plan": "S", "projects": [{}]}]}',
            "world.organizations[0].projects[0].name: required",
        ),
        (
            '{"organizations": [{"name": "o", "plan": "S", "projects": [{"name": "p",'
            '"datasources": [{"name": "d", "contacts": [{}]}]}]}]}',
            "d: contacts[0]",
        ),
        (
            '{"organizations": [{"name": "o", "plan": "S", "projects": [{"name": "p",'
            '"opt_outs": [{"value": "u", "channel": "fax"}]}]}]}',
            "world.organizations[0].projects[0].opt_outs[0].channel: 'fax' is none of",
        ),
        (
            '{"organizations": [{"name": "o", "plan": "S", "projects": [{"name": "p",'
            '"opt_outs": [{"value": "u", "channel": "sms"}]}]}]}',
            "opt_outs: p has no 'u'",
        ),
    ],
)
def test_bad_world_is_explained(
    registry: Registry, tmp_path: Path, text: Any, place: Any
) -> None:
    """A world that cannot be used is refused with its file, the place and advice."""
    file = tmp_path / "world.json"
    file.write_text(text)
    message = refused(registry, world=file)

    assert place in message
    assert str(file) in message
    assert "Next step:" in message


def kill_later(child: int, seconds: float) -> int:
    """Let a process kill another one after a while; return its id."""
    killer = os.fork()
    if not killer:
        try:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        finally:
            os._exit(0)
    return killer


def push_until_killed(
    client: httpx.Client, path: str, uid: str, first: int
) -> tuple[set[str], int]:
    """Push batches, queued or not, until nobody answers; return who was taken."""
    acknowledged: set[str] = set()
    for number in range(first, first + 10_000):
        people = [f"{number}-{n}" for n in range(BATCH)]
        try:
            flag = ("?_sync", "")[number % 2]
            answer = client.post(path + flag, json=[{uid: one} for one in people])
        except httpx.TransportError:
            return acknowledged, number + 1
        assert 202 == answer.status_code
        acknowledged.update(people)
    raise AssertionError("nobody was killed")


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_acknowledged_pushes_survive_kills(
    start: Start, registry: Registry, tmp_path: Path
) -> None:
    """What was acknowledged is there after a kill, and no batch is there in part."""
    file, chance = tmp_path / "state.db", random.Random(7)
    uid = registry.attribute("user-id").uid
    acknowledged: set[str] = set()
    place, number = None, 0
    for _ in range(ROUNDS):
        child, base = serve(registry, file)
        with httpx.Client(base_url=base, timeout=10) as client:
            place = place or settle(client, registry, "One")
            client.headers.update(place.headers)
            path = f"{place.streams['One']}/contacts"
            killer = kill_later(child, chance.uniform(0.02, 0.15))
            seen, number = push_until_killed(client, path, uid, number)
        acknowledged |= seen
        os.waitpid(child, 0)
        os.waitpid(killer, 0)

    lab = start(state=file)
    lab.control("/queue/drain", {})
    lab.release()
    stored = users(file)
    batches = {one.partition("-")[0] for one in stored}
    assert acknowledged <= stored
    assert len(batches) * BATCH == len(stored)
    assert len(acknowledged) > ROUNDS


def users(file: Path) -> set[str]:
    """Return the user ids that a state holds, each of them with its person."""
    with sqlite3.connect(file) as state:
        rows = state.execute(
            "SELECT c.user_id FROM contact c JOIN audience a ON a.seq = c.audience"
        ).fetchall()
        (count,) = state.execute("SELECT count(*) FROM contact").fetchone()
    state.close()
    assert count == len(rows)
    return {str(row[0]) for row in rows}
