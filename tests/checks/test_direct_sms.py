"""Every check of the law direct-sms passes and convicts."""

from __future__ import annotations

from typing import Any

import pytest

from instasent_conformance.contract import Json
from instasent_conformance.exchange import Exchange
from instasent_conformance.oracles.messages import (
    Addressed,
    MessagesListed,
    OptedOut,
    ReadBack,
    RefusedSend,
    SenderTexts,
    SentThrough,
    TextSent,
    Tracked,
    UnknownPhone,
    Unpermitted,
)

from .exchanges import exchange
from .verdicts import CONTRACT, abstentions, violations

PHONE = "+34600000001"


def answer(status: int = 201, /, metadata: Json = None, **message: Any) -> Exchange:
    """Return the answer to a send."""
    body = {"entity": message, "metadata": metadata or {}} if status < 400 else {}
    return exchange("sms.send", status, body)


def text(sent: str, **message: Any) -> TextSent:
    """Return a text and the figures that its message shows."""
    return TextSent("sample", sent, answer(text=sent, **message))


@pytest.mark.parametrize(
    ("sent", "figures"),
    [
        ("a" * 160, {"messagesCount": 1, "charsCount": 160, "encoding": "GSM_7BIT"}),
        ("a" * 161, {"messagesCount": 2, "charsCount": 161, "unicode": False}),
        ("€", {"messagesCount": 1, "charsCount": 2, "encoding": "GSM_7BIT_EX"}),
        ("ж" * 71, {"messagesCount": 2, "charsCount": 71, "unicode": True}),
        ("\U0001f600", {"messagesCount": 1, "charsCount": 2, "encoding": "UTF16"}),
        ("a", {"messagesCount": 1, "encoding": "another name"}),
    ],
)
def test_right_figures_pass(sent: str, figures: dict[str, Json]) -> None:
    """Figures as the alphabets give them pass, under any unknown encoding name."""
    name = "message-is-counted-by-its-alphabet"

    assert [] == violations(name, text(sent, **figures))
    assert [] == abstentions(name, text(sent, **figures))


@pytest.mark.parametrize(
    ("sent", "figures"),
    [
        ("a" * 161, {"messagesCount": 1}),
        ("a" * 306, {"messagesCount": 3}),
        ("€" + "a" * 159, {"messagesCount": 1}),
        ("ж" * 70, {"messagesCount": 2}),
        ("\U0001f600" * 36, {"messagesCount": 1}),
        ("€", {"messagesCount": 1, "charsCount": 1}),
        ("á", {"messagesCount": 1, "unicode": False}),
        ("ñ", {"messagesCount": 1, "encoding": "UTF16"}),
    ],
)
def test_a_wrong_figure_convicts(sent: str, figures: dict[str, Json]) -> None:
    """Each wrong figure is a violation of its own."""
    name = "message-is-counted-by-its-alphabet"

    assert 1 == len(violations(name, text(sent, **figures)))


def test_a_message_without_figures_proves_nothing() -> None:
    """Where the answer counts nothing, there is nothing to judge."""
    assert 1 == len(abstentions("message-is-counted-by-its-alphabet", text("a")))


def test_a_changed_text_convicts() -> None:
    """A text that is refused, cut or replaced convicts."""
    name = "text-is-sent-as-written"
    refused = TextSent("sample", "a", answer(422))

    assert [] == violations(name, text("a", deliveredText="a"))
    assert [] == violations(name, text("a", deliveredText=None))
    assert 1 == len(violations(name, text("ab", deliveredText="a")))
    assert 1 == len(violations(name, refused))


@pytest.mark.parametrize(("state", "number"), [("sent", 0), (None, 0), ("lost", 1)])
def test_an_unknown_state_convicts(state: Json, number: int) -> None:
    """A state that no source names convicts."""
    assert number == len(violations("message-state-is-known", text("a", status=state)))


def test_requests_and_messages_match() -> None:
    """A message too many, too few, or under a shared id convicts."""
    name = "one-request-sends-one-message"
    two = (answer(id="a"), answer(id="b"))

    assert [] == violations(name, MessagesListed(two, ("b", "a")))
    assert 1 == len(violations(name, MessagesListed(two, ("a",))))
    assert 1 == len(violations(name, MessagesListed(two, ("a", "b", "c"))))
    assert 1 == len(violations(name, MessagesListed((two[0], two[0]), ("a",))))
    assert 1 == len(violations(name, MessagesListed((*two, answer(429)), ("a", "b"))))


