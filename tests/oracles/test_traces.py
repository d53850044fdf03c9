"""Values are recognised in every wrapping, and nothing else is."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from instasent_conformance.contract import load_registry
from instasent_conformance.exchange import Response, parse_body
from instasent_conformance.oracles.leaks import form_of
from instasent_conformance.oracles.traces import fingerprints, readings

CONTRACT = load_registry()
WORDS = st.text("abcdefghijkmnopqrstuvwxyz", min_size=10, max_size=14)
WRAPPINGS = st.sampled_from(
    [
        lambda text: text,
        str.upper,
        lambda text: text.encode().hex(),
        lambda text: base64.b64encode(text.encode()).decode(),
        lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
        lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
        lambda text: base64.b64encode(json.dumps({"after": [text]}).encode()).decode(),
    ]
)


def response(body: object) -> Response:
    """Return an answer with this JSON body."""
    content = json.dumps(body).encode()
    return Response(200, {}, content, parse_body(content))


@given(WORDS, WRAPPINGS, st.text("-._:", max_size=3))
def test_a_word_is_read_in_every_wrapping(
    word: str, wrap: Callable[[str], str], prefix: str
) -> None:
    """A value stays readable in capitals, percent signs, hexadecimal and base64."""
    assert word in readings(response({"cursor": prefix + wrap(word)}))


@given(WORDS, WORDS)
def test_a_word_that_is_not_there_is_not_read(word: str, other: str) -> None:
    """An answer without a value does not seem to hold it."""
    assert (word in other) == (word in readings(response({"cursor": other})))


@given(st.booleans() | st.none() | st.text(max_size=5))
def test_a_value_that_many_share_has_no_trace(value: object) -> None:
    """Booleans, null and short texts betray nobody."""
    assert () == fingerprints(value, None)


@given(WORDS)
def test_a_value_shows_itself_and_a_mask_does_not(word: str) -> None:
    """The value is shown; stars in its place are a mask."""
    assert "shown" == form_of(word, (word,), None)
    assert "masked" == form_of("*" * len(word), (word,), None)


def test_a_phone_is_known_by_its_national_digits() -> None:
    """The prefix of the country does not hide a phone."""
    phone = CONTRACT.attribute("phone")

    assert ("612345678",) == fingerprints("+34612345678", phone)
