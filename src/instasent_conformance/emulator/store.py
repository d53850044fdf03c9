"""One SQLite connection, and the promise that what was answered was kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any

from instasent_conformance.emulator.clock import parse_instant, stamp
from instasent_conformance.emulator.state_file import open_state
from instasent_conformance.emulator.statements import ANY, table_written, tables_read

Row = tuple[Any, ...]
MOST_RECALLED = 1000
_Key = tuple[tuple[object, ...], tuple[type, ...]]

_BESIDE = frozenset(
    ("meta", "cursor", "queue", "sms", "touched", "space", "datasource")
)
"""The tables that no query over people or events looks at."""


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
        self.lasting = path is not None
        """Whether the state outlives the process."""
        self.epoch = 0
        """How often something was undone: what was read before may be wrong."""
        self.version = 0
        """Grows with every statement that may change what a query matches."""
        self.generation = 0
        """How often people may have become what they were before."""
        self._watched = False
        self._open = False
        self._touched: set[str] = set()
        self._recalled: dict[str, dict[_Key, list[Row]]] = {}
        self._readers: dict[str, set[str]] = {}
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

    def recall(self, sql: str, *values: object) -> list[Row]:
        """Return every row, read once while none of its tables is written."""
        kept = self._recalled.get(sql)
        if kept is None:
            kept = self._remember(sql)
        # Values of different types may be equal, and match differently.
        key = (values, tuple(map(type, values)))
        found = kept.get(key)
        if found is None:
            if len(kept) >= MOST_RECALLED:
                kept.clear()
            found = kept[key] = self.rows(sql, *values)
        return found

    def _remember(self, sql: str) -> dict[_Key, list[Row]]:
        if len(self._recalled) >= MOST_RECALLED:
            self._forget(ANY)
        for table in tables_read(sql):
            self._readers.setdefault(table, set()).add(sql)
        kept = self._recalled[sql] = {}
        return kept

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
        self._prepare(sql)
        self._connection.executemany(sql, values)

    def _execute(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        self._prepare(sql)
        return self._connection.execute(sql, values)

    def _prepare(self, sql: str) -> None:
        """Note what a statement writes, and begin the transaction that waits for it."""
        table = table_written(sql)
        if table is None:
            return
        if self._open and not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
        self._touched.add(table)
        self._forget(table)
        self.version += table not in _BESIDE

    def _forget(self, table: str) -> None:
        if table is ANY:
            self._recalled.clear()
            self._readers.clear()
        elif table in self._readers:
            for sql in self._readers.pop(table):
                self._recalled.pop(sql, None)

    def transaction(self) -> AbstractContextManager[None]:
        """Keep everything that happens inside, or nothing."""
        # Inside of another block, that one decides for both.
        return nullcontext() if self._open else _Transaction(self)

    def begin(self) -> None:
        """Let the next statement that writes begin a transaction."""
        self._open = True
        self._touched.clear()

    def end(self, *, kept: bool) -> None:
        """Keep what was written since, or undo it."""
        self._open = False
        if kept:
            self.commit()
            return
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._undone(self._touched)

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
        self._undone({ANY})
        self._read_revision()

    def _undone(self, tables: Iterable[str]) -> None:
        found = set(tables)
        for table in found:
            self._forget(table)
        self.epoch += bool(found)
        if not found <= _BESIDE:
            self.version += 1
            self.generation += 1
            self._watched = False

    def close(self) -> None:
        """Release the connection."""
        self._connection.close()


class _Transaction(AbstractContextManager[None]):
    """A block of which everything is kept, or nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> None:
        self._store.begin()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.end(kept=kind is None)


def _instant(value: object) -> int | None:
    return parse_instant(value) if isinstance(value, str) else None
