"""What the target without a fault shows, by choice of cases: it convicts nobody."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from ..finding import Finding
from .planning import Choice

Places = frozenset[tuple[str, str]]
"""Fingerprint and case of every red finding."""

Key = tuple[str, int, Choice]
"""Profile, seed and choice."""


def places(findings: Iterable[Finding]) -> Places:
    """Return where findings are."""
    return frozenset((finding.fingerprint, finding.case) for finding in findings)


@dataclass
class Acquittals:
    """
    The findings of health, judged once for every choice of cases that convicts.

    Processes that judge side by side share them through a folder.
    """

    folder: Path | None = None
    _known: dict[Key, Places] = field(default_factory=dict)

    def of(self, key: Key, judge: Callable[[], Iterable[Finding]]) -> Places:
        """Return the findings of health, which `judge` brings where nobody knows."""
        if key not in self._known:
            found = self._read(key)
            if found is None:
                found = places(judge())
                self._write(key, found)
            self._known[key] = found
        return self._known[key]

    def note(self, key: Key, findings: Iterable[Finding]) -> None:
        """Keep what a judgement of health found."""
        self._known[key] = places(findings)
        self._write(key, self._known[key])

    def _read(self, key: Key) -> Places | None:
        file = self._file(key)
        if file is None or not file.is_file():
            return None
        return msgspec.json.decode(file.read_bytes(), type=Places)

    def _write(self, key: Key, found: Places) -> None:
        file = self._file(key)
        if file is not None:
            own = file.with_suffix(f".{os.getpid()}")
            own.write_bytes(msgspec.json.encode(sorted(found)))
            own.replace(file)

    def _file(self, key: Key) -> Path | None:
        profile, seed, choice = key
        asked = [profile, seed, choice.item, choice.wide]
        selection = choice.selection
        asked += [sorted(selection.laws), sorted(selection.endpoints)]
        name = hashlib.sha256(msgspec.json.encode(asked)).hexdigest()
        return None if self.folder is None else self.folder / f"{name}.json"
