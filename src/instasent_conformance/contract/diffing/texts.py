"""Short texts that match a pattern, a format and a length, without chance."""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Mapping
from typing import Any

OF_FORMAT = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T09:00:00Z",
    "timestamp": "2026-01-31T09:00:00Z",
    "email": "a@example.com",
    "uri": "https://example.com/",
}
OF_NO_FORM = ("", "a", "a b", "é", "0", "A", "-", "_a", "+34600000000", "2026-01-31")
_PLAIN = "a0A_-+ .b1@"
_MOST = 40


def text_like(demands: Mapping[str, Any]) -> str:
    """Return a short text with the pattern, format and length demanded."""
    least = int(demands.get("minLength", 0))
    form = demands.get("format") or demands.get("x-format")
    if "pattern" in demands:
        made = list(texts_matching(demands["pattern"], least))
        return made[0] if made else "a" * least
    text = OF_FORMAT.get(str(form), "")
    return text or "a" * max(least, min(1, int(demands.get("maxLength", 1))))


def texts_matching(pattern: str, least: int = 0) -> Iterator[str]:
    """Yield texts that match a pattern: the shortest, then one with more repeats."""
    try:
        tree = parser.parse(pattern)
    except re.error:
        return
    for extra in (0, 1, 3, least):
        text = "".join(_spelt(tree, extra))
        if re.search(pattern, text):
            padded = text + "a" * (least - len(text))
            yield padded if re.search(pattern, padded) else text


def _spelt(tree: Any, extra: int) -> Iterator[str]:
    for code, argument in tree:
        if code is codes.LITERAL:
            yield chr(argument)
        elif code is codes.IN:
            yield _one_of(argument)
        elif code is codes.ANY:
            yield "a"
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            least, most, inner = argument
            yield "".join(_spelt(inner, extra)) * min(int(most), least + extra, _MOST)
        elif code is codes.SUBPATTERN:
            yield from _spelt(argument[-1], extra)
        elif code is codes.BRANCH:
            yield from _spelt(argument[1][0], extra)


def _one_of(choices: list[Any]) -> str:
    code, argument = choices[0]
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.RANGE:
        return chr(argument[0])
    named = {codes.CATEGORY_DIGIT: "0", codes.CATEGORY_SPACE: " "}
    if code is codes.NEGATE:
        refused = {chr(a) for c, a in choices[1:] if c is codes.LITERAL}
        return next((c for c in _PLAIN if c not in refused), "a")
    return named.get(argument, "a")
