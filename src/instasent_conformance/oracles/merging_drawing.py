"""
A reading as a picture: contacts, the values that they claim, the people that were seen.

Contacts of one audience contact have one colour; a line leads from each contact to
every value of a merging attribute that it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from ..cases.histories import SourceContact, contacts_of
from ..cases.rendering import labels_of, rendered_steps
from .merging import claims_of
from .merging_evidence import MergeEvidence, Reading
from .merging_records import records
from .merging_scores import Scores, scores

_COLOURS = ("#4c78a8", "#f58518", "#54a24b", "#e45756", "#b279a2", "#9d755d")
_NOBODY = "#999999"
_ROW, _LEFT, _RIGHT, _WIDTH = 34, 190, 460, 680
_MOST = 12
_TEXT = '<text x="{x}" y="{y}" {more}>{text}</text>'


def drawn(evidence: MergeEvidence) -> str:
    """Return the worst reading of the evidence as SVG."""
    return picture(min(evidence.readings, key=_goodness))


def picture(reading: Reading) -> str:
    """Return a reading as SVG."""
    keys = contacts_of(reading.history)[:_MOST]
    held = records(reading.history, "merge")
    claims = {
        key: claims_of(held[key].values, reading.unique) if key in held else frozenset()
        for key in keys
    }
    values = sorted({claim for own in claims.values() for claim in own})
    steps = rendered_steps(reading.history)
    top = _ROW * (max(len(keys), len(values)) + 1)
    height = top + 18 * (len(steps) + 2)
    body = [
        *_lines(keys, values, claims),
        *_contacts(reading, keys),
        *_values(values),
        *_captions([str(scores(reading)), *steps], top),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" font-family="sans-serif" font-size="13">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(body)}</svg>'
    )


def _goodness(reading: Reading) -> tuple[float, float]:
    found: Scores = scores(reading)
    return found.precision, found.recall


def _lines(
    keys: Iterable[SourceContact],
    values: list[tuple[str, str]],
    claims: Mapping[SourceContact, Iterable[tuple[str, str]]],
) -> Iterator[str]:
    for row, key in enumerate(keys):
        for claim in sorted(claims[key]):
            yield (
                f'<line x1="{_LEFT}" y1="{_y(row)}" x2="{_RIGHT}" '
                f'y2="{_y(values.index(claim))}" stroke="#777777"/>'
            )


def _contacts(reading: Reading, keys: Iterable[SourceContact]) -> Iterator[str]:
    owners, labels = reading.owners(), labels_of(reading.history)
    people = list(dict.fromkeys(owners[key] for key in keys if key in owners))
    for row, key in enumerate(keys):
        owner = owners.get(key)
        number = people.index(owner) if owner else -1
        colour = _COLOURS[number % len(_COLOURS)] if owner else _NOBODY
        person = f"person {number + 1}" if owner else "no person"
        yield f'<circle cx="{_LEFT}" cy="{_y(row)}" r="12" fill="{colour}"/>'
        text = f"{labels[key]} in {key.datasource}, {person}"
        yield _text(text, _LEFT - 20, _y(row) + 4, 'text-anchor="end"')


def _values(values: Iterable[tuple[str, str]]) -> Iterator[str]:
    for row, (role, value) in enumerate(values):
        y = _y(row)
        yield f'<rect x="{_RIGHT - 8}" y="{y - 8}" width="16" height="16" fill="#ccc"/>'
        yield _text(f"{role} {value}", _RIGHT + 16, y + 4)


def _captions(lines: Iterable[str], top: int) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        yield _text(line, 8, top + 18 * number)


def _text(text: str, x: int, y: int, more: str = "") -> str:
    return _TEXT.format(x=x, y=y, more=more, text=escape(text))


def _y(row: int) -> int:
    return _ROW * (row + 1) - _ROW // 2
