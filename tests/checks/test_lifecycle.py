"""Each check of what people live through passes sound evidence, convicts its defect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from instasent_conformance.cases.histories import (
    Forget,
    Put,
    Subscribe,
    contacts_of,
    put,
)
from instasent_conformance.checks import checks_of
from instasent_conformance.contract import load_registry
from instasent_conformance.finding import Abstention, Severity, Violation, severity_of
from instasent_conformance.histories import HISTORY_LAWS
from instasent_conformance.oracles.answers import Answered
from instasent_conformance.oracles.legal_requests import LegalRequests
from instasent_conformance.oracles.merging_evidence import (
    Action,
    MergeEvidence,
    Reading,
    SequelEvidence,
)

from .exchanges import exchange
from .merging_readings import key, reading

CONTRACT = load_registry()
C1, C2, C3 = key("first", "u1"), key("second", "u2"), key("third", "u3")
PAIR = (
    put("first", user_id="u1", email="e1"),
    put("second", user_id="u2", email="e1", first_name="n1"),
)
OUT = Subscribe(C1, "sms", on=False)
OFF = {"sms": False, "email": True}
ON = {"sms": True, "email": True}


def found(evidence: MergeEvidence, *, red: bool = True) -> set[str]:
    """Return the checks that find something, or only what is red."""
    return {
        check.id
        for law in HISTORY_LAWS
        for check in checks_of(law, type(evidence))
        for verdict in check.judge(evidence, CONTRACT)
        if isinstance(verdict, Violation)
        and not (red and severity_of(verdict, check.severity) is Severity.OBSERVATION)
    }


def opted_out(*later: Put, flags: dict[str, bool] = OFF) -> Reading:
    """Return a reading in which a pair opted out, pushed more, and shows the flags."""
    history = (*PAIR, OUT, *later)
    seen = reading(history, [contacts_of(history)])
    person = replace(seen.audience["a0"], flags=flags)
    action = Action(OUT, before=ON, after=OFF)
    return replace(seen, audience={"a0": person}, actions=(action,))


def test_an_opt_out_that_shows_and_lasts_convicts_nobody() -> None:
    """A flag that is off after the opt-out and after a push is what was asked for."""
    assert set() == found(MergeEvidence((opted_out(PAIR[0]),)), red=False)


def test_an_opt_out_without_effect_is_convicted() -> None:
    """A flag that is on right after an opt-out breaks the promise of the action."""
    seen = replace(opted_out(flags=ON), actions=(Action(OUT, before=ON, after=ON),))

    assert {"opt-in-and-out-show-in-the-flag"} == found(MergeEvidence((seen,)))


@pytest.mark.parametrize(("flags", "number"), [(ON, 1), (OFF, 0)])
def test_who_is_joined_of_people_who_all_opted_out_has_opted_out(
    flags: dict[str, bool], number: int
) -> None:
    """Where every contact opted out by itself, no rule of merging may opt it in."""
    outs = (OUT, Subscribe(C2, "sms", on=False))
    history = (PAIR[0], put("second", user_id="u2"), *outs, PAIR[1])
    seen = reading(history, [[C1, C2]])
    person = replace(seen.audience["a0"], flags=flags)
    actions = tuple(Action(step, before=ON, after=OFF) for step in outs)
    joined = replace(seen, audience={"a0": person}, actions=actions)

    assert number == len(found(MergeEvidence((joined,))))


def test_a_flag_that_nobody_shows_is_not_judged() -> None:
    """Where a plan hides the flag, an opt-out leaves the case undecided."""
    none = dict.fromkeys(OFF)
    seen = replace(opted_out(), actions=(Action(OUT, before=none, after=none),))
    said = [
        verdict
        for check in checks_of("lifecycle", MergeEvidence)
        for verdict in check.judge(MergeEvidence((seen,)), CONTRACT)
    ]

    assert [Abstention] == [type(verdict) for verdict in said]


def test_a_push_that_opts_in_again_is_convicted() -> None:
    """A flag that was off after the opt-out and is on after a push was overwritten."""
    seen = opted_out(PAIR[1], flags=ON)

    assert {"push-keeps-subscriptions"} == found(MergeEvidence((seen,)))


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(put("third", user_id="u3", email="e1"), id="somebody-joins"),
        pytest.param(put("first", user_id="u1", email="e2"), id="they-may-part"),
    ],
)
def test_a_flag_of_people_who_change_is_not_judged(later: Put) -> None:
    """Which flag a person has that was joined or parted since is open."""
    assert set() == found(MergeEvidence((opted_out(later, flags=ON),)))


def test_an_opt_out_of_another_channel_is_observed() -> None:
    """Opting out of SMS that turns email off is noted; no source forbids it."""
    none = {"sms": False, "email": False}
    seen = opted_out(flags=none)
    seen = replace(seen, actions=(Action(OUT, before=ON, after=none),))

    assert set() == found(MergeEvidence((seen,)))
    assert {"opting-touches-nothing-else"} == found(MergeEvidence((seen,)), red=False)


def test_an_opt_out_of_a_stranger_is_observed() -> None:
    """A flag of somebody else that changes with an opt-out is noted."""
    history = (*PAIR, put("third", user_id="u3"))
    before = _flagged(reading(history, [[C1, C2], [C3]]), a0=ON, a1=ON)
    after = _flagged(reading((*history, OUT), [[C1, C2], [C3]]), a0=OFF, a1=OFF)
    sound = _flagged(after, a0=OFF, a1=ON)

    assert set() == found(SequelEvidence((before, sound)), red=False)
    assert {"opting-touches-nothing-else"} == found(
        SequelEvidence((before, after)), red=False
    )


def test_a_deleted_person_who_can_be_read_is_convicted() -> None:
    """An audience contact that answers right after its deletion was not deleted."""
    history = (*PAIR, put("third", user_id="u3"), Forget(C1, frozenset((C1, C2))))
    seen = replace(reading(history, [[C3]]), absent=frozenset())

    assert set() == found(MergeEvidence((seen,)))
    assert {"deleted-person-leaves-the-audience"} == found(
        MergeEvidence((replace(seen, undead=frozenset((C1,))),))
    )


def test_a_deleted_person_who_is_still_found_is_observed() -> None:
    """That a search finds nobody who was deleted is assumed, so it is not red."""
    history = (*PAIR, put("third", user_id="u3"), Forget(C1, frozenset((C1, C2))))
    seen = replace(reading(history, [[C3]]), absent=frozenset())
    listed = MergeEvidence((replace(seen, listed=frozenset((C1,))),))

    assert set() == found(listed)
    assert {"deleted-person-leaves-the-audience"} == found(listed, red=False)


def test_a_deletion_that_names_nobody_is_convicted() -> None:
    """A push result without the deleted user id does not say what was done."""
    seen = replace(reading(PAIR, [[C1, C2]]), unnamed=frozenset((C1,)))

    assert {"deletion-names-the-user-id"} == found(MergeEvidence((seen,)))


def verdicts(evidence: LegalRequests) -> list[Violation | Abstention]:
    """Return what the checks of the lifecycle say about legal requests."""
    return [
        verdict
        for check in checks_of("lifecycle", LegalRequests)
        for verdict in check.judge(evidence, CONTRACT)
    ]


def answered(status: int) -> tuple[Answered, ...]:
    """Return the answer to one legal request."""
    return (Answered("project.get", exchange("project.get", status)),)


@pytest.mark.parametrize(
    ("steps", "visits", "said"),
    [
        pytest.param(answered(202), answered(200), [], id="all is well"),
        pytest.param(answered(404), (), [], id="a read of nobody"),
        pytest.param(answered(500), (), [Violation], id="a step that fails"),
        pytest.param((), answered(503), [Violation], id="a visit that fails"),
        pytest.param((), answered(403), [Violation], id="a visit that is refused"),
        pytest.param((), answered(429), [Abstention], id="a visit out of budget"),
    ],
)
def test_legal_requests_have_to_be_answered(
    steps: tuple[Answered, ...], visits: tuple[Answered, ...], said: list[type]
) -> None:
    """A failure of the server or a visit that is refused is a finding."""
    assert said == [type(verdict) for verdict in verdicts(LegalRequests(steps, visits))]


def _flagged(seen: Reading, **flags: dict[str, bool]) -> Reading:
    people = {
        audience_id: replace(contact, flags=flags[audience_id])
        for audience_id, contact in seen.audience.items()
    }
    return replace(seen, audience=people)
