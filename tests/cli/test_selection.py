"""Which files of the suites are collected for the laws that are asked for."""

from __future__ import annotations

from instasent_conformance.contract import suites_root
from instasent_conformance.profiles import LAWS
from instasent_conformance.selection import Selection


def test_each_law_has_its_file() -> None:
    """The laws together are judged by all files of the suites, one each."""
    files = Selection(laws=frozenset(LAWS)).suites

    assert sorted(suites_root().glob("test_*.py")) == sorted(files)


def test_all_laws_are_a_folder() -> None:
    """Where no law is named, pytest finds the files itself."""
    assert [suites_root()] == Selection().suites
