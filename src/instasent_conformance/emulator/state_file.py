"""Opening the file that holds the state, without ever harming a foreign one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from instasent_conformance.emulator.errors import EmulatorError

FORMAT = 4
"""Raised by one whenever the tables change."""
_MARK = 0x1A57
"""Tells a state of an emulator from any other database."""
_SCHEMA = Path(__file__).with_name("schema.sql")
_PATIENCE = 1.0
"""Seconds in which a process that was just stopped may still let go of its state."""
_OTHER = "Next step: name another file, or move this one away to begin anew."


def open_state(path: Path | None) -> sqlite3.Connection:
    """
    Open a state, or begin one where there is none.

    Raises:
        EmulatorError: the file is not a state that this version reads; it is left
            as it is.

    """
    if path is None:
        return _begin(_connect(":memory:"))
    try:
        connection = _connect(str(path))
        try:
            # The lock is the kernel's: it goes with the process, however that ends.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            return _open(connection, path)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise EmulatorError(
                f"the state {path} is in use by another emulator. "
                "Next step: stop that one, or name another file."
            ) from None
        raise EmulatorError(
            f"the state {path} cannot be opened: {error}. {_OTHER}"
        ) from None


def _connect(target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        target,
        isolation_level=None,
        timeout=_PATIENCE,
        check_same_thread=False,
        cached_statements=512,
    )
    # Some builds overwrite what is deleted with zeros; nothing here is a secret.
    connection.execute("PRAGMA secure_delete=OFF")
    return connection


def _open(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return _begin(connection)
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != _MARK:
        raise EmulatorError(f"the file {path} is no state of an emulator. {_OTHER}")
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found != FORMAT:
        raise EmulatorError(
            f"the state {path} has format {found}, and this version reads {FORMAT}. "
            f"{_OTHER}"
        )
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise EmulatorError(f"the state {path} is corrupt: {verdict}. {_OTHER}")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def _begin(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # A process that dies half-way leaves an empty file, never half a schema.
    script = _SCHEMA.read_text(encoding="utf-8")
    connection.executescript(
        f"BEGIN; {script} PRAGMA application_id={_MARK}; "
        f"PRAGMA user_version={FORMAT}; COMMIT;"
    )
    return connection
