"""Every check of the law authentication passes and convicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from instasent_conformance.cases import Case, Cell, Step
from instasent_conformance.cases.authentication import Door
from instasent_conformance.checks import CaseRecord, all_checks
from instasent_conformance.contract import Json, Registry, load_registry
from instasent_conformance.exchange import Exchange, Transcript
from instasent_conformance.finding import Abstention, Reason, Violation
from instasent_conformance.oracles.doors import Knock
from instasent_conformance.oracles.token_facts import (
    ScopeLists,
    SecretReads,
    SourceTokens,
)
from instasent_conformance.tokens import (
    ABSENT,
    BAD_TOKEN_KINDS,
    MISPLACED_KINDS,
    OTHER_SCHEME_KINDS,
    NeedKind,
    TokenNeed,
)

from .exchanges import exchange

CONTRACT = load_registry()
FULL = TokenNeed(scopes=CONTRACT.scope_words)
ENDPOINT = "datasource.list"
CHECK_OF: dict[NeedKind, str] = {
    "absent": "refused-without-token",
    "api_sms": "refused-with-token-of-another-product",
    **dict.fromkeys(BAD_TOKEN_KINDS, "refused-with-bad-token"),
    **dict.fromkeys(OTHER_SCHEME_KINDS, "refused-under-another-scheme"),
    **dict.fromkeys(MISPLACED_KINDS, "refused-with-misplaced-token"),
}


def verdicts(
    check: str, evidence: object, contract: Registry = CONTRACT
) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, contract))


def cell(kind: NeedKind, status: int, control: int = 200) -> CaseRecord:
    """Return a cell of the heat map: what a stranger and what a full token got."""
    request = exchange(ENDPOINT, 0).request
    case = Case(
        id="a case",
        law="authentication",
        endpoint=ENDPOINT,
        purpose="A case.",
        steps=(Step(request, FULL, "control"), Step(request, TokenNeed(kind=kind))),
        cell=Cell("scope", ENDPOINT, kind),
    )
    sent = (exchange(ENDPOINT, control), exchange(ENDPOINT, status))
    return CaseRecord(case, Transcript(sent), (None, None))


def every_endpoint(*answers: tuple[str, TokenNeed, int]) -> CaseRecord:
    """Return the case that looks at one question across endpoints."""
    case = Case(
        id="one-option/a-question",
        law="authentication",
        endpoint=ENDPOINT,
        purpose="A case.",
        steps=tuple(Step(exchange(e, 0).request, need) for e, need, _ in answers),
    )
    sent = tuple(exchange(endpoint, status) for endpoint, _, status in answers)
    return CaseRecord(case, Transcript(sent), tuple(None for _ in answers))


@pytest.mark.parametrize("kind", CHECK_OF)
@pytest.mark.parametrize(("status", "count"), [(401, 0), (403, 0), (200, 1), (500, 1)])
def test_a_stranger_is_refused(kind: NeedKind, status: int, count: int) -> None:
    """Either refusal passes while the question is open; nothing else does."""
    evidence = cell(kind, status)
    said = {name: verdicts(name, evidence) for name in sorted(set(CHECK_OF.values()))}
    found = {name: v for name, v in said.items() if v}

    assert {CHECK_OF[kind]: count} == {n: len(v) for n, v in found.items()} or not count
    assert count == sum(map(len, found.values()))


@pytest.mark.parametrize("kind", CHECK_OF)
@pytest.mark.parametrize(
    ("status", "control", "reason"),
    [
        (401, 404, Reason.NO_CONTROL),
        (429, 200, Reason.RATE_LIMITED),
        (501, 200, Reason.NOT_SERVED),
    ],
)
def test_a_refusal_of_everybody_proves_nothing(
    kind: NeedKind, status: int, control: int, reason: Reason
) -> None:
    """Where no gate was seen to work, the check abstains."""
    said = verdicts(CHECK_OF[kind], cell(kind, status, control))

    assert [reason] == [v.reason for v in said if isinstance(v, Abstention)]


def test_a_pinned_status_is_the_only_one() -> None:
    """Once the question is answered, the other status is a violation."""
    pinned = CONTRACT.pinned({"K-01": "401", "K-02": "401"})

    assert [] == verdicts("refused-with-bad-token", cell("truncated", 401), pinned)
    assert 1 == len(verdicts("refused-with-bad-token", cell("truncated", 403), pinned))
    assert 1 == len(verdicts("refused-under-another-scheme", cell("bare", 403), pinned))


@pytest.mark.parametrize(
    ("kind", "status", "provenance"),
    [
        ("in-query", 200, "assumed"),
        ("in-cookie", 200, "documented"),
        ("in-body", 200, "documented"),
        ("in-body", 400, "assumed"),
    ],
)
def test_a_place_that_no_source_excludes_is_an_observation(
    kind: NeedKind, status: int, provenance: str
) -> None:
    """A token read from the query string may be meant; one from a cookie is not."""
    (said,) = verdicts("refused-with-misplaced-token", cell(kind, status))

    assert isinstance(said, Violation)
    assert provenance == said.provenance


def test_one_status_answers_every_missing_token() -> None:
    """401 here and 403 there is a flaw of form: minor, and still a finding."""
    name = "one-status-answers-every-bad-token"
    alike = ((ENDPOINT, ABSENT, 401), ("project.get", ABSENT, 401))
    mixed = ((ENDPOINT, ABSENT, 401), ("project.get", ABSENT, 403))

    assert [] == verdicts(name, every_endpoint(*alike))
    (said,) = verdicts(name, every_endpoint(*mixed))
    assert isinstance(said, Violation)
    assert "observed" == said.provenance


def knock(
    real: Exchange, unreal: Exchange, need: TokenNeed = ABSENT, name: str = "audienceId"
) -> Knock:
    """Return a pair of requests that differ in one id."""
    door = Door(f"{name}/stranger", real.request, unreal.request, need)
    return Knock("audience.get", door, real, unreal)


def answer(status: int, body: Json) -> Exchange:
    """Return an answer to a request for a contact."""
    made = exchange("audience.get", status, body)
    return replace(made, request=replace(made.request, path="/project/p/audience/a1"))


@pytest.mark.parametrize(
    ("real", "unreal", "said"),
    [
        (answer(401, {"message": "no"}), answer(401, {"message": "no"}), []),
        (answer(401, {"message": "a1"}), answer(401, {"message": "a1"}), []),
        (answer(401, {}), answer(404, {}), ["documented"]),
        (answer(401, {"message": "no"}), answer(401, {}), ["assumed"]),
    ],
)
def test_a_stranger_learns_no_existence(
    real: Exchange, unreal: Exchange, said: list[str]
) -> None:
    """Another status tells what exists; another text may."""
    found = verdicts("existence-is-not-revealed", knock(real, unreal))

    assert said == [v.provenance for v in found if isinstance(v, Violation)]


def test_a_foreign_project_looks_like_none() -> None:
    """A project of others is answered like none; other ids are an assumption."""
    real, unreal = answer(403, {}), answer(404, {})
    for name, provenance in (("project", "documented"), ("audienceId", "assumed")):
        (said,) = verdicts("existence-is-not-revealed", knock(real, unreal, FULL, name))
        assert isinstance(said, Violation)
        assert provenance == said.provenance


def lists(before: Json, after: Json, gate: int = 403) -> ScopeLists:
    """Return what a token without scopes was told around attempts to widen it."""
    told = (
        exchange("project.get", 200, {"metadata": {"scopes": s}})
        for s in (before, after)
    )
    gates = (exchange(ENDPOINT, 403), exchange(ENDPOINT, gate))
    return ScopeLists("project.get", frozenset(), *told, *gates)


def test_the_scopes_listed_are_those_granted() -> None:
    """A list that differs from the grant is a violation; no list proves nothing."""
    name = "listed-scopes-are-the-granted"

    assert [] == verdicts(name, lists([], []))
    assert 1 == len(verdicts(name, lists(["X"], ["X"])))
    assert [True] == [
        isinstance(v, Abstention) for v in verdicts(name, lists(None, None))
    ]


def test_a_token_keeps_its_scopes() -> None:
    """A list that grows and a gate that opens are a violation each."""
    name = "token-keeps-its-scopes"

    assert [] == verdicts(name, lists([], []))
    assert 1 == len(verdicts(name, lists([], ["X"])))
    assert 2 == len(verdicts(name, lists([], ["X"], gate=200)))


def test_every_data_source_has_its_token() -> None:
    """One token for two sources, or one that opens nothing, is a violation."""
    name = "every-data-source-has-its-token"
    opened, shut = exchange("stream.get", 200), exchange("stream.get", 401)

    assert [] == verdicts(name, SourceTokens(distinct=True, answers=(opened,)))
    assert 1 == len(verdicts(name, SourceTokens(distinct=False, answers=(opened,))))
    assert 1 == len(verdicts(name, SourceTokens(distinct=True, answers=(shut,))))


@pytest.mark.parametrize(
    ("endpoint", "knob", "count"),
    [
        ("datasource.get", "full", 0),
        ("datasource.get", "masked", 1),
        ("datasource.stats", "full", 1),
    ],
)
def test_a_secret_is_shown_where_agreed(endpoint: str, knob: str, count: int) -> None:
    """Once the secret is to be masked, whoever shows it again is convicted."""
    evidence = SecretReads(((exchange(endpoint, 200), True),))
    pinned = CONTRACT.pinned({"K-32": knob})

    assert count == len(verdicts("secret-is-shown-where-agreed", evidence, pinned))
