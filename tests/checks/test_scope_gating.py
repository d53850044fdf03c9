"""Every check of the law scope-gating passes and convicts."""

from __future__ import annotations

import pytest

from instasent_conformance.cases import Case, Cell, Step
from instasent_conformance.checks import CaseRecord, all_checks
from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.exchange import Transcript
from instasent_conformance.finding import Abstention, Reason, Violation
from instasent_conformance.oracles.scoped_fields import FieldAnswer
from instasent_conformance.oracles.write_traces import Attempt, WriteTraces
from instasent_conformance.tokens import Token, TokenNeed

from .exchanges import exchange

CONTRACT = load_registry()
ALL = TokenNeed(scopes=CONTRACT.scope_words)
READ = next(iter(CONTRACT.access["datasource.list"].alternatives[0].scopes[0]))
WRITE = next(iter(CONTRACT.access["datasource.create"].alternatives[0].scopes[0]))
LIST = next(iter(CONTRACT.access["audience.scroll"].alternatives[0].scopes[0]))
HOLDS_READ = TokenNeed(scopes=frozenset((READ,)))
LACKS_READ = TokenNeed(scopes=CONTRACT.scope_words - {READ})
SIBLING = TokenNeed(scopes=CONTRACT.scope_words, project="sibling")
OWN = TokenNeed(kind="datasource")
OTHER = TokenNeed(kind="datasource", datasource="second")

Answers = tuple[tuple[str, TokenNeed, int], ...]


def record(answers: Answers, *, cell: bool, plan: str | None = "XL") -> CaseRecord:
    """Return a case whose last answer is the one that a cell is about."""
    steps = tuple(
        Step(exchange(endpoint, 0).request, need) for endpoint, need, _ in answers
    )
    endpoint = answers[-1][0]
    case = Case(
        id="a case",
        law="scope-gating",
        endpoint=endpoint,
        purpose="A case.",
        steps=steps,
        cell=Cell("scope", endpoint, "a column") if cell else None,
        parameters={"project": answers[-1][1].project if plan == "S" else "home"},
    )
    tokens = tuple(token(need, plan) for _, need, _ in answers)
    sent = tuple(exchange(endpoint, status) for endpoint, _, status in answers)
    return CaseRecord(case, Transcript(sent), tokens)


def token(need: TokenNeed, plan: str | None) -> Token | None:
    """Return the token that a need leads to."""
    if need.kind not in ("product", "datasource"):
        return None
    return Token("a token", need.kind, need.project, need.scopes, plan, "secret")


def verdicts(
    check: str, evidence: object, contract: Registry = CONTRACT
) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, contract))


def cell(*answers: tuple[str, TokenNeed, int]) -> CaseRecord:
    """Return a case of the heat map, its positive control first."""
    return record(((answers[0][0], ALL, 200), *answers), cell=True)


CELLS = {
    "refused-without-scope": (("datasource.list", LACKS_READ, 403), 200),
    "admitted-with-scope": (("datasource.list", HOLDS_READ, 200), 403),
    "refused-for-another-project": (("datasource.list", SIBLING, 404), 200),
    "datasource-token-is-confined": (("datasource.list", OWN, 404), 200),
}


@pytest.mark.parametrize("check", CELLS)
def test_the_answer_of_the_row_passes(check: str) -> None:
    """An answer that a reading of the row explains is no finding."""
    answer, _ = CELLS[check]

    assert [] == verdicts(check, cell(answer))


@pytest.mark.parametrize("check", CELLS)
def test_another_answer_is_a_violation(check: str) -> None:
    """An answer that no reading explains is one finding, of this check alone."""
    (endpoint, need, _), wrong = CELLS[check]
    evidence = cell((endpoint, need, wrong))
    found = {
        name: verdicts(name, evidence) for name in CELLS if verdicts(name, evidence)
    }

    assert [check] == list(found)
    assert [True] == [isinstance(v, Violation) for v in found[check]]


@pytest.mark.parametrize("check", CELLS)
@pytest.mark.parametrize("status", [500, 302])
def test_a_crash_or_a_detour_is_no_refusal(check: str, status: int) -> None:
    """A gate that falls over has not refused."""
    (endpoint, need, _), _ = CELLS[check]

    assert [True] == [
        isinstance(v, Violation)
        for v in verdicts(check, cell((endpoint, need, status)))
    ]


