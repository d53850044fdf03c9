"""One difference between two contracts, and the payload that proves it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..model import Json

REQUEST = "request"
RESPONSE = "response"
CONTRACT = "contract"


class Impact(StrEnum):
    """
    What a difference does to a client that obeyed the first contract.

    A difference is *unproven* where the rule says breaking, and no payload was
    found that one contract accepts and the other refuses.
    """

    BREAKING = "breaking"
    UNPROVEN = "unproven"
    ADDITIVE = "additive"
    EDITORIAL = "editorial"

    @property
    def harmful(self) -> bool:
        """Whether the difference counts as breaking until somebody shows otherwise."""
        return self in (Impact.BREAKING, Impact.UNPROVEN)


@dataclass(frozen=True, slots=True)
class Witness:
    """A payload of one operation, valid under one contract and not the other."""

    part: str
    payload: Json
    valid_under: str

    def as_row(self) -> dict[str, Json]:
        """Return the witness as a program reads it."""
        other = "after" if self.valid_under == "before" else "before"
        return {
            "part": self.part,
            "valid_under": self.valid_under,
            "invalid_under": other,
            "payload": self.payload,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One difference, at one place, seen from one side.

    Args:
        impact: what it does to a client.
        kind: what happened, in two or three fixed words.
        side: `request`, `response`, or `contract` for what is in no body.
        place: file and JSON pointer; rows stand under their key.
        before: what the first contract says there, None for nothing.
        after: what the second contract says there.
        witness: the proof of a breaking change of a schema.
    """

    impact: Impact
    kind: str
    side: str
    place: str
    before: Json = None
    after: Json = None
    witness: Witness | None = None

    @property
    def id(self) -> str:
        """What this difference is called; no other of the same two contracts is."""
        return f"{self.kind.replace(' ', '-')}:{self.side}:{self.place}"

    def as_row(self) -> dict[str, Any]:
        """Return the difference as a program reads it."""
        row = {
            "id": self.id,
            "class": self.impact.value,
            "kind": self.kind,
            "side": self.side,
            "place": self.place,
            "before": self.before,
            "after": self.after,
        }
        if self.witness is not None:
            row["witness"] = self.witness.as_row()
        elif self.impact is Impact.UNPROVEN:
            row["witness"] = "no witness found"
        return row
