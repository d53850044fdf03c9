"""How the text of a message is counted, and which states a message may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .loader import read_json
from .registry import Registry

_FILE = "sms.json"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """One alphabet of seven-bit messages, and what each of its characters counts."""

    alphabet: str
    characters: str
    units: int
    encoding: str


@dataclass(frozen=True, slots=True)
class SmsFacts:
    """The rows of the file on messages."""

    alphabets: Mapping[str, Alphabet]
    states: frozenset[str]


def sms_facts(registry: Registry) -> SmsFacts:
    """
    Return what a contract says of messages.

    Raises:
        ContractFileMissing: the contract says nothing of them.
    """
    return _read(registry.root)


@cache
def _read(root: Path) -> SmsFacts:
    content = read_json(root / _FILE)
    alphabets = [
        Alphabet(row["alphabet"], row["characters"], row["units"], row["encoding"])
        for row in content["alphabets"]
    ]
    return SmsFacts(
        {row.alphabet: row for row in alphabets},
        frozenset(row["state"] for row in content["states"]),
    )