@pytest.mark.parametrize(
    "check", [name for name in CELLS if name.startswith("refused")]
)
def test_a_refusal_without_a_control_proves_nothing(check: str) -> None:
    """Where the sufficient token is refused as well, the check abstains."""
    answer, _ = CELLS[check]
    evidence = record(((answer[0], ALL, 404), answer), cell=True)
    (said,) = verdicts(check, evidence)

    assert isinstance(said, Abstention)
    assert Reason.NO_CONTROL == said.reason


@pytest.mark.parametrize("check", CELLS)
@pytest.mark.parametrize(
    ("status", "reason"), [(429, Reason.RATE_LIMITED), (501, Reason.NOT_SERVED)]
)
def test_an_answer_of_no_gate_is_not_judged(
    check: str, status: int, reason: Reason
) -> None:
    """A limited or an absent endpoint says nothing about its gate."""
    (endpoint, need, _), _ = CELLS[check]
    said = verdicts(check, cell((endpoint, need, status)))

    assert [reason] == [v.reason for v in said if isinstance(v, Abstention)]


def test_a_datasource_token_opens_its_own_stream() -> None:
    """The token of a data source that its own stream refuses is a violation."""
    admitted = cell(("stream.push-contacts", OWN, 202))
    refused = cell(("stream.push-contacts", OWN, 403))

    assert [] == verdicts("datasource-token-is-confined", admitted)
    assert 1 == len(verdicts("datasource-token-is-confined", refused))


def test_a_datasource_token_does_not_open_another_stream() -> None:
    """The stream of another data source does not exist for the token."""
    admitted = cell(("stream.push-contacts", OTHER, 202))

    assert 1 == len(verdicts("datasource-token-is-confined", admitted))


def test_the_plan_takes_a_scope_away() -> None:
    """Where the plan lacks the scope, 403 fits, and 2xx fits while K-34 is open."""
    need = TokenNeed(scopes=frozenset((LIST,)), project="lower")
    pinned = CONTRACT.pinned({"K-34": "as-listed"})

    for status, contract, count in ((403, CONTRACT, 0), (200, CONTRACT, 0)):
        asked = record((("audience.scroll", need, status),), cell=True, plan="S")
        assert count == len(verdicts("refused-without-scope", asked, contract))
    admitted = record((("audience.scroll", need, 200),), cell=True, plan="S")
    assert 1 == len(verdicts("refused-without-scope", admitted, pinned))


def test_an_open_question_admits_either_answer() -> None:
    """While the scope of the search is open, each of its two readings passes."""
    scopes = CONTRACT.access["audience.get"].alternatives[0].scopes[0]
    need = TokenNeed(scopes=scopes)
    list_only = CONTRACT.pinned({"K-19": "list"})
    admitted = cell(("audience.search", need, 200))

    assert [] == verdicts("refused-without-scope", admitted)
    assert [] == verdicts("refused-without-scope", cell(("audience.search", need, 403)))
    assert 1 == len(verdicts("refused-without-scope", admitted, list_only))


def test_more_scopes_never_shut_a_gate() -> None:
    """A token that is refused although its subset is admitted is a violation."""
    grows = record(
        (("stream.get", HOLDS_READ, 200), ("stream.get", ALL, 200)), cell=False
    )
    shrinks = record(
        (("stream.get", HOLDS_READ, 200), ("stream.get", ALL, 403)), cell=False
    )

    assert [] == verdicts("adding-a-scope-takes-nothing-away", grows)
    assert 1 == len(verdicts("adding-a-scope-takes-nothing-away", shrinks))


def test_two_endpoints_read_one_question_alike() -> None:
    """Reads that ask the read scope beside one that asks the write scope contradict."""
    writes = TokenNeed(scopes=frozenset((WRITE,)))
    alike = (("stream.get", writes, 403), ("stream.specs-events", writes, 403))
    apart = (
        ("stream.get", writes, 403),
        ("stream.get", HOLDS_READ, 200),
        ("stream.specs-events", writes, 200),
        ("stream.specs-events", HOLDS_READ, 403),
    )
    name = "one-alternative-explains-every-answer"

    assert [] == verdicts(name, record(alike, cell=False))
    (said,) = verdicts(name, record(apart, cell=False))
    assert isinstance(said, Violation)
    assert "documented" == said.provenance
    assert said.location.pointer == "#/knobs/K-44"


