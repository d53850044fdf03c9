"""What was read once is read again as soon as it may be different."""

from __future__ import annotations

import pytest

from instasent_conformance.emulator.parameters import read_parameters
from instasent_conformance.emulator.statements import ANY, table_written, tables_read
from instasent_conformance.emulator.store import Store

COUNT = "SELECT count(*) FROM meta"
WRITE = "INSERT INTO meta VALUES (?, ?)"


@pytest.fixture
def store() -> Store:
    """Return an empty store in memory."""
    return Store(None)


def test_a_write_is_seen_by_the_next_question(store: Store) -> None:
    """Rows that were recalled are read again after their table was written."""
    before = store.recall(COUNT)
    store.run(WRITE, "a", 1)

    assert ([(0,)], [(1,)]) == (before, store.recall(COUNT))


def test_what_was_undone_is_forgotten(store: Store) -> None:
    """Rows that were recalled inside a block that fails are read again after it."""

    def fail() -> None:
        with store.transaction():
            store.run(WRITE, "a", 1)
            assert [(1,)] == store.recall(COUNT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [(0,)] == store.recall(COUNT)


def test_an_inner_block_leaves_the_decision_to_the_outer(store: Store) -> None:
    """What an inner block wrote is undone with the block around it."""

    def fail() -> None:
        with store.transaction():
            with store.transaction():
                store.run(WRITE, "a", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [(0,)] == store.recall(COUNT)


def test_equal_values_of_other_types_are_other_questions(store: Store) -> None:
    """A number and a truth value that are equal are recalled apart."""
    found = [store.recall("SELECT typeof(?)", value) for value in (1, 1.0)]

    assert [[("integer",)], [("real",)]] == found


def test_another_state_is_another_answer(store: Store) -> None:
    """Nothing is recalled of the state that was replaced."""
    empty = store.dump()
    store.run(WRITE, "a", 1)
    assert [(1,)] == store.recall(COUNT)
    store.load(empty)

    assert [(0,)] == store.recall(COUNT)


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("\nSELECT 1 FROM meta", None),
        ("INSERT OR IGNORE INTO space VALUES (1)", "space"),
        ("UPDATE contact AS c SET data = 1", "contact"),
        ("DELETE FROM queue", "queue"),
        ("CREATE TEMP TABLE touched (seq)", ANY),
    ],
)
def test_a_statement_tells_what_it_writes(sql: str, table: str | None) -> None:
    """The table is read from the statement; what is not understood writes any."""
    assert table == table_written(sql)


def test_a_statement_tells_what_it_reads() -> None:
    """Tables of joins and of questions inside of questions are all named."""
    sql = "SELECT 1 FROM a JOIN b ON 1 WHERE x IN (SELECT y FROM\n c)"

    assert {"a", "b", "c"} == tables_read(sql)


def test_a_query_keeps_what_is_repeated() -> None:
    """The last text of a name counts, and all of them are kept in order."""
    found = read_parameters(b"a=1&b=&a=%C3%A9")

    assert ("é", "", None) == (found["a"], found["b"], found.get("c", None))
    assert [("a", "1"), ("b", ""), ("a", "é")] == found.pairs()
    assert "c" not in found
