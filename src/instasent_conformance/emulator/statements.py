"""Which tables a statement writes or reads, as far as its text tells."""

from __future__ import annotations

import re
from functools import lru_cache

ANY = "*"
"""Stands for every table, where a statement may write more than one."""

_WRITES = re.compile(r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(\w+)")
_READS = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
_SELECTS = re.compile(r"\s*SELECT\b")


@lru_cache(maxsize=4096)
def table_written(sql: str) -> str | None:
    """Return the table that a statement writes; none when it only reads."""
    if _SELECTS.match(sql):
        return None
    found = _WRITES.match(sql)
    return found[1] if found else ANY


@lru_cache(maxsize=4096)
def tables_read(sql: str) -> frozenset[str]:
    """Return the tables that a statement reads."""
    return frozenset(_READS.findall(sql))
