"""Which endpoints may be absent, and what says so."""

from __future__ import annotations

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.exchange import Response
from instasent_conformance.oracles.presence import (
    absent_statuses,
    is_absent,
    may_be_absent,
    why_absent,
)

CONTRACT = load_registry()
OPTIONAL = {
    "datasource.update",
    "event.aggregations",
    "project.update",
    "sender.create",
    "sender.delete",
}


def answered(status: int) -> Response:
    """Return an answer of a status without a body."""
    return Response(status, {}, b"", None)


def test_what_an_option_leaves_without_success_may_be_absent() -> None:
    """Endpoints whose successes all hang on an option are optional, and no others."""
    found = {name for name in CONTRACT.endpoints if may_be_absent(CONTRACT, name)}

    assert found == OPTIONAL


@pytest.mark.parametrize(
    ("status", "absent"), [(404, True), (405, True), (403, False), (200, False)]
)
def test_a_missing_route_says_so(status: int, absent: bool) -> None:
    """Only the statuses of a missing route make an optional endpoint absent."""
    assert absent == is_absent(CONTRACT, "project.update", answered(status))


def test_an_endpoint_that_must_exist_is_never_absent() -> None:
    """The 404 of an endpoint without options is an answer about something else."""
    assert not is_absent(CONTRACT, "audience.get", answered(404))


def test_a_pin_decides() -> None:
    """Pinned to exist, an endpoint must; pinned to be absent, it may answer 404."""
    there = CONTRACT.pinned({"A-01": "patch"})
    gone = CONTRACT.pinned({"A-01": "absent"})

    assert not may_be_absent(there, "project.update")
    assert frozenset((404, 405)) == absent_statuses(gone, "project.update")


def test_the_reason_names_the_knob() -> None:
    """A report says which open question the absence hangs on."""
    said = why_absent(CONTRACT, "sender.create")

    assert "the route is not there; knob A-03" == said
