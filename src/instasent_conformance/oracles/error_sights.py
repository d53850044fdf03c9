"""What an error tells about a contact that the run wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..cases.subjects import Subject
from ..contract import Registry
from .disclosure import Answer
from .traces import fingerprints, sent_text


@dataclass(frozen=True, slots=True)
class ErrorSight:
    """The answer to a request that fails, asked with a token of a low level."""

    surface: str
    level: str
    subject: Subject
    answer: Answer


def hidden_traces(contract: Registry, sight: ErrorSight) -> Iterator[tuple[str, str]]:
    """
    Yield every attribute above the level whose value the answer holds, and its trace.

    The full name is disclosed at every level and holds the names; they count where it
    does not stand whole.
    """
    natives = {attribute.uid: attribute for attribute in contract.attributes}
    rows = {row.attribute or row.class_: row for row in contract.disclosure}
    sent = sent_text(sight.answer.exchange.request)
    text = sight.answer.text.replace(_full_name(contract, sight.subject), "")
    for uid, values in sight.subject.written.items():
        row = rows[uid] if uid in natives else rows["custom"]
        if sight.level in row.levels:
            continue
        for trace in (t for v in values for t in fingerprints(v, natives.get(uid))):
            if trace in text and trace not in sent:
                yield uid, trace


def _full_name(contract: Registry, subject: Subject) -> str:
    parts = (
        subject.written[contract.attribute(role).uid][0]
        for role in ("first-name", "last-name")
    )
    return " ".join(str(part) for part in parts).casefold()
