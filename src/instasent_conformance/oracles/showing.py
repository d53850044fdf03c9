"""Whether an answer shows the true value of an attribute, in any legal spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..cases.subjects import Subject
from ..contract import Attribute, Json, Registry
from .disclosure import Sight, attributes_of, contact_in, truths
from .traces import digits_of

_TRUE = ("true", "1")
_FALSE = ("false", "0")
_DAY = 10


def mistakes(contract: Registry, sight: Sight) -> Iterator[tuple[str, str]]:
    """Yield what each subject was expected to show, and what it shows instead."""
    for subject in sight.view.subjects:
        known = truths(contract, sight, subject)
        if not known:
            continue
        contact = contact_in(sight.view.seen, subject)
        if contact is None:
            yield f"the {subject.name} contact, with {sight.uid}", "no such contact"
            continue
        shown = attributes_of(contact).get(sight.uid)
        if not _is_shown(contract, sight, subject, shown, known):
            wanted = " or ".join(repr(value) for value in known)
            yield f"{sight.uid} of the {subject.name} contact is {wanted}", repr(shown)


def spells(shown: Json, truth: Json, attribute: Attribute | None) -> bool:
    """
    Return whether a value in an answer says the same as the one written.

    Open spellings all count: several values as a list or one text, booleans as digits,
    phones with any separators, days with a time behind them.
    """
    if isinstance(truth, list):
        listed = shown if isinstance(shown, list) else [shown]
        texts = [str(item).casefold() for item in listed]
        return all(any(str(t).casefold() in x for x in texts) for t in truth)
    text = str(shown).casefold()
    if isinstance(truth, bool):
        return text in (_TRUE if truth else _FALSE)
    if attribute is not None and attribute.role == "phone":
        return digits_of(text) == digits_of(str(truth))
    if attribute is not None and attribute.data_type in ("date", "datetime"):
        return text[:_DAY] == str(truth)[:_DAY].casefold()
    return text == str(truth).casefold()


def _is_shown(
    contract: Registry,
    sight: Sight,
    subject: Subject,
    shown: Json,
    known: tuple[Json, ...],
) -> bool:
    attribute = sight.attribute
    if shown is None:
        return False
    if attribute is not None and attribute.role == "full-name":
        return _joins_the_names(contract, subject, str(shown).casefold())
    if attribute is not None and not attribute.writable:
        return attribute.data_type == "date" or shown in known
    return any(spells(shown, truth, attribute) for truth in known)


def _joins_the_names(contract: Registry, subject: Subject, shown: str) -> bool:
    for role in ("first-name", "last-name"):
        written: Iterable[Json] = subject.written.get(contract.attribute(role).uid, ())
        names = [str(name).casefold() for name in written]
        if names and not any(name in shown for name in names):
            return False
    return True
