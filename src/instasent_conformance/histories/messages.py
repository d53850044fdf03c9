"""Send direct messages, and look whom they reach and what the lists show of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..cases.sms_texts import (
    SmsText,
    alphabet_texts,
    drawn_texts,
    edge_texts,
    unpermitted_texts,
)
from ..contract import Json
from ..contract.model import Effect
from ..exchange import Exchange
from ..finding import Reason
from ..oracles.attribute_values import meaning
from ..oracles.listings import rows_of
from ..oracles.messages import (
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
    message_in,
    recipients,
)
from ..oracles.scoped_fields import value_at
from ..trial import Trial
from ..world import member
from .looking import TellingError
from .sending import (
    SEND,
    Person,
    default_sender,
    listed_messages,
    paged,
    person,
    send,
    senders,
    usable_senders,
)
from .story import SYNCHRONOUS, Story, tell

DEFAULT = "default"
_EFFECTS: tuple[Effect, ...] = ("write", "bill")
_DRAWN = "text/drawn"
_DRAWN_AT_MOST = 20
_SENDERS_AT_MOST = 3


def judge_counting(trial: Trial) -> None:
    """Judge the count of texts at every edge, and of texts drawn around them."""

    def one(story: Story, text: SmsText) -> TextSent:
        somebody = person(story)
        allow = text.allow_unicode
        answer = send(story, somebody.audience_id, text.text, allow=allow)
        return TextSent(text.name, text.text, answer)

    contract = trial.contract
    for text in (*edge_texts(contract), *alphabet_texts(contract)):
        _tell(trial, f"text/{text.name}", partial(one, text=text))
    number = min(trial.profile.examples, _DRAWN_AT_MOST)
    since = len(trial.records)
    for text in drawn_texts(contract, number=number, seed=trial.seed):
        _tell(trial, _DRAWN, partial(one, text=text))
        if trial.records[-1:] and trial.records[-1].findings:
            break  # the shortest that fails is enough, and each one costs
    trial.roll_up(_DRAWN, since)


def judge_unpermitted(trial: Trial) -> None:
    """Judge texts that need Unicode without leave."""

    def telling(story: Story) -> Unpermitted:
        somebody = person(story).audience_id
        answers = {
            text.name: send(story, somebody, text.text, allow=text.allow_unicode)
            for text in unpermitted_texts()
        }
        return Unpermitted(answers, send(story, somebody, story.canaries.word()))

    _tell(trial, "text/without-leave", telling)


def judge_number(trial: Trial) -> None:
    """Judge that each request is one message, however long its text and often sent."""

    def telling(story: Story) -> MessagesListed:
        somebody = person(story)
        long = "a" * (2 * trial.contract.limit("sms.gsm7-single"))
        texts = (story.canaries.word(), long, *[story.canaries.word()] * 2)
        sent = tuple(send(story, somebody.audience_id, text) for text in texts)
        return MessagesListed(sent, listed_messages(story, somebody.audience_id))

    _tell(trial, "number/of-one-contact", telling)


def judge_read_back(trial: Trial) -> None:
    """Judge that a message reads as the answer to its sending said."""

    def telling(story: Story) -> ReadBack:
        sent = send(story, person(story).audience_id, story.canaries.word())
        named = {"id": str(message_in(sent).get("id"))}
        return ReadBack(sent, story.ask("sms.get", path=named))

    _tell(trial, "number/read-back", telling)


def judge_recipients(trial: Trial) -> None:
    """Judge whom a message reaches that names a contact by its id or by its phone."""

    def telling(story: Story, by: str) -> Addressed:
        person(story)
        somebody = person(story)
        person(story)
        recipient = somebody.audience_id if by == "id" else somebody.phone
        answer = send(story, recipient, story.canaries.word())
        lists = {
            "id": listed_messages(story, somebody.audience_id),
            "phone": listed_messages(story, somebody.phone),
        }
        named = (somebody.audience_id, somebody.phone)
        return Addressed(by, *named, answer, lists)

    for by in ("id", "phone"):
        _tell(trial, f"recipient/by-{by}", partial(telling, by=by))


def judge_unknown_phone(trial: Trial) -> None:
    """Judge what becomes of a message to a phone that no contact has."""

    def telling(story: Story) -> UnknownPhone:
        project = member(story.need("project.get").response.body, "entity")
        phone = story.canaries.phone()
        answer = send(story, phone, story.canaries.word())
        found = sorted(recipients(answer)) or _having(story, phone)
        made = bool(found) and _is_there(story, found[0])
        again = send(story, phone, story.canaries.word())
        if made and "destroy" in trial.target.allowed:
            gone = {"audienceId": found[0]}
            story.ask("audience.delete-contact", query=SYNCHRONOUS, body=gone)
        elif made:
            story.world.leftovers.append(f"audience contact {found[0]}")
        return UnknownPhone(answer, _flag_of(project), made, again)

    _tell(trial, "recipient/unknown-phone", telling)


def judge_opted_out(trial: Trial) -> None:
    """Judge whether one rule explains sends to somebody who opted out."""

    def telling(story: Story) -> OptedOut:
        somebody = person(story)
        before = _subscribed(story, somebody)
        body = {"audienceId": somebody.audience_id}
        story.need("audience.sms-unsubscribe", query=SYNCHRONOUS, body=body)
        sent = {}
        for by, name in (("id", somebody.audience_id), ("phone", somebody.phone)):
            answer = send(story, name, story.canaries.word())
            sent[by] = answer.response.succeeded
        term = story.canaries.word()
        answer = send(story, somebody.audience_id, "a", term=term)
        sent["term"] = answer.response.succeeded
        return OptedOut(before, _subscribed(story, somebody), sent)

    _tell(trial, "recipient/opted-out", telling)


def judge_senders(trial: Trial) -> None:
    """Judge that a message bears the sender that was named."""

    def listed(story: Story) -> SenderTexts:
        rows = senders(story)
        return SenderTexts(tuple(str(row.get("from")) for row in rows))

    def through(story: Story, named: str, term: str = "") -> SentThrough:
        answer = story.need("sender.list")
        rows = {str(row.get("id")): row for row in rows_of(answer)}
        wanted: str | None = named
        if named == DEFAULT:
            wanted = default_sender(answer)
        whole = len(rows) < trial.contract.limit("index.page-default")
        if wanted is None or not (whole or wanted in rows):
            raise TellingError(Reason.NO_FIXTURE, "the project has no such sender")
        somebody = person(story).audience_id
        sent = send(story, somebody, story.canaries.word(), sender=named, term=term)
        # Of a default that the whole list does not hold, no message bears the text.
        text = rows[wanted].get("from") if wanted in rows else "a sender of the list"
        return SentThrough(named, wanted, str(text), sent)

    def by_place(story: Story, place: int, *, tracked: bool = False) -> SentThrough:
        rows = usable_senders(story)
        term = story.canaries.word() if tracked else ""
        return through(story, str(rows[min(place, len(rows) - 1)].get("id")), term)

    name = "sender.list"
    tell(trial, "sender/texts", listed, endpoint=name, effects=("read",))
    _tell(trial, "sender/default", partial(through, named=DEFAULT))
    _tell(trial, "sender/tracked", partial(by_place, place=0, tracked=True))
    for place in range(_SENDERS_AT_MOST):
        _tell(
            trial,
            f"sender/{place}",
            partial(by_place, place=place),
        )


def judge_refusals(trial: Trial) -> None:
    """Judge that what cannot be sent is refused, and that nothing is sent."""
    longest = trial.contract.limit("utm-term.length")

    def national(somebody: Person) -> str:
        return somebody.phone[3:]

    attempts: dict[str, tuple[str, Callable[[Story, Person], Exchange]]] = {
        "unknown-sender": (
            "G-CAN-24",
            lambda s, p: send(s, p.audience_id, "a", sender=s.canaries.word()),
        ),
        "unknown-contact": ("G-CAN-23", lambda s, _: send(s, s.canaries.word(), "a")),
        "national-phone": ("V-SMS-05", lambda s, p: send(s, national(p), "a")),
        "term-too-long": (
            "V-SMS-08",
            lambda s, p: send(s, p.audience_id, "a", term="t" * (longest + 1)),
        ),
    }

    def telling(story: Story, name: str) -> RefusedSend:
        row, attempt = attempts[name]
        somebody = person(story)
        before = _state(story, somebody)
        answer = attempt(story, somebody)
        return RefusedSend(name, row, answer, before, _state(story, somebody))

    for name in attempts:
        _tell(trial, f"refused/{name}", partial(telling, name=name))


def judge_tracking(trial: Trial) -> None:
    """Judge that a message is in the list of its term, and in no other."""

    def telling(story: Story) -> Tracked:
        somebody = person(story).audience_id
        longest = trial.contract.limit("utm-term.length")
        terms = [story.canaries.word(), (story.canaries.word() * longest)[:longest]]
        sent: dict[str, frozenset[str]] = {}
        for term, number in zip((*terms, ""), (2, 1, 1), strict=True):
            answers = [
                send(story, somebody, story.canaries.word(), term=term)
                for _ in range(number)
            ]
            found = (message_in(answer).get("id") for answer in answers)
            sent[term] = frozenset(str(one) for one in found)
        listed = {
            term: frozenset(paged(story, "sms.list-direct-tracked", utmTerm=term))
            for term in terms
        }
        return Tracked(sent, listed, frozenset(paged(story, "sms.list-direct")))

    _tell(trial, "tracking/terms", telling)


def _tell(trial: Trial, case: str, telling: Callable[[Story], object]) -> None:
    tell(trial, case, telling, endpoint=SEND, effects=_EFFECTS)


def _state(story: Story, somebody: Person) -> Json:
    account = story.need("organization.get")
    fields = [f for f in story.contract.fields if f.endpoint == "organization.get"]
    funds = [value_at(account.response.body, field.pointer) for field in fields]
    return [funds, list(listed_messages(story, somebody.audience_id))]


def _is_there(story: Story, audience_id: str) -> bool:
    answer = story.ask("audience.get", path={"audienceId": audience_id})
    return answer.response.succeeded


def _having(story: Story, phone: str) -> list[str]:
    """Return the contacts that a phone leads to."""
    answer = story.ask("audience.by-phone", path={"userPhone": phone})
    return [str(row["id"]) for row in rows_of(answer) if row.get("id")]


def _subscribed(story: Story, somebody: Person) -> Json:
    entity = story.person(somebody.user_id)
    nested = member(entity, "attributesData")
    attribute = story.contract.attribute("subscribed-sms")
    shown = nested if isinstance(nested, dict) else entity
    return meaning(attribute, member(shown, attribute.uid))


def _flag_of(project: Json) -> bool | None:
    """Return whether a project makes contacts for unknown phones, if it says so."""
    config = member(project, "generalConfig")
    for place in ("channelSms", "channelDefaults"):
        said = member(member(config, place), "autoCreateContactsOnOutbounds")
        if isinstance(said, bool):
            return said
    return None
