"""Send one message, and read the lists that it shows in."""

from __future__ import annotations

from dataclasses import dataclass

from ..contract import Json
from ..exchange import Exchange
from ..finding import Reason
from ..oracles.messages import metadata_in
from ..world import member
from .looking import TellingError
from .pushes import CONTACTS
from .story import Story

SEND, TRACKED = "sms.send", "sms.send-tracked"
BY_CONTACT = "sms.list-by-contact"
_PAGES_AT_MOST = 20
_NO_FUNDS = 402


@dataclass(frozen=True, slots=True)
class Person:
    """A contact of the run with a phone of its own."""

    user_id: str
    audience_id: str
    phone: str


def person(story: Story) -> Person:
    """
    Write a contact with a phone.

    Raises:
        TellingError: it did not reach the audience.
    """
    user_id, phone = story.canaries.user_id(), story.canaries.phone()
    contact = {story.uid("user-id"): user_id, story.uid("phone"): phone}
    story.push(CONTACTS, [contact])
    found = member(story.person(user_id), "id")
    if not isinstance(found, str):
        raise TellingError(Reason.NO_FIXTURE, "a contact is not in the audience")
    return Person(user_id, found, phone)


def send(
    story: Story,
    recipient: str,
    text: str,
    *,
    sender: str = "",
    allow: bool | None = False,
    term: str = "",
) -> Exchange:
    """
    Send one message.

    Raises:
        TellingError: the funds do not cover it.
    """
    path = {"senderId": sender or _first_sender(story), "audienceId": recipient}
    body: dict[str, Json] = {"text": text}
    if allow is not None:
        body["allowUnicode"] = allow
    endpoint = TRACKED if term else SEND
    path |= {"utmTerm": term} if term else {}
    answer = story.ask(endpoint, path=path, body=body)
    if answer.response.status == _NO_FUNDS:
        detail = "the funds do not cover a message"
        raise TellingError(Reason.NO_FIXTURE, detail)
    return answer


def listed_messages(story: Story, recipient: str) -> tuple[str, ...]:
    """Return the ids of the messages that are listed for a contact."""
    return paged(story, BY_CONTACT, audienceId=recipient)


def paged(story: Story, endpoint: str, **path: str) -> tuple[str, ...]:
    """Return the ids of the messages of a list, page after page."""
    found: list[str] = []
    for _ in range(_PAGES_AT_MOST):
        query = (("_start", str(len(found))), ("_limit", "50"))
        answer = story.ask(endpoint, path=path, query=query)
        rows = member(answer.response.body, "entities") or []
        found += [str(row.get("id")) for row in rows]
        if not rows:
            break
    return tuple(found)


def senders(story: Story) -> list[dict[str, Json]]:
    """
    Return the senders of the project.

    Raises:
        TellingError: it has none.
    """
    rows = member(story.need("sender.list").response.body, "entities") or []
    if not rows:
        raise TellingError(Reason.NO_FIXTURE, "the project has no sender")
    return list(rows)


def default_sender(answer: Exchange) -> str | None:
    """Return the id of the default sender that a list names, by itself or whole."""
    stated = metadata_in(answer).get("defaultSender")
    ident = member(stated, "id") if isinstance(stated, dict) else stated
    return ident if isinstance(ident, str) else None


def usable_senders(story: Story) -> list[dict[str, Json]]:
    """
    Return the senders in the state of the default one; all where there is none.

    No source says in which states a sender may send.

    Raises:
        TellingError: the project has no sender.
    """
    rows, default = senders(story), default_sender(story.need("sender.list"))
    states = [row.get("status") for row in rows if row.get("id") == default]
    return [row for row in rows if row.get("status") in states] or rows


def _first_sender(story: Story) -> str:
    known = story.world.facts().get("sender.id")
    return str(known) if known is not None else str(senders(story)[0].get("id"))
