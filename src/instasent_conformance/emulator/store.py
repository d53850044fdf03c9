"""One SQLite connection, and the promise that what was answered was kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from instasent_conformance.emulator.clock import parse_instant, stamp
from instasent_conformance.emulator.state_file import open_state

Row = tuple[Any, ...]
MOST_RECALLED = 1000

_HARMLESS = re.compile(
    r"\s*(SELECT|(INSERT( OR \w+)? INTO|UPDATE|DELETE FROM)"
    r" (meta|cursor|queue|sms|touched)\b)"
)


class Store:
    """
    The whole state of an emulator.

    Args:
        path: the file that holds it; none keeps it in memory.

    """

    def __init__(self, path: Path | None) -> None:
        self._connection = open_state(path)
        self._connection.create_function("instant", 1, _instant, deterministic=True)
        self._connection.create_function("stamp", 1, stamp, deterministic=True)
        self.epoch = 0
        """How often something was undone: what was read before may be wrong."""
        self.version = 0
        """Grows with every statement that may change what a query matches."""
        self.generation = 0
        """How often people may have become what they were before."""
        self._watched = False
        self._recalled: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
        self._recalled_at = 0
        self._revision = 0
        self._read_revision()

    def next_revision(self) -> int:
        """Return a number greater than that of every earlier write."""
        self._revision += 1
        return self._revision

    def _read_revision(self) -> None:
        self._revision = self.number("SELECT max(revision) FROM contact")

    def row(self, sql: str, *values: object) -> Row | None:
        """Return the first row, if there is one."""
        found: Row | None = self._execute(sql, values).fetchone()
        return found

    def recall(self, sql: str, *values: str) -> list[Row]:
        """Return every row, read once while nothing is written that may change it."""
        if self._recalled_at != self.version:
            self._recalled.clear()
            self._recalled_at = self.version
        found = self._recalled.get((sql, values))
        if found is None:
            if len(self._recalled) >= MOST_RECALLED:
                self._recalled.clear()
            found = self._recalled[sql, values] = self.rows(sql, *values)
        return found

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return every row."""
        return self._execute(sql, values).fetchall()

    def each(self, sql: str, *values: object) -> Iterator[Row]:
        """Return every row, one after the other, for many of them."""
        return self._execute(sql, values)

    def watch(self, statements: Sequence[str]) -> None:
        """Execute the statements that note what changes, once."""
        if not self._watched:
            for sql in statements:
                self.run(sql)
            self._watched = True

    def number(self, sql: str, *values: object) -> int:
        """Return the single number that a query yields, or zero."""
        found = self.row(sql, *values)
        return int(found[0]) if found and found[0] is not None else 0

    def run(self, sql: str, *values: object) -> int:
        """Execute a statement and return the row id of an insertion."""
        return self._execute(sql, values).lastrowid or 0

    def many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each row of values."""
        self.version += _matters(sql)
        self._connection.executemany(sql, values)

    def _execute(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        self.version += _matters(sql)
        return self._connection.execute(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep everything that happens inside, or nothing."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        before = self.version
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._undone(people=self.version != before)
            raise
        self.commit()

    def commit(self) -> None:
        """Keep what the open transaction did so far and end it."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def tables(self) -> list[str]:
        """Return the names of every table."""
        return [
            str(row[0])
            for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]

    def dump(self) -> sqlite3.Connection:
        """Return a copy of the whole state, in memory."""
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.backup(copy)
        return copy

    def load(self, state: sqlite3.Connection) -> None:
        """Replace the whole state by a copy that was made before."""
        state.backup(self._connection)
        self._undone(people=True)
        self._read_revision()

    def _undone(self, *, people: bool) -> None:
        self.epoch += 1
        self.version += 1
        if people:
            self.generation += 1
            self._watched = False

    def close(self) -> None:
        """Release the connection."""
        self._connection.close()


@lru_cache(maxsize=2048)
def _matters(sql: str) -> bool:
    """Tell whether a statement may change what people and events there are."""
    return not _HARMLESS.match(sql)


def _instant(value: object) -> int | None:
    return parse_instant(value) if isinstance(value, str) else None
