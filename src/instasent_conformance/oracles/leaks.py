"""
What an answer gives away about an attribute, and in which form it withholds one.

A value is looked for by its key, and by the traces that only it can have left anywhere
in the answer. What the request itself carried is no leak when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ..cases.subjects import Subject
from ..contract import Attribute, Json, Registry
from .disclosure import Answer, Sight, attributes_of, contact_in, truths
from .traces import fingerprints, members, sent_text

Form = Literal["omitted", "null", "masked", "shown"]
_BOOLEAN_WORDS = ("true", "false", "1", "0")
_TELLING_RUN = 6
_FULL_NAME_PARTS = ("first-name", "last-name")


def is_known(contract: Registry, sight: Sight) -> bool:
    """Return whether there is anything to hide or to show."""
    return any(truths(contract, sight, subject) for subject in sight.view.subjects) or (
        any(True for answer in sight.view.seen for _ in _named(answer, sight.uid))
    )


def leaks(contract: Registry, sight: Sight) -> Iterator[str]:
    """Yield where an answer gives a value away, by its key and by its traces."""
    values = [
        value
        for subject in sight.view.subjects
        for known in (
            subject.written.get(sight.uid, ()),
            truths(contract, sight, subject),
        )
        for value in known
    ]
    for answer in sight.view.seen:
        for shown in _named(answer, sight.uid):
            if form_of(shown, values, sight.attribute) == "shown":
                yield f"{sight.uid} is {shown!r}"
        text = _without_full_names(contract, sight, answer)
        sent = sent_text(answer.exchange.request)
        for trace in dict.fromkeys(t for v in values for t in _secrets(sight, v)):
            if trace in text and trace not in sent:
                yield f"the value of {sight.uid} stands in the answer ({trace})"


def form_of(value: Json, values: Iterable[Json], attribute: Attribute | None) -> Form:
    """Return in which form an answer withholds a value, or that it shows it."""
    if value is None or value in ("", [], {}):
        return "null"
    text = str(value).casefold()
    if isinstance(value, bool | int | float | dict) or text in _BOOLEAN_WORDS:
        return "shown"
    for truth in values:
        if text == str(truth).casefold():
            return "shown"
        for trace in fingerprints(truth, attribute):
            runs = range(len(trace) - _TELLING_RUN + 1)
            if any(trace[at : at + _TELLING_RUN] in text for at in runs):
                return "shown"
    return "masked"


def form_in(contract: Registry, sight: Sight, subject: Subject) -> Form | None:
    """Return the form of an attribute of a subject; None where that cannot be told."""
    contact = contact_in(sight.view.seen, subject)
    wide = contact_in(sight.view.control, subject)
    if contact is None or attributes_of(wide or {}).get(sight.uid) is None:
        return None
    if sight.uid not in attributes_of(contact):
        return "omitted"
    known = truths(contract, sight, subject)
    return form_of(attributes_of(contact)[sight.uid], known, sight.attribute)


def _named(answer: Answer, uid: str) -> Iterator[Json]:
    return members(answer.exchange.response.body, uid)


def _secrets(sight: Sight, value: Json) -> tuple[str, ...]:
    """Return the traces of a value, unless only its key can tell it from others."""
    attribute = sight.attribute
    if attribute is not None and not attribute.writable:
        return ()
    return fingerprints(value, attribute)


def _without_full_names(contract: Registry, sight: Sight, answer: Answer) -> str:
    """Return the readings without the full names, which hold the other two names."""
    if sight.attribute is None or sight.attribute.role not in _FULL_NAME_PARTS:
        return answer.text
    text = answer.text
    for full_name in _named(answer, contract.attribute("full-name").uid):
        if isinstance(full_name, str) and full_name:
            text = text.replace(full_name.casefold(), "")
    return text