def test_a_message_reads_as_it_was_answered() -> None:
    """Another text convicts, another state does not; a refused send proves nothing."""
    name = "sent-message-reads-the-same"
    sent = answer(id="a", text="Hi", status="enqueued")

    assert [] == violations(name, ReadBack(sent, answer(id="a", text="Hi")))
    assert 1 == len(violations(name, ReadBack(sent, answer(id="a", text="Ho"))))
    assert 1 == len(violations(name, ReadBack(sent, answer(404))))
    assert 1 == len(abstentions(name, ReadBack(answer(422), answer(404))))


def addressed(sent: Exchange, *, listed: tuple[str, ...] = ("m",)) -> Addressed:
    """Return a message to the contact `c`, and what its list shows."""
    return Addressed("id", "c", PHONE, sent, {"id": listed})


@pytest.mark.parametrize(
    "evidence",
    [
        addressed(answer(id="m", audienceContact={"id": "other"})),
        addressed(answer(id="m", metadata={"audienceId": "other"})),
        addressed(answer(id="m", normalizedTo="+34600000002")),
        addressed(answer(id="m"), listed=()),
        addressed(answer(404)),
    ],
)
def test_a_message_astray_convicts(evidence: Addressed) -> None:
    """Another contact, another phone, a message unlisted and a refusal convict."""
    name = "message-goes-to-the-named-contact"

    assert 1 <= len(violations(name, evidence))


def test_a_message_that_arrives_passes() -> None:
    """The contact that was named, by its id and its phone in any spelling, passes."""
    sent = answer(
        id="m",
        normalizedTo="34600000001",
        audienceContact={"id": "c"},
        metadata={"audienceId": "c"},
    )

    assert [] == violations("message-goes-to-the-named-contact", addressed(sent))


def test_another_sender_convicts() -> None:
    """A message bears the id or the text of the sender that was named."""
    name = "message-bears-the-named-sender"

    def through(sent: Exchange) -> SentThrough:
        return SentThrough("default", "s", "Shop", sent)

    assert [] == violations(name, through(answer(**{"from": "Shop"})))
    assert [] == violations(name, through(answer(**{"from": "s"})))
    assert 1 == len(violations(name, through(answer(**{"from": "Other"}))))
    assert 1 == len(violations(name, through(answer(404))))


@pytest.mark.parametrize(
    ("sender", "number"),
    [("Shop24", 0), ("+34600000001", 0), ("TwelveLetter", 1), ("Sh op", 1)],
)
def test_a_long_or_odd_sender_convicts(sender: str, number: int) -> None:
    """More than eleven characters convict, and others than letters and digits."""
    evidence = SenderTexts((sender,))

    assert number == len(violations("alphanumeric-sender-is-short", evidence))


def refused(status: int, after: Json = 1) -> RefusedSend:
    """Return an impossible send, and the state before and after it."""
    return RefusedSend("unknown-sender", "V-SMS-08", answer(status), 1, after)


def test_an_impossible_message_is_refused() -> None:
    """A success convicts, and a crash does too."""
    name = "unsendable-message-is-refused"

    assert [] == violations(name, refused(422))
    assert 1 == len(violations(name, refused(201)))
    assert 1 == len(violations(name, refused(500)))


def test_a_refusal_that_costs_convicts() -> None:
    """A refused message leaves funds and lists as they were."""
    name = "refused-message-is-not-sent"

    assert [] == violations(name, refused(422))
    assert 1 == len(violations(name, refused(422, after=2)))


def unpermitted(*answers: Exchange, plain: int = 201) -> Unpermitted:
    """Return answers to texts without leave, beside one that needs none."""
    named = {str(n): one for n, one in enumerate(answers)}
    return Unpermitted(named, answer(plain))


def test_two_fates_of_unpermitted_text_convict() -> None:
    """Sanitised or refused: either passes whole, and no mixture does."""
    name = "one-rule-explains-unpermitted-text"

    assert [] == violations(name, unpermitted(answer(), answer()))
    assert [] == violations(name, unpermitted(answer(422), answer(422), plain=200))
    assert 1 == len(violations(name, unpermitted(answer(), answer(422))))
    assert 1 == len(violations(name, unpermitted(answer(200), plain=201)))