@pytest.mark.parametrize("status", [403, 404])
def test_a_stream_says_either_way_that_it_is_not_written_to(status: int) -> None:
    """Both statuses are documented; once one is observed, the other is a violation."""
    asked = cell(("stream.push-contacts", HOLDS_READ, status))
    pinned = {seen: CONTRACT.pinned({"A-23": str(seen)}) for seen in (403, 404)}
    found = {
        seen: len(verdicts("refused-without-scope", asked, contract))
        for seen, contract in pinned.items()
    }

    assert [] == verdicts("refused-without-scope", asked)
    assert {403: int(status == 404), 404: int(status == 403)} == found


@pytest.mark.parametrize("status", [401, 200, 500])
def test_another_answer_of_a_stream_convicts(status: int) -> None:
    """No reading lets a token write that holds reading scopes, or ends in a crash."""
    contract = CONTRACT.pinned({"K-44": "by-effect"})
    asked = cell(("stream.push-contacts", HOLDS_READ, status))

    (said,) = verdicts("refused-without-scope", asked, contract)
    assert isinstance(said, Violation)


def test_one_status_refuses_every_write_into_a_stream() -> None:
    """Two statuses beside each other contradict, in form and not in who gets in."""
    none = TokenNeed()
    first, second = "stream.push-contacts", "stream.push-events"
    name = "one-alternative-explains-every-answer"

    for status in (403, 404):
        alike = ((first, none, status), (second, none, status))
        assert [] == verdicts(name, record(alike, cell=False))
    apart = ((first, none, 404), (second, none, 403))
    (said,) = verdicts(name, record(apart, cell=False))
    assert isinstance(said, Violation)
    assert "observed" == said.provenance
    assert said.location.pointer == "#/knobs/A-23"


def attempt(status: int, before: str, after: str) -> Attempt:
    """Return a write between two looks."""
    return Attempt("somebody", exchange("datasource.create", status), before, after)


def test_a_refused_write_is_no_write() -> None:
    """A trace of a refused write convicts; an admitted write may leave one."""
    accepted = attempt(201, "not shown", "shown")
    clean = (attempt(403, "not shown", "not shown"), accepted)
    dirty = (attempt(403, "not shown", "shown"),)
    name = "refused-write-leaves-no-trace"

    assert [] == verdicts(name, WriteTraces("datasource.create", accepted, clean))
    assert 1 == len(verdicts(name, WriteTraces("datasource.create", accepted, dirty)))


def test_a_write_that_cannot_be_seen_proves_nothing() -> None:
    """Without a visible accepted write the check abstains."""
    unseen = attempt(201, "not shown", "not shown")
    evidence = WriteTraces("datasource.create", unseen, (attempt(403, "x", "x"),))
    (said,) = verdicts("refused-write-leaves-no-trace", evidence)

    assert isinstance(said, Abstention)


FIELD = CONTRACT.fields[0]
ACCOUNT = {"funds": {"value": 12.5, "currency": "EUR"}}


def answer(need: TokenNeed, *, at_its_place: bool, elsewhere: bool) -> FieldAnswer:
    """Return an answer that has the field at its place, elsewhere, or not at all."""
    name, parent = FIELD.pointer.split("/")[-1], FIELD.pointer.split("/")[1:-1]
    body: dict[str, object] = {name: ACCOUNT} if at_its_place else {}
    for member in reversed(parent):
        body = {member: body}
    if elsewhere:
        body["other"] = [ACCOUNT["funds"]]
    return FieldAnswer(FIELD, need, exchange(FIELD.endpoint, 200, body), ACCOUNT)


@pytest.mark.parametrize(
    ("entitled", "at_its_place", "elsewhere", "count"),
    [
        (True, True, False, 0),
        (False, False, False, 0),
        (True, False, False, 1),
        (False, True, False, 1),
        (False, False, True, 1),
    ],
)
def test_a_field_goes_with_its_scope(
    entitled: bool, at_its_place: bool, elsewhere: bool, count: int
) -> None:
    """The field is there for its holders, and nowhere in the answer for others."""
    words = CONTRACT.scope_words
    need = TokenNeed(scopes=words if entitled else words - {FIELD.scope})
    evidence = answer(need, at_its_place=at_its_place, elsewhere=elsewhere)

    assert count == len(verdicts("field-needs-its-scope", evidence))
