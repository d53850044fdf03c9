"""Direct messages: what was asked for, what was answered, and what the lists show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..contract import Json, Registry
from ..exchange import Exchange
from .knobs import possible_options
from .traces import digits_of

_DEFINING = ("id", "from", "to", "normalizedTo", "text", "encoding", "messagesCount")
TEXT_KNOB, OPT_OUT_KNOB, PHONE_KNOB = "K-28", "K-29", "K-31"


@dataclass(frozen=True, slots=True)
class TextSent:
    """A text that may be sent as it is, and the message that was answered."""

    name: str
    text: str
    answer: Exchange

    @property
    def message(self) -> Mapping[str, Json]:
        """The message of the answer."""
        return message_in(self.answer)


@dataclass(frozen=True, slots=True)
class MessagesListed:
    """The messages that a contact got, as answered and as listed afterwards."""

    sent: tuple[Exchange, ...]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A message as the request that sent it was answered, and as it is read alone."""

    sent: Exchange
    read: Exchange


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message to one contact, named by its id or by its phone."""

    by: str
    audience_id: str
    phone: str
    answer: Exchange
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SentThrough:
    """A message, and the sender that was to send it."""

    named: str
    id: str
    text: str
    answer: Exchange


@dataclass(frozen=True, slots=True)
class SenderTexts:
    """What recipients see of each sender of a project."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedSend:
    """A request that cannot be sent, and what is the same before and after it."""

    name: str
    requirement: str
    answer: Exchange
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Unpermitted:
    """Texts that need Unicode without leave, and the answers to them and to others."""

    answers: Mapping[str, Exchange]
    plain: Exchange


@dataclass(frozen=True, slots=True)
class OptedOut:
    """A contact before and after it opted out, and whether it was sent to then."""

    before: Json
    after: Json
    sent: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class UnknownPhone:
    """
    A message to a phone that no contact had.

    `flag` is what the project says about making contacts; None where it says nothing.
    """

    answer: Exchange
    flag: bool | None
    made: bool
    again: Exchange


@dataclass(frozen=True, slots=True)
class Tracked:
    """Messages by tracking term, with the lists of the terms and of all."""

    sent: Mapping[str, frozenset[str]]
    listed: Mapping[str, frozenset[str]]
    direct: frozenset[str]


def message_in(answer: Exchange) -> Mapping[str, Json]:
    """Return the message of an answer; empty where it holds none."""
    body = answer.response.body
    found = body.get("entity") if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def metadata_in(answer: Exchange) -> Mapping[str, Json]:
    """Return the metadata of an answer; empty where it has none."""
    body = answer.response.body
    found = body.get("metadata") if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def recipients(answer: Exchange) -> frozenset[str]:
    """Return the audience contacts that an answer names as recipient."""
    contact = message_in(answer).get("audienceContact")
    named = [contact.get("id") if isinstance(contact, dict) else None]
    named.append(metadata_in(answer).get("audienceId"))
    return frozenset(one for one in named if isinstance(one, str))


def differing_members(seen: ReadBack) -> Iterator[str]:
    """Yield what a message reads otherwise than it was answered; states move on."""
    sent, read = message_in(seen.sent), message_in(seen.read)
    for name in _DEFINING:
        if name in sent and sent[name] != read.get(name):
            yield f"{name} was {sent[name]!r} and is {read.get(name)!r}"


def misaddressed(sent: Addressed) -> Iterator[str]:
    """Yield how a message went to somebody else than was named."""
    for other in recipients(sent.answer) - {sent.audience_id}:
        yield f"the answer names {other}, not {sent.audience_id}"
    phone = message_in(sent.answer).get("normalizedTo")
    if isinstance(phone, str) and digits_of(phone) != digits_of(sent.phone):
        yield f"it goes to {phone}, not {sent.phone}"
    identifier = message_in(sent.answer).get("id")
    for name, listed in sent.lists.items():
        if identifier not in listed:
            yield f"it is not among the messages listed by {name}"


def unpermitted_rules(seen: Unpermitted, contract: Registry) -> tuple[str, ...]:
    """Return the options that explain the answers to texts without leave."""
    found = []
    values = {row.option: row.value for row in contract.knob(TEXT_KNOB).options}
    for option in possible_options(contract, TEXT_KNOB):
        status = values[option]
        refuses = option.endswith("refuse")
        fits = all(
            400 <= answer.response.status < 500
            if refuses
            else answer.response.status == status
            for answer in seen.answers.values()
        )
        if fits and seen.plain.response.status == status:
            found.append(option)
    return tuple(found)


def opt_out_rules(seen: OptedOut, contract: Registry) -> tuple[str, ...]:
    """Return the options that explain the sends to somebody who opted out."""
    sends = {"send": True, "refuse": False}
    return tuple(
        option
        for option in possible_options(contract, OPT_OUT_KNOB)
        if all(sent == sends[option] for sent in seen.sent.values())
    )


def unknown_phone_rules(seen: UnknownPhone, contract: Registry) -> tuple[str, ...]:
    """Return the options that explain what became of a phone nobody had."""
    status = seen.answer.response.status
    created = seen.answer.response.succeeded and seen.made
    refused = status == 404 and not seen.made
    fits = {
        "create": created,
        "404": refused,
        "flag": {True: created, False: refused, None: created or refused}[seen.flag],
    }
    return tuple(o for o in possible_options(contract, PHONE_KNOB) if fits[o])
