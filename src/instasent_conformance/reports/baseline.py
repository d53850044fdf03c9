"""Findings that are known and accepted for a time, and the end of that time."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from .model import BaselineRow, BaselineState, Defect


class BaselineProblem(ValueError):
    """A baseline cannot be used; the message names file, entry and next step."""


class Accepted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding that somebody accepts, why, who, and until when."""

    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]
    reason: Annotated[str, Meta(min_length=1)]
    owner: Annotated[str, Meta(min_length=1)]
    expires: dt.date


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    accepted: tuple[Accepted, ...] = ()


def read(file: Path) -> tuple[Accepted, ...]:
    """
    Read a baseline, TOML or JSON by the ending of its name.

    Raises:
        BaselineProblem: the file is absent or malformed.
    """
    try:
        content = file.read_bytes()
        if file.suffix == ".json":
            return msgspec.json.decode(content, type=_File).accepted
        found = tomllib.loads(content.decode())
        return msgspec.convert(found, _File).accepted
    except OSError as error:
        raise BaselineProblem(
            f"{file}: cannot be read: {error.strerror}. Next step: name a file with "
            "[[accepted]] tables; an empty file accepts nothing."
        ) from None
    except (ValueError, msgspec.DecodeError) as error:
        raise BaselineProblem(
            f"{file}: {error}. Next step: give every [[accepted]] table a fingerprint, "
            "a reason, an owner and a date in expires."
        ) from None


def rows_of(
    accepted: Iterable[Accepted],
    defects: Sequence[Defect],
    *,
    today: dt.date,
    whole: bool,
) -> tuple[BaselineRow, ...]:
    """
    Return what became of every accepted finding.

    Args:
        accepted: the entries of the baseline.
        defects: what this run found.
        today: the day on which entries expire.
        whole: whether everything was judged, so that what is not found is gone.
    """
    found = {name for defect in defects for name in (defect.id, *defect.fingerprints)}
    return tuple(
        BaselineRow(
            fingerprint=entry.fingerprint,
            reason=entry.reason,
            owner=entry.owner,
            expires=entry.expires.isoformat(),
            state=_state(entry, found, today=today, whole=whole),
        )
        for entry in accepted
    )


def accepts(rows: Iterable[BaselineRow], defect: Defect) -> bool:
    """Return whether a defect, or each of its findings, is accepted for now."""
    valid = {row.fingerprint for row in rows if row.state == "accepted"}
    return defect.id in valid or (
        bool(defect.fingerprints) and set(defect.fingerprints) <= valid
    )


def _state(
    entry: Accepted, found: set[str], *, today: dt.date, whole: bool
) -> BaselineState:
    if entry.expires < today:
        return "expired"
    if entry.fingerprint in found:
        return "accepted"
    return "stale" if whole else "not-judged"
