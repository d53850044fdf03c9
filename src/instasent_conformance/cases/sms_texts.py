"""Texts of messages at every edge of their counting, and texts drawn around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Registry
from ..contract.sms import sms_facts
from .drawing import draw

ACCENT, ENYE, CEDILLA, BACKTICK = "á", "ñ", "ç", "`"
CYRILLIC, EMOJI = "ж", "\U0001f600"
LINK = "https://conform.example/a_b?c=d&e=~f#g"


@dataclass(frozen=True, slots=True)
class SmsText:
    """A text to send, and whether the sender allows Unicode; None leaves it unsaid."""

    name: str
    text: str
    allow_unicode: bool | None = False


def edge_texts(contract: Registry) -> Iterator[SmsText]:
    """Yield texts at and beyond every boundary between parts and between encodings."""
    limit = contract.limit
    extension = sms_facts(contract).alphabets["extension"].characters[-1]
    single, part = limit("sms.gsm7-single"), limit("sms.gsm7-part")
    for units in (single, single + 1, 2 * part, 2 * part + 1):
        yield SmsText(f"gsm-{units}", "a" * units)
    for units in (single, single + 1, 2 * part + 1):
        text = extension + "a" * (units - 2)
        yield SmsText(f"extension-and-gsm-{units}", text)
    half = single // 2
    yield SmsText(f"extension-{half}", extension * half)
    yield SmsText(f"extension-{half + 1}", extension * (half + 1))
    single, part = limit("sms.ucs2-single"), limit("sms.ucs2-part")
    for units in (single, single + 1, 2 * part, 2 * part + 1):
        yield SmsText(f"unicode-{units}", CYRILLIC * units, allow_unicode=True)
    for units in (single // 2, single // 2 + 1):
        yield SmsText(f"surrogates-{units}", EMOJI * units, allow_unicode=True)
    yield SmsText(
        f"one-accent-among-{single}", "a" * single + ACCENT, allow_unicode=True
    )
    yield SmsText("allowed-and-not-needed", "a" * (single + 1), allow_unicode=True)


def alphabet_texts(contract: Registry) -> Iterator[SmsText]:
    """Yield every character of the alphabets, and those that look like theirs."""
    for row in sms_facts(contract).alphabets.values():
        yield SmsText(f"every-{row.alphabet}-character", f"a{row.characters}z")
    yield SmsText("enye", ENYE, allow_unicode=True)
    yield SmsText("accent", ACCENT, allow_unicode=True)
    yield SmsText("small-cedilla", CEDILLA, allow_unicode=True)
    yield SmsText("backtick", BACKTICK, allow_unicode=True)
    yield SmsText("link", LINK)


def unpermitted_texts() -> Iterator[SmsText]:
    """Yield texts that need Unicode, which nobody allowed."""
    for name, text in (
        ("accent", f"a{ACCENT}b"),
        ("cyrillic", f"a{CYRILLIC}b"),
        ("emoji", f"a{EMOJI}b"),
    ):
        yield SmsText(name, text, allow_unicode=False)
        yield SmsText(f"{name}/unsaid", text, allow_unicode=None)


def drawn_texts(contract: Registry, *, number: int, seed: int) -> list[SmsText]:
    """Return texts of all alphabets, most of them near a boundary, shortest first."""
    from hypothesis import strategies as st

    alphabets = sms_facts(contract).alphabets
    plain, rich = (alphabets[name].characters for name in ("default", "extension"))
    limit = contract.limit
    kinds = [
        (plain, limit("sms.gsm7-single")),
        (plain + rich, limit("sms.gsm7-part")),
        (plain + CYRILLIC + EMOJI, limit("sms.ucs2-single")),
    ]
    strategy = st.one_of(
        [
            st.text(letters, min_size=max(1, edge - 4), max_size=edge + 4)
            for letters, edge in kinds
        ]
    )
    found: list[str] = []
    draw(strategy, found.append, count=number, seed=seed)
    distinct = {f"a{text}z" for text in found}
    texts = sorted(distinct, key=lambda text: (len(text), text))
    return [
        SmsText(f"drawn-{n}", text, allow_unicode=True) for n, text in enumerate(texts)
    ]
