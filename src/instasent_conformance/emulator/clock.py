"""Time, as a thing that can be replaced."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol

START = 1_793_491_200_000
"""The instant at which virtual time begins, in milliseconds."""

_FIRST, _LAST = -62_135_596_800_000, 253_402_300_799_999
"""The instants between which a date has four digits of year."""
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


class Clock(Protocol):
    """Whatever tells the time in milliseconds since 1970."""

    def now(self) -> int:
        """Return the present instant."""

    def tick(self) -> None:
        """Let the time of one request pass."""

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""

    def restore(self, instant: int) -> None:
        """Continue from an instant that was stored before."""


class VirtualClock:
    """A clock that moves only when told to, so that runs repeat exactly."""

    def __init__(self, start: int = START) -> None:
        self._now = start

    def now(self) -> int:
        """Return the present instant."""
        return self._now

    def tick(self) -> None:
        """Let one millisecond pass."""
        self._now += 1

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._now += round(seconds * 1000)

    def restore(self, instant: int) -> None:
        """Continue from an instant that was stored before."""
        self._now = instant


class WallClock:
    """Real time plus an offset, for a served emulator."""

    def __init__(self) -> None:
        self._offset = 0

    def now(self) -> int:
        """Return the present instant."""
        return int(time.time() * 1000) + self._offset

    def tick(self) -> None:
        """Do nothing: real time passes on its own."""

    def advance(self, seconds: float) -> None:
        """Shift every later reading forward."""
        self._offset += round(seconds * 1000)

    def restore(self, instant: int) -> None:
        """Never go back behind an instant that was stored before."""
        self._offset = max(self._offset, instant - int(time.time() * 1000))


@lru_cache(maxsize=4096)
def stamp(instant: int) -> str:
    """Write an instant as ISO 8601 in UTC with milliseconds."""
    moment = datetime.fromtimestamp(instant // 1000, UTC).replace(tzinfo=None)
    return f"{moment.isoformat()}.{instant % 1000:03d}Z"


def stamp_or_none(instant: int | None) -> str | None:
    """Write an instant, or keep its absence."""
    return None if instant is None else stamp(instant)


@lru_cache(maxsize=16384)
def parse_instant(text: str) -> int | None:
    """Read an ISO 8601 date or date-time as milliseconds; none if it is neither."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        instant = round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
    return instant if _FIRST <= instant <= _LAST else None
