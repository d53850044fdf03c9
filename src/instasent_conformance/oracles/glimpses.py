"""What an answer that is not about attributes tells about contacts that a run wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ..cases.subjects import Subject
from ..contract import Registry
from .disclosure import Answer
from .traces import fingerprints, sent_text


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An answer to a token of a low level, and the contacts it may not tell about."""

    surface: str
    level: str
    subjects: tuple[Subject, ...]
    answer: Answer


class ErrorGlimpse(Glimpse):
    """The answer to a request that fails."""


class MessageGlimpse(Glimpse):
    """Messages that were sent to a contact."""


@dataclass(frozen=True, slots=True)
class EventGlimpse(Glimpse):
    """
    The events of a contact, beside what the widest token was answered.

    `names` are ids of the event and of the contact: which of them an event bears is
    open, so any of them shows that the control found it.
    """

    names: tuple[str, ...]
    control: Answer


@dataclass(frozen=True, slots=True)
class BucketGlimpse(Glimpse):
    """The values of one attribute, listed; `control` is what the widest token got."""

    uid: str
    control: Answer


def hidden_traces(contract: Registry, glimpse: Glimpse) -> Iterator[tuple[str, str]]:
    """
    Yield every attribute above the level whose value the answer holds, and its trace.

    The full name is disclosed at every level and holds the names; they count where it
    does not stand whole.
    """
    natives = {attribute.uid: attribute for attribute in contract.attributes}
    rows = {row.attribute or row.class_: row for row in contract.disclosure}
    sent = sent_text(glimpse.answer.exchange.request)
    for subject in glimpse.subjects:
        text = glimpse.answer.text
        for full_name in _full_names(contract, subject):
            text = text.replace(full_name, "")
        for uid, values in subject.written.items():
            row = rows[uid] if uid in natives else rows["custom"]
            if glimpse.level in row.levels:
                continue
            traces = (t for v in values for t in fingerprints(v, natives.get(uid)))
            for trace in dict.fromkeys(traces):
                if trace in text and trace not in sent:
                    yield uid, trace


def is_about(contract: Registry, answer: Answer, subject: Subject) -> bool:
    """Return whether an answer names a contact, by its id or by its phone."""
    phone = contract.attribute("phone")
    numbers = (
        trace
        for value in subject.written.get(phone.uid, ())
        for trace in fingerprints(value, phone)
    )
    names = (subject.audience_id.casefold(), *numbers)
    return any(name in answer.text for name in names)


def _full_names(contract: Registry, subject: Subject) -> Iterator[str]:
    parts = (
        subject.written.get(contract.attribute(role).uid, ())
        for role in ("first-name", "last-name")
    )
    for first, last in product(*parts):
        yield f"{first} {last}".casefold()


def can_be_traced(contract: Registry, uid: str, subjects: tuple[Subject, ...]) -> bool:
    """Return whether the values of an attribute are recognised where they surface."""
    return any(True for _ in _traces(contract, uid, subjects))


def shows(contract: Registry, glimpse: BucketGlimpse, answer: Answer) -> bool:
    """Return whether an answer holds a value of the attribute asked about."""
    traces = _traces(contract, glimpse.uid, glimpse.subjects)
    return any(trace in answer.text for trace in traces)


def _traces(
    contract: Registry, uid: str, subjects: tuple[Subject, ...]
) -> Iterator[str]:
    natives = {attribute.uid: attribute for attribute in contract.attributes}
    for subject in subjects:
        for value in subject.written.get(uid, ()):
            yield from fingerprints(value, natives.get(uid))
