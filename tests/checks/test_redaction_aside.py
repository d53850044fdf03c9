"""What a level hides is in no message, and is not learnt by asking for it."""

from __future__ import annotations

import pytest

from instasent_conformance.cases.side_channels import Question
from instasent_conformance.contract import Json
from instasent_conformance.finding import Violation
from instasent_conformance.oracles.disclosure import read
from instasent_conformance.oracles.glimpses import MessageGlimpse, is_about
from instasent_conformance.oracles.side_channels import SideChannel

from .redaction_sights import CONTACT, CONTRACT, SUBJECT, UID, answer, verdicts

FOUND: Json = {"entities": [{"id": "a-1"}], "metadata": {"total": 1}}
NOBODY: Json = {"entities": [], "metadata": {"total": 0}}


def asked(one: Json, other: Json, status: int = 200) -> SideChannel:
    """Return what a low token was answered to a pair of questions."""
    pair = (answer(one, status=status), answer(other, status=status))
    question = Question("filter", UID["email"], pair[0].request, pair[1].request)
    control = (answer(FOUND), answer(NOBODY))
    return SideChannel("audience.search", "default", question, pair, control)


@pytest.mark.parametrize(
    ("evidence", "count"),
    [
        (asked(NOBODY, NOBODY), 0),
        (asked(FOUND, FOUND), 0),
        (asked({"message": "no"}, NOBODY, status=403), 0),
        (asked(FOUND, NOBODY), 1),
        (asked({"entities": [], "metadata": {"total": 1}}, NOBODY), 1),
        (asked({"entities": {"people": {"value": 1}}}, {"entities": {}}), 1),
    ],
)
def test_an_answer_that_depends_on_a_hidden_value_tells_it(
    evidence: SideChannel, count: int
) -> None:
    """Another contact, figure or bucket is an observation; a refusal is none."""
    found = verdicts("hidden-attribute-cannot-be-asked-for", evidence)

    assert ["assumed"] * count == [
        v.provenance for v in found if isinstance(v, Violation)
    ]


@pytest.mark.parametrize(
    ("role", "count"), [("phone", 0), ("email", 1), ("first-name", 1)]
)
def test_a_message_shows_the_phone_alone(role: str, count: int) -> None:
    """The phone is where the message went; nothing else of the contact is."""
    seen = read(answer({"entity": {"id": "s-1", "to": CONTACT[UID[role]]}}))
    glimpse = MessageGlimpse("sms.get", "default", (SUBJECT,), seen)

    assert count == len(verdicts("messages-disclose-no-contact-data", glimpse))


def test_an_answer_is_about_whom_it_names() -> None:
    """The id or the phone of a contact shows that an answer is about it."""
    for body, about in (({"to": CONTACT[UID["phone"]]}, True), ({"to": "x"}, False)):
        assert about == is_about(CONTRACT, read(answer(body)), SUBJECT)
