from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allure_commons import model2, plugin_manager
from allure_pytest.listener import AllureListener  # type: ignore[import-untyped]

from instasent_conformance.finding import Outcome
from instasent_conformance.recording import ItemRecords
from instasent_conformance.reports.allure import STEPS, annotate, title_of
from instasent_conformance.trial import Record

from .sample import record, sample_contract, sample_records

OPTION = SimpleNamespace(allure_link_pattern=[])
SENTENCE = "An endpoint admits exactly the tokens that its row names."


def item(
    records: tuple[Record, ...] = (), *, endpoint: str = "audience.get"
) -> ItemRecords:
    """Return an item of the scope law with these records."""
    return ItemRecords(
        id="scope-gating/test_gate[audience.get]",
        law="scope-gating",
        endpoint=endpoint,
        outcome=Outcome.FAIL,
        reason=None,
        detail="",
        requests=0,
        seconds=0.0,
        records=records,
    )


@pytest.fixture
def result(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return an open Allure result, as pytest has one while an item ends."""
    monkeypatch.setattr(AllureListener, "attach_data", lambda *_, **__: None)
    listener = AllureListener(SimpleNamespace(option=OPTION))
    found = model2.TestResult(
        name="raw",
        fullName="somewhere.test_scope_gating#test_gate",
        description=SENTENCE,
        parameters=[model2.Parameter("endpoint", "Endpoint(id='audience.get', …)")],
        statusDetails=model2.StatusDetails(message="long", trace="long"),
    )
    listener.allure_logger.schedule_test("one", found)
    plugin_manager.register(listener)
    yield found
    plugin_manager.unregister(listener)
    listener.allure_logger.drop_test("one")


def labels_of(result: Any) -> dict[str, list[str]]:
    """Return the values of each label."""
    labels: dict[str, list[str]] = {}
    for label in result.labels:
        labels.setdefault(label.name, []).append(label.value)
    return labels


def test_identity_is_made_of_contract_words(result: Any) -> None:
    """Nothing generated and no path enters what Allure makes the history id from."""
    annotate(item(), sample_contract())

    assert result.fullName == "scope-gating/test_gate[audience.get]"
    assert result.parameters == []


def test_labels_place_the_result(result: Any) -> None:
    """Epic is the contract, feature the law, story the endpoint."""
    annotate(item(tuple(sample_records()[:2])), sample_contract())
    labels = labels_of(result)

    assert labels["epic"] == ["Contract v9.8.7"]
    assert labels["feature"] == ["scope-gating"]
    assert labels["story"] == ["audience.get"]
    assert labels["severity"] == ["critical"]
    assert labels["requirement"] == ["R-1"]
    assert [link.url for link in result.links] == ["matrix.html#R-1"]


def test_message_has_one_line_per_finding(result: Any) -> None:
    """The message of a failure names check and severity; the trace keeps the rest."""
    annotate(item(tuple(sample_records())), sample_contract())

    (line,) = result.statusDetails.message.splitlines()
    assert line.startswith("refused-without-scope (critical): a token")
    assert result.statusDetails.trace == "long"


def test_skip_names_no_place_of_the_machine(result: Any) -> None:
    """A result that was not judged keeps its reason, not a path."""
    annotate(item((sample_records()[3],)), sample_contract())

    assert result.statusDetails.message == "long"
    assert result.statusDetails.trace is None


def test_steps_are_capped(result: Any) -> None:
    """A result shows forty cases, the worst first, and says how many more there are."""
    passed = tuple(record(f"case/{n}", Outcome.PASS) for n in range(50))
    annotate(item((*passed, sample_records()[1])), sample_contract())

    assert len(result.steps) == STEPS + 1
    assert result.steps[0].name == "audience.get/refused/none: fail"
    assert result.steps[0].status == "failed"
    assert result.steps[-1].name == "+11 more cases, in report.json"


def test_annotating_without_allure_does_nothing() -> None:
    """Without an open Allure result an item ends as it does."""
    annotate(item(), sample_contract())


@pytest.mark.parametrize(
    ("sentence", "endpoint", "expected"),
    [
        (
            SENTENCE,
            "audience.get",
            "audience.get admits exactly the tokens that its row names",
        ),
        ("A refusal is clear.", "audience.get", "audience.get: a refusal is clear"),
        ("A refusal is clear.", "", "A refusal is clear (audience.get)"),
    ],
)
def test_title_has_the_endpoint_as_subject(
    sentence: str, endpoint: str, expected: str
) -> None:
    """A title is the sentence of the test, about its endpoint."""
    assert expected == title_of(item(endpoint=endpoint), sentence)
