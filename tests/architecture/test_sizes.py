"""Small files, smaller functions."""

from __future__ import annotations

from .source import ROOT, functions_of, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def test_no_file_is_longer_than_the_cap() -> None:
    """No Python file of the product has more than 400 lines."""
    long = [
        f"{file.relative_to(ROOT)}: {lines}"
        for file in python_files("src", "suites", "tests", "benchmarks")
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST_FILE
    ]

    assert [] == long


def test_no_function_is_longer_than_the_cap() -> None:
    """No function body has more than 50 lines."""
    long = [
        f"{file.relative_to(ROOT)}: {name} {lines}"
        for file in python_files("src", "suites")
        for name, lines in functions_of(file)
        if lines > LONGEST_FUNCTION
    ]

    assert [] == long


def test_no_file_is_a_drawer() -> None:
    """No module is named for nothing: utils, helpers, common or misc."""
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}

    found = [f for f in python_files("src", "suites", "tests") if f.stem in drawers]

    assert [] == found