def test_unicode_without_leave_convicts() -> None:
    """A text that still holds other letters convicts, and one that is called so."""
    name = "no-unicode-is-sent-without-leave"

    assert [] == violations(name, unpermitted(answer(deliveredText="a", unicode=False)))
    assert [] == violations(name, unpermitted(answer(422)))
    assert 1 == len(violations(name, unpermitted(answer(deliveredText="á"))))
    assert 1 == len(violations(name, unpermitted(answer(unicode=True))))


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [(True, False, 0), (None, False, 0), (True, True, 1), (False, False, 1)],
)
def test_the_flag_tells_who_opted_out(before: Json, after: Json, number: int) -> None:
    """A flag that does not turn false convicts, and one that was false before."""
    evidence = OptedOut(before, after, {})

    assert number == len(violations("false-flag-means-an-opt-out", evidence))


def test_two_rules_for_opt_outs_convict() -> None:
    """Refused by id and sent by phone convicts; one rule for both passes."""
    name = "one-rule-explains-sends-after-an-opt-out"

    def sent(*, by_id: bool, by_phone: bool) -> OptedOut:
        return OptedOut(True, False, {"id": by_id, "phone": by_phone})

    assert [] == violations(name, sent(by_id=True, by_phone=True))
    assert [] == violations(name, sent(by_id=False, by_phone=False))
    assert 1 == len(violations(name, sent(by_id=False, by_phone=True)))


def unknown(
    first: Exchange, *, made: bool, again: Exchange | None = None, **flag: bool | None
) -> UnknownPhone:
    """Return a send to a phone that nobody had."""
    return UnknownPhone(first, flag.get("flag"), made, again or first)


def told(contact: str, *, made: bool) -> Exchange:
    """Return an answer that names a contact, and says whether it was made."""
    return answer(metadata={"audienceId": contact, "autoCreated": made})


def test_the_fate_of_an_unknown_phone_is_explained() -> None:
    """A contact or a 404 passes; neither, both and the contrary of a pin convict."""
    name = "one-rule-explains-unknown-phones"
    pinned = CONTRACT.pinned({"K-31": "flag"})

    assert [] == violations(name, unknown(answer(), made=True))
    assert [] == violations(name, unknown(answer(404), made=False))
    assert 1 == len(violations(name, unknown(answer(), made=False)))
    assert 1 == len(violations(name, unknown(answer(422), made=False)))
    assert 1 == len(
        violations(name, unknown(answer(404), made=False, flag=True), pinned)
    )


def test_a_contact_made_in_silence_convicts() -> None:
    """The answer says so the first time, and names the same contact the next."""
    name = "answer-says-whether-a-contact-was-made"
    first, next_time = told("c", made=True), told("c", made=False)

    assert [] == violations(name, unknown(first, made=True, again=next_time))
    assert [] == violations(name, unknown(answer(404), made=False))
    assert 1 == len(violations(name, unknown(next_time, made=True, again=next_time)))
    assert 1 == len(violations(name, unknown(first, made=True, again=first)))
    other = told("d", made=False)
    assert 1 == len(violations(name, unknown(first, made=True, again=other)))


def tracked(listed: set[str], direct: set[str]) -> Tracked:
    """Return a message with a term and one without, and what the lists show."""
    sent = {"term": frozenset("a"), "": frozenset("b")}
    return Tracked(sent, {"term": frozenset(listed)}, frozenset(direct))


def test_a_message_in_the_wrong_list_convicts() -> None:
    """The list of a term lacks none of its messages and holds no other."""
    name = "tracked-message-is-in-the-list-of-its-term"

    assert [] == violations(name, tracked({"a"}, set()))
    assert 1 == len(violations(name, tracked(set(), set())))
    assert 1 == len(violations(name, tracked({"a", "b"}, set())))


def test_a_message_outside_the_direct_list_convicts() -> None:
    """Messages with and without a term are in the list of all."""
    name = "direct-message-is-in-the-direct-list"

    assert [] == violations(name, tracked({"a"}, {"a", "b", "old"}))
    assert 1 == len(violations(name, tracked({"a"}, {"a"})))
