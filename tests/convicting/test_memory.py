"""What convicted before is asked first, and health is judged once for every choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.convicting import Court, MemoryProblem, Task, remembered
from instasent_conformance.convicting.acquittals import Acquittals
from instasent_conformance.convicting.pages import write_pages
from instasent_conformance.convicting.planning import EVERYTHING, Choice, choices
from instasent_conformance.faults import planted_fault
from instasent_conformance.finding import Finding
from instasent_conformance.profiles import LAWS
from instasent_conformance.selection import Selection

from .sample import sample_report

CONTRACT = load_registry()
FAULT = "table/field-omitted/sender.list/entities"
ITEM = "schema-conformance/test_every_answer_has_a_documented_form[sender.list]"
NARROW = Choice(Selection(frozenset({"merging"})))


def test_an_item_that_convicted_is_remembered(tmp_path: Path) -> None:
    """Of an earlier report, the item of every conviction is known by its fault."""
    _, data = write_pages(sample_report(), tmp_path)

    assert {"one": "merging/test_a_law"} == remembered(data)


@pytest.mark.parametrize("text", [None, "{}", "no JSON"])
def test_what_is_no_report_is_refused(tmp_path: Path, text: str | None) -> None:
    """A file that is missing, of another kind or broken is refused with a step."""
    file = tmp_path / "faults.json"
    if text is not None:
        file.write_text(text)

    with pytest.raises(MemoryProblem, match="Next step"):
        remembered(file)


def test_the_item_that_convicted_before_convicts_alone() -> None:
    """A fault whose item is known is convicted by that item, with nothing before it."""
    result = Court(CONTRACT).convict(Task(FAULT, "smoke", 0, ITEM))

    assert ("convicted", 1) == (result.ending, result.selections)
    assert result.conviction is not None
    assert ITEM == result.conviction.item


def test_a_wrong_memory_acquits_nobody() -> None:
    """A fault whose known item finds nothing is shown to all the others as ever."""
    other = ITEM.replace("sender.list", "segment.list")
    result = Court(CONTRACT).convict(Task(FAULT, "smoke", 0, other))

    assert ("convicted", 2) == (result.ending, result.selections)


@pytest.mark.parametrize("name", [FAULT, "sender-has-no-status"])
def test_the_choices_of_a_fault_hold_every_law(name: str) -> None:
    """Before a fault survives, it has been shown to every law."""
    found = list(choices(planted_fault(name, CONTRACT), CONTRACT, first=ITEM))

    assert LAWS.keys() == set().union(*(choice.selection.laws for choice in found))
    assert ITEM == found[0].item


def test_courts_tell_each_other_of_health(tmp_path: Path) -> None:
    """What health showed to one court is known to another with the same folder."""
    asked: list[str] = []

    def judge() -> list[Finding]:
        asked.append("judged")
        return []

    for court in (Acquittals(tmp_path), Acquittals(tmp_path)):
        court.of(("smoke", 0, NARROW), judge)
        court.of(("smoke", 0, EVERYTHING), judge)

    assert ["judged", "judged"] == asked
