"""A fact is stated once: in contracts/, and never as a literal in code."""

from __future__ import annotations

import pytest

from instasent_conformance.contract import load_registry

from .source import ROOT, python_files, strings_of

CONTRACT = load_registry()


def offences(wanted: set[str]) -> list[str]:
    """Return where a string of the code holds one of the words."""
    return [
        f"{file.relative_to(ROOT)}:{line}: {value!r}"
        for file in python_files("src", "suites")
        for line, value in strings_of(file)
        if any(word in value for word in wanted)
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(set(CONTRACT.scope_words), id="scope words"),
        pytest.param({"/project/{", "/datasource/", "/audience/"}, id="API paths"),
    ],
)
def test_no_code_holds_a_word_of_the_contract(words: set[str]) -> None:
    """No string constant in src/ or suites/ contains a scope word or an API path."""
    assert [] == offences(words)


def test_no_code_holds_an_attribute_name() -> None:
    """No string constant in src/ or suites/ is an attribute uid."""
    uids = {attribute.uid for attribute in CONTRACT.attributes}
    found = [
        f"{file.relative_to(ROOT)}:{line}: {value!r}"
        for file in python_files("src", "suites")
        for line, value in strings_of(file)
        if value in uids
    ]

    # `_user_id` is a reserved member of an event too, and this is its one place.
    assert [] == found


def test_the_scan_sees_a_planted_literal(tmp_path: object) -> None:
    """The scan reports a scope word that stands in a string constant."""
    from pathlib import Path

    planted = Path(str(tmp_path)) / "planted.py"
    word = sorted(CONTRACT.scope_words)[0]
    planted.write_text(f'"""{word} in a docstring is prose."""\nSCOPE = "{word}"\n')

    assert [(2, word)] == list(strings_of(planted))
