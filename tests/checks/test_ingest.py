"""Every check of the law ingest passes and convicts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from instasent_conformance.contract import Json
from instasent_conformance.exchange import Exchange
from instasent_conformance.finding import Severity, severity_of
from instasent_conformance.oracles.attribute_values import (
    AliasPush,
    FormTaken,
    KeysTaken,
    KeyTaken,
    ManyValues,
)
from instasent_conformance.oracles.counters import Counted
from instasent_conformance.oracles.pushes import (
    FailingPushes,
    FullPush,
    ItemSent,
    LatePush,
    LongPush,
    MixedPush,
    Mode,
    Push,
    RepeatedPush,
    TrialPush,
    TrialPushes,
)

from .exchanges import exchange
from .verdicts import CONTRACT, abstentions, violations

CONTACTS, EVENTS = "stream.push-contacts", "stream.push-events"
GOOD, BAD = ItemSent("good", stored=True), ItemSent("bad", "no id", stored=False)


def flat(said: Sequence[bool]) -> Json:
    """Return a push result in its flat form."""
    return {
        "accepted": [{"position": n} for n, one in enumerate(said) if one],
        "errors": [{"position": n} for n, one in enumerate(said) if not one],
    }


def listed(said: Sequence[bool]) -> Json:
    """Return a push result in its documented form."""
    states = ["success" if one else "error" for one in said]
    return {"entity": {"items": [{"status": state} for state in states]}}


def answer(body: Json, status: int = 202) -> Exchange:
    """Return an answer to a push."""
    return exchange(CONTACTS, status, body)


def mixed(
    *said: bool,
    items: tuple[ItemSent, ...] = (GOOD, BAD, GOOD),
    mode: Mode = "synchronous",
) -> MixedPush:
    """Return a mixed batch and what its answer says of each item."""
    return MixedPush(CONTACTS, mode, items, answer(flat(said)))


@pytest.mark.parametrize("form", [flat, listed])
def test_one_outcome_each(form: object) -> None:
    """Either form of a push result passes that has one outcome for each item."""
    body = form([True, False, True])  # type: ignore[operator]
    push = MixedPush(CONTACTS, "synchronous", (GOOD, BAD, GOOD), answer(body))

    assert [] == violations("every-item-has-one-outcome", push)
    assert [] == violations("bad-item-blocks-no-other", push)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"accepted": [{"position": 1}, {"position": 2}], "errors": [{"position": 3}]},
        {"accepted": [{"position": 0}], "errors": [{"position": 0}, {"position": 1}]},
        {"entity": {"items": [{"status": "success"}]}},
        {"entity": {"items": [{"status": "success"}] * 4}},
        {"accepted": [{"position": n} for n in (0, 1, 2, 7)], "errors": []},
    ],
)
def test_a_missing_or_double_outcome_convicts(body: Json) -> None:
    """No outcome, two outcomes, positions from one, and outcomes of nobody convict."""
    push = MixedPush(CONTACTS, "synchronous", (GOOD, BAD, GOOD), answer(body))

    assert 1 == len(violations("every-item-has-one-outcome", push))


def test_a_refused_batch_has_no_outcomes() -> None:
    """An error without a push result is no matter of outcomes."""
    push = MixedPush(CONTACTS, "queued", (BAD,), answer({"message": "no"}, 400))

    assert [] == violations("every-item-has-one-outcome", push)


def test_a_good_item_that_fails_convicts() -> None:
    """A bad item that takes a good one, or the whole batch, with it convicts."""
    name = "bad-item-blocks-no-other"
    whole = MixedPush(CONTACTS, "queued", (GOOD, BAD), answer({"message": "no"}, 400))

    assert [] == violations(name, mixed(True, False, True))
    assert 1 == len(violations(name, mixed(True, False, False)))
    assert 1 == len(violations(name, whole))


@pytest.mark.parametrize("mode", ["synchronous", "queued"])
def test_a_bad_item_that_passes_convicts(mode: Mode) -> None:
    """A bad item has to fail before the answer, whether it is queued or not."""
    assert [] == violations("bad-item-fails", mixed(True, False, True, mode=mode))
    assert 1 == len(violations("bad-item-fails", mixed(True, True, True, mode=mode)))


def test_an_outcome_that_lies_convicts() -> None:
    """Accepted and missing, or failed and stored, convicts; a queued item does not."""
    name = "outcome-tells-what-was-stored"
    lost = (ItemSent("good", stored=False), BAD, GOOD)
    kept = (GOOD, ItemSent("bad", "no id", stored=True), GOOD)

    assert [] == violations(name, mixed(True, False, True))
    assert 1 == len(violations(name, mixed(True, False, True, items=lost)))
    assert 1 == len(violations(name, mixed(True, False, True, items=kept)))
    assert [] == violations(name, mixed(True, False, True, items=lost, mode="queued"))


def test_a_full_batch_that_is_cut_convicts() -> None:
    """A batch within the limit that is refused, or whose last item fails, convicts."""
    name = "full-batch-is-accepted"

    def full(body: Json, status: int = 202) -> FullPush:
        return FullPush(EVENTS, "synchronous", (GOOD, GOOD), answer(body, status))

    assert [] == violations(name, full(flat([True, True])))
    assert 1 == len(violations(name, full(flat([True, False]))))
    assert 1 == len(violations(name, full({"message": "too long"}, 400)))


def test_a_long_batch_that_is_taken_convicts() -> None:
    """One item too many is refused, and none of the others is stored."""
    name = "one-item-too-many-is-refused"

    def long(status: int, *, stored: bool) -> LongPush:
        return LongPush(CONTACTS, 101, answer({}, status), stored)

    assert [] == violations(name, long(400, stored=False))
    assert 1 == len(violations(name, long(400, stored=True)))
    assert 1 == len(violations(name, long(202, stored=False)))
    assert 1 == len(violations(name, long(500, stored=False)))


def failing(*statuses: int, accepted: bool = False) -> FailingPushes:
    """Return a batch of one bad item for each status of an answer."""
    return FailingPushes(
        tuple(
            Push(name, "synchronous", (BAD,), answer(flat([accepted]), status))
            for name, status in zip((CONTACTS, EVENTS), statuses, strict=True)
        )
    )


def test_failed_batches_that_are_answered_apart_convict() -> None:
    """A refusal of their own or a success passes, but not one for each endpoint."""
    name = "one-rule-answers-failed-batches"

    assert [] == violations(name, failing(422, 422))
    assert [] == violations(name, failing(202, 202))
    for odd in ((422, 202), (422, 400), (400, 400), (500, 422)):
        assert 1 == len(violations(name, failing(*odd))), odd


def test_failed_batches_against_their_pin_convict() -> None:
    """Where the question is settled, the other status convicts."""
    pinned = CONTRACT.pinned({"K-08": "422"})
    name = "one-rule-answers-failed-batches"

    assert [] == violations(name, failing(422, 422), pinned)
    assert 1 == len(violations(name, failing(202, 202), pinned))


def test_a_bad_batch_that_is_taken_proves_nothing_of_failed_ones() -> None:
    """Where bad items are accepted, no batch failed whole."""
    taken = failing(202, 202, accepted=True)

    assert 1 == len(abstentions("one-rule-answers-failed-batches", taken))


def trial(endpoint: str, *, stored: bool, status: int = 202) -> TrialPush:
    """Return a push that asked for a trial."""
    return TrialPush(endpoint, bare=False, answer=answer({}, status), stored=stored)


def test_a_trial_that_stores_convicts() -> None:
    """A trial that stores something, or that is refused, convicts."""
    name = "trial-push-stores-nothing"

    assert [] == violations(name, trial(EVENTS, stored=False))
    assert 1 == len(violations(name, trial(EVENTS, stored=True)))
    assert 1 == len(violations(name, trial(EVENTS, stored=False, status=400)))


def test_a_flag_read_in_two_ways_convicts() -> None:
    """A bare flag may count or not, but not for contacts alone."""
    name = "one-reading-of-flags-explains-every-push"

    def pair(*, contacts: bool, events: bool) -> TrialPushes:
        return TrialPushes(
            (trial(CONTACTS, stored=contacts), trial(EVENTS, stored=events))
        )

    assert [] == violations(name, pair(contacts=False, events=False))
    assert [] == violations(name, pair(contacts=True, events=True))
    assert 1 == len(violations(name, pair(contacts=True, events=False)))


def test_a_flag_against_its_pin_convicts() -> None:
    """Where the question is settled, the other reading convicts."""
    pinned = CONTRACT.pinned({"K-13": "presence"})
    ignored = TrialPushes((trial(CONTACTS, stored=True),))
    name = "one-reading-of-flags-explains-every-push"

    assert 1 == len(violations(name, ignored, pinned))


def test_a_queued_item_that_never_shows_convicts() -> None:
    """A queued item shows in time, or convicts."""
    name = "queued-item-is-visible-in-time"

    assert [] == violations(name, LatePush(CONTACTS, answer({}), 0.5, 10))
    assert 1 == len(violations(name, LatePush(CONTACTS, answer({}), None, 10)))
    assert 1 == len(violations(name, LatePush(CONTACTS, answer({}, 500), None, 10)))


def test_a_repetition_that_changes_a_record_convicts() -> None:
    """The same record passes, another id convicts, and none at all proves nothing."""
    name = "repetition-makes-no-second-record"
    held: Json = {"id": "a"}

    assert [] == violations(name, RepeatedPush({"one": held}, {"one": held}))
    assert 1 == len(violations(name, RepeatedPush({"one": held}, {"one": {"id": "b"}})))
    assert 1 == len(abstentions(name, RepeatedPush({"one": None}, {"one": None})))


def form(held: Json, *, meant: Json = True, accepted: bool = True) -> FormTaken:
    """Return what became of a switch."""
    uid = CONTRACT.attribute("accepts-sms").uid
    return FormTaken(
        "V-PUSH-13", "digit-one", {uid: meant}, accepted, {uid: held}, "vendor-code"
    )


@pytest.mark.parametrize("held", [True, "1", 1, "true"])
def test_any_spelling_of_the_meaning_passes(held: Json) -> None:
    """A switch that is on may be shown in any spelling of that."""
    assert [] == violations("value-form-is-understood", form(held))


@pytest.mark.parametrize(
    "taken",
    [
        form(False),
        form(None),
        form("yes"),
        form(True, accepted=False),
        form(False, meant=None),
        form(None, meant=False),
    ],
)
def test_another_meaning_convicts(taken: FormTaken) -> None:
    """Off for on, unknown for off and a refusal convict, as a minor finding."""
    (said,) = violations("value-form-is-understood", taken)

    assert Severity.MINOR == severity_of(said, Severity.MAJOR)


@pytest.mark.parametrize(
    ("sent", "kept", "number"),
    [(2, 2, 0), (3, 2, 0), (3, 0, 0), (2, 1, 1), (3, 3, 1)],
)
def test_values_are_kept_up_to_the_limit(sent: int, kept: int, number: int) -> None:
    """Of two values allowed both are kept, and never a third."""
    words = tuple("abc"[:sent])
    evidence = ManyValues("tags", 2, words, accepted=True, kept=words[:kept])
    name = "several-values-are-kept-up-to-their-limit"

    assert number == len(violations(name, evidence))


def keys(*fates: tuple[bool, bool], declared: bool = False) -> KeysTaken:
    """Return custom keys, each accepted or not, and kept or not."""
    return KeysTaken(
        tuple(
            KeyTaken(f"kind {n}", declared, accepted, shown)
            for n, (accepted, shown) in enumerate(fates)
        )
    )


@pytest.mark.parametrize("fate", [(True, True), (False, False), (True, False)])
def test_one_fate_for_undeclared_keys_passes(fate: tuple[bool, bool]) -> None:
    """Created, refused or dropped: each passes when it happens to all."""
    name = "one-rule-explains-undeclared-attributes"

    assert [] == violations(name, keys(fate, fate))


def test_two_fates_convict() -> None:
    """A text that is created and a number that is dropped convict."""
    name = "one-rule-explains-undeclared-attributes"

    assert 1 == len(violations(name, keys((True, True), (True, False))))
    assert 1 == len(violations(name, keys((False, True))))
    assert 1 == len(violations(name, keys((True, False), declared=True)))


def test_an_alias_that_leads_nowhere_convicts() -> None:
    """A contact that the alias took is in the audience."""
    name = "alias-leads-to-a-data-source"

    assert [] == violations(name, AliasPush(202, arrived=True))
    assert 1 == len(violations(name, AliasPush(404, arrived=False)))


def test_an_alias_that_leads_to_a_later_source_convicts() -> None:
    """A contact that the alias took is in no data source that came after others."""
    name = "alias-keeps-to-the-first-data-source"

    assert [] == violations(name, AliasPush(202, arrived=True))
    assert 1 == len(violations(name, AliasPush(202, arrived=True, late=True)))


def test_counters_that_lag_behind_convict() -> None:
    """A counter that lags is red, one that counts too much is an observation."""
    name = "data-source-counts-what-it-received"

    def counted(grown: Json) -> Counted:
        return Counted({"n": None}, {"n": grown}, {"n": 2})

    assert [] == violations(name, counted(2))
    for few in (None, 1):
        assert ["observed"] == [v.provenance for v in violations(name, counted(few))]
    assert ["assumed"] == [v.provenance for v in violations(name, counted(5))]


def test_a_new_data_source_with_counts_convicts() -> None:
    """A counter that is not null at birth convicts."""
    name = "new-data-source-has-counted-nothing"

    assert [] == violations(name, Counted({"n": None}, {}, {}))
    assert 1 == len(violations(name, Counted({"n": 0}, {}, {})))
