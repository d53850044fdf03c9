from __future__ import annotations

import re
from html.parser import HTMLParser

from instasent_conformance.reports import matrix

from .sample import LEAK, sample_report

VOID = {"meta", "br"}


class Nesting(HTMLParser):
    """Collects the loads of a page and checks that its tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, and what it would load."""
        if tag not in VOID:
            self.open.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag."""
        assert tag == self.open.pop()


def test_page_loads_nothing() -> None:
    """The page is whole in itself: it links to its own places alone."""
    page = Nesting()
    page.feed(matrix.render(sample_report()))

    assert page.open == []
    assert [load for load in page.loads if not load.startswith("#")] == []
    assert "@import" not in matrix.render(sample_report())
    assert not re.search(r"url\(", matrix.render(sample_report()))


def test_every_cell_is_on_the_page() -> None:
    """Each cell of both maps stands there with its outcome and what was observed."""
    html = matrix.render(sample_report())

    for text in (
        "audience.get · no valid token · none\nfail\nexpected: 403\nobserved: 200",
        "audience.get · no valid token · revoked\ninconclusive: no-token",
        "audience.get · enough · exact\nobservation",
        "audience.get · other project · sibling\nnot applicable: open-question",
        "uid-of-phone · audience.get · basic\npass",
    ):
        assert text in html


def test_values_of_the_target_are_never_markup() -> None:
    """What a target answered is shown as text."""
    html = matrix.render(sample_report())

    assert LEAK not in html
    assert "&lt;b&gt;leak &amp; co&lt;/b&gt;" in html


def test_requirements_are_places_of_the_page() -> None:
    """Each requirement has an anchor, so that other reports link to it."""
    html = matrix.render(sample_report())
    expected = ["R-1", "R-2", "R-3", "R-4"]

    assert expected == re.findall(r'<tr id="(R-\d)"', html)
