"""Freeze a version of the contract: promises kept, nothing broken unannounced."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .diffing import Difference, Impact, compare, read_surface
from .digest import MANIFEST, digest_of
from .errors import ContractError
from .loader import read_json
from .location import contracts_root
from .promises import check_contracts

RELEASES = "releases"
CHANGELOG = "CHANGELOG.md"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = """# Changelog of the contracts

What each released version changed for a client that obeyed the one before.
"""

Version = tuple[int, ...]


@dataclass(eq=False)
class ReleaseRefused(ContractError):
    """A version cannot be released as things stand."""

    place: str
    problem: str
    next_step: str

    def __str__(self) -> str:
        """Say where, why, and what to do."""
        return f"{self.place}: {self.problem}. Next step: {self.next_step}."


@dataclass(frozen=True, slots=True)
class Release:
    """A released version: where its copy lies, and what it changed."""

    version: str
    folder: Path
    previous: str | None
    differences: Sequence[Difference]


def release(
    version: str, *, date: str, root: Path | None = None, allow_breaking: bool = False
) -> Release:
    """
    Freeze the contract under a version, copy it, and write down what changed.

    Raises:
        ReleaseRefused: the version exists, a promise is broken, or a breaking change
            comes without a new major version.
        ContractError: the contract cannot be read.
    """
    folder = contracts_root(root)
    number = _number(version, date)
    releases = folder.parent / RELEASES
    target = releases / version
    if target.exists():
        raise ReleaseRefused(
            str(target), "this version is released already", "choose a higher version"
        )
    _refuse_broken_promises(folder)
    previous = _previous(releases, number)
    changes = _changes(releases, previous, folder)
    if not allow_breaking:
        _refuse_unannounced(folder, version, previous, changes)
    _freeze(folder, target, {"version": version, "date": date})
    made = Release(version, target, previous, changes)
    _write_down(folder.parent / CHANGELOG, made, date)
    return made


def _number(version: str, date: str) -> Version:
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ReleaseRefused(
            repr(version), "not a version", "give three numbers, such as 1.1.0"
        )
    if _DATE.fullmatch(date) is None:
        raise ReleaseRefused(repr(date), "not a date", "give one such as 2026-11-22")
    return tuple(int(part) for part in match.groups())


def _major(version: str) -> int:
    return int(version.partition(".")[0])


def _refuse_broken_promises(folder: Path) -> None:
    problems = check_contracts(folder)
    if problems:
        first, more = problems[0], len(problems) - 1
        frozen = first.file == MANIFEST and first.place == "$.digest"
        raise ReleaseRefused(
            f"{folder / first.file}: {first.place}",
            first.problem + (f" (and {more} more)" if more else ""),
            'set "status" to "draft" and "digest" to null'
            if frozen
            else "keep every promise of `conform contracts check`",
        )


def _previous(releases: Path, number: Version) -> str | None:
    """Return the greatest released version below a number."""
    found = [
        tuple(int(part) for part in match.groups())
        for file in releases.glob(f"*/{MANIFEST}")
        if (match := _VERSION.fullmatch(file.parent.name))
    ]
    lower = [known for known in found if known < number]
    return ".".join(map(str, max(lower))) if lower else None


def _changes(releases: Path, previous: str | None, folder: Path) -> list[Difference]:
    if previous is None:
        return []
    return compare(read_surface(releases / previous), read_surface(folder))


def _refuse_unannounced(
    folder: Path, version: str, previous: str | None, changes: Sequence[Difference]
) -> None:
    """Refuse harm to clients of the version before, unless the major number says so."""
    harmful = [change for change in changes if change.impact.harmful]
    if previous is None or not harmful:
        return
    major = _major(previous)
    if _major(version) == major:
        first = harmful[0]
        raise ReleaseRefused(
            str(folder),
            f"{len(harmful)} breaking since {previous}, the first at {first.place}: "
            f"{first.kind}",
            f"release {major + 1}.0.0, or pass --allow-breaking to write it down",
        )


def _freeze(folder: Path, target: Path, said: dict[str, str]) -> None:
    """Copy the folder under its version, then freeze the manifest of both."""
    manifest = read_json(folder / MANIFEST) | said
    manifest |= {"status": "frozen", "digest": digest_of(folder)}
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(folder, partial)
    text = manifest_text(manifest)
    (partial / MANIFEST).write_text(text, encoding="utf-8")
    partial.rename(target)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def manifest_text(manifest: dict[str, Any]) -> str:
    """Return a manifest as it is written by hand: one line for each source."""
    lines = []
    for key, value in manifest.items():
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            rows = (f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            text = "[\n" + ",\n".join(rows) + "\n  ]"
        lines.append(f"  {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _write_down(file: Path, made: Release, date: str) -> None:
    """Put the entry of a release on top of the changelog."""
    text = file.read_text(encoding="utf-8") if file.is_file() else _HEAD
    head, mark, rest = text.partition("\n## ")
    entry = f"\n## {made.version} – {date}\n\n{changelog_entry(made)}"
    file.write_text(head.rstrip() + "\n" + entry + mark + rest, encoding="utf-8")


def changelog_entry(made: Release) -> str:
    """Return what a release changed, as Markdown; editorial changes are counted."""
    if made.previous is None:
        return "The first released version.\n"
    lines = [f"Compared with {made.previous}:", ""]
    harmful = any(change.impact.harmful for change in made.differences)
    if harmful and _major(made.version) == _major(made.previous):
        lines[:0] = ["Breaks clients without a new major version, on purpose.", ""]
    for impact in (Impact.BREAKING, Impact.UNPROVEN, Impact.ADDITIVE):
        lines += [
            f"- {impact.value}: {change.kind}, {change.side}, `{change.place}`"
            for change in made.differences
            if change.impact is impact
        ]
    editorial = sum(c.impact is Impact.EDITORIAL for c in made.differences)
    return "\n".join([*lines, f"- editorial: {editorial}"]) + "\n"
