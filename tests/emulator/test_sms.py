"""A direct message is counted, charged and delivered, or refused without a trace."""

from __future__ import annotations

from typing import Any

import pytest

from instasent_conformance.emulator import VirtualClock, default_collaborators

from ..sms_vectors import VECTORS
from .conftest import Lab, Start


@pytest.fixture
def person(lab: Lab) -> Any:
    """Return a person with a phone number."""
    lab.push(lab.source(), {"_user_id": "u", "_phone_mobile": "+34600000001"})
    return lab.who("u")["id"]


def send(
    lab: Lab, to: Any, sender: str = "default", term: str = "", **body: Any
) -> Any:
    """Send a text to somebody."""
    path = f"/channel/sms/sms/direct/{sender}/{to}{term}"
    return lab.at("POST", path, json={"text": "hello", **body})


@pytest.mark.parametrize(("text", "encoding", "length", "parts"), VECTORS)
def test_counting(
    lab: Lab, person: str, text: Any, encoding: Any, length: Any, parts: Any
) -> None:
    """Encoding, length and parts follow the alphabet that the text needs."""
    entity = send(lab, person, text=text, allowUnicode=True).json()["entity"]

    assert (encoding, length, parts) == (
        entity["encoding"],
        entity["charsCount"],
        entity["messagesCount"],
    )
    assert round(parts * entity["pricePerSms"], 4) == entity["priceUser"]


def test_message_moves_on_with_time(lab: Lab, person: str) -> None:
    """A message is enqueued, then sent, then delivered."""
    entity = send(lab, person).json()["entity"]
    seen = [entity["status"]]
    for seconds in (2, 5):
        lab.control("/clock/advance", {"seconds": seconds})
        answer = lab.at("GET", f"/channel/sms/sms/{entity['id']}").json()
        seen.append(answer["entity"]["status"])

    assert ["enqueued", "sent", "delivered"] == seen
    assert person == answer["metadata"]["audienceId"]
    outbox = lab.control(f"/outbox?project={lab.project}")
    assert [entity["id"]] == [one["id"] for one in outbox["entities"]]


def test_phone_reaches_its_person_or_makes_one(lab: Lab, person: str) -> None:
    """A known phone finds the person; an unknown one creates a contact."""
    known = send(lab, "%2B34600000001").json()["metadata"]
    fresh = send(lab, "%2B34600000002").json()["metadata"]

    assert {"audienceId": person, "autoCreated": False} == known
    assert fresh["autoCreated"]
    assert fresh["audienceId"] == lab.who("+34600000002")["id"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"to": "nobody"}, 404),
        ({"to": "600000001"}, 404),
        ({"sender": "nobody"}, 404),
        ({"text": ""}, 400),
        ({"text": 5}, 400),
        ({"allowUnicode": "yes"}, 400),
        ({"term": "/" + "t" * 41}, 400),
        ({"term": "/" + "t" * 40}, 201),
        ({"text": "😀"}, 422),
    ],
)
def test_refusals_leave_no_trace(
    lab: Lab, person: str, given: Any, status: Any
) -> None:
    """A refused message is neither stored nor charged."""
    before = lab.control(f"/digest?project={lab.project}")
    response = send(lab, given.pop("to", person), **given)
    after = lab.control(f"/digest?project={lab.project}")

    assert status == response.status_code
    assert (status == 201) == (before != after)


def test_unicode_is_sanitised_unless_allowed(lab: Lab, person: str) -> None:
    """Accents go, and what cannot be written is dropped."""
    entity = send(lab, person, text="está ж").json()["entity"]

    assert ("está ж", "esta ", False) == (
        entity["text"],
        entity["deliveredText"],
        entity["unicode"],
    )


def test_funds_run_out(start: Start) -> None:
    """Without funds a message is refused, and the balance never goes below zero."""
    lab = start().settle(funds=0.07)
    lab.push(lab.source(), {"_user_id": "u", "_phone_mobile": "+34600000001"})

    statuses = [send(lab, "%2B34600000001").status_code for _ in range(2)]
    account = lab.call("GET", "/").json()["metadata"]["organization"]["account"]
    assert [201, 402] == statuses
    assert 0.02 == account["funds"]["value"]


def test_senders_belong_to_their_project(lab: Lab, person: str) -> None:
    """A sender of another project is unknown."""
    path = f"/project/{lab.other}/channel/sms/sender"
    foreign = lab.call("GET", path).json()["entities"][0]["id"]

    assert 404 == send(lab, person, sender=foreign).status_code


def test_clock_is_a_collaborator(start: Start) -> None:
    """Timestamps come from the clock that was handed in."""
    clock = VirtualClock(start=1_000_000_000_000)
    lab = start(parts=default_collaborators(clock=clock))

    assert lab.control("")["now"].startswith("2001-09-09T01:46:40")
