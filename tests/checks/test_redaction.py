"""The checks of the law redaction acquit a healthy server and convict a leaking one."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from instasent_conformance.cases.contacts import CUSTOM_TEXT
from instasent_conformance.finding import Abstention, Reason, Violation
from instasent_conformance.oracles.disclosure import PlanSight, read
from instasent_conformance.oracles.glimpses import (
    BucketGlimpse,
    ErrorGlimpse,
    EventGlimpse,
)
from instasent_conformance.oracles.hidden_forms import forms_of

from .redaction_sights import (
    CONTACT,
    CONTRACT,
    CUSTOM,
    SUBJECT,
    UID,
    answer,
    contact_at,
    every_sight,
    sight,
    verdicts,
    view,
)

HIDDEN = "hidden-attribute-is-not-disclosed"
SHOWN = "disclosed-attribute-is-shown"
PLAN = "plan-lowers-the-level"
FORMS = "hidden-attributes-have-one-form"
ERRORS = "error-discloses-nothing"
EMAIL, PHONE = CONTACT[UID["email"]], CONTACT[UID["phone"]]
LEVELS = [level.level for level in CONTRACT.levels]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("check", [HIDDEN, SHOWN])
def test_a_healthy_answer_is_acquitted(check: str, level: str) -> None:
    """An answer that discloses exactly its level breaks no rule."""
    found = [v for one in every_sight(view(level)) for v in verdicts(check, one)]

    assert [] == found


def test_a_flattened_contact_is_read_like_a_nested_one() -> None:
    """Attributes beside the id of a contact count as shown."""
    nested = contact_at("basic")
    flat = {"id": nested["id"], **nested["attributesData"]}
    seen = view("basic", answer({"entities": [flat]}))

    assert [] == [v for one in every_sight(seen) for v in verdicts(SHOWN, one)]


LEAKS = [
    pytest.param({"email": EMAIL}, {}, id="under another key"),
    pytest.param({"note": EMAIL.upper()}, {}, id="in capitals"),
    pytest.param({"note": EMAIL.replace("@", "%40")}, {}, id="percent-encoded"),
    pytest.param({"note": EMAIL.encode().hex()}, {}, id="hexadecimal"),
    pytest.param(
        {"metadata": {"cursor": "v1." + base64.b64encode(EMAIL.encode()).decode()}},
        {},
        id="in a cursor",
    ),
    pytest.param({}, {"x-debug": EMAIL}, id="in a header"),
]


@pytest.mark.parametrize(("extra", "headers"), LEAKS)
def test_a_hidden_value_is_recognised_wherever_it_surfaces(
    extra: dict[str, Any], headers: dict[str, str]
) -> None:
    """A hidden email is found by value, not by key."""
    leaking = answer({"entity": contact_at("default"), **extra}, headers=headers)
    found = verdicts(HIDDEN, sight(view("default", leaking), UID["email"]))

    assert [Violation] == [type(verdict) for verdict in found]


@pytest.mark.parametrize("role", sorted(UID))
def test_every_hidden_attribute_is_convicted_by_its_key(role: str) -> None:
    """An attribute that Full shows and Default hides is a leak at Default."""
    uid = UID[role]
    wide = contact_at("full")
    wide["attributesData"].setdefault(uid, True)
    seen = view("default", answer({"entity": wide}), control=answer({"entity": wide}))
    one = sight(seen, uid)

    assert ("default" in one.row.levels) == (verdicts(HIDDEN, one) == [])


def test_the_full_name_may_hold_the_other_names() -> None:
    """First and last name are leaks only outside the full name."""
    outside = answer(
        {"entity": contact_at("default"), "hi": CONTACT[UID["first-name"]]}
    )
    first_name = UID["first-name"]

    assert [] == verdicts(HIDDEN, sight(view("default"), first_name))
    assert [] != verdicts(HIDDEN, sight(view("default", outside), first_name))


def test_what_the_caller_sent_is_no_leak() -> None:
    """A phone that stood in the path may come back."""
    echoed = answer({"entity": contact_at("default"), "q": PHONE}, path=f"/p/{PHONE}")

    assert [] == verdicts(HIDDEN, sight(view("default", echoed), UID["phone"]))


def test_a_spaced_phone_is_recognised() -> None:
    """Digits count, whatever stands between them."""
    spaced = f"{PHONE[:3]} {PHONE[3:6]} {PHONE[6:9]}-{PHONE[9:]}"
    leaking = answer({"entity": contact_at("default"), "q": spaced})

    assert [] != verdicts(HIDDEN, sight(view("default", leaking), UID["phone"]))


@pytest.mark.parametrize("shown", [None, "", "*****", "+34…"])
def test_a_withheld_value_is_no_leak(shown: str | None) -> None:
    """Null, empty and masked values withhold."""
    contact = contact_at("default")
    contact["attributesData"][UID["phone"]] = shown
    seen = view("default", answer({"entity": contact}))

    assert [] == verdicts(HIDDEN, sight(seen, UID["phone"]))


def test_half_a_value_behind_a_mask_is_a_leak() -> None:
    """A mask that leaves six characters of the value is none."""
    contact = contact_at("default")
    contact["attributesData"][UID["email"]] = EMAIL[:8] + "***"
    seen = view("default", answer({"entity": contact}))

    assert [] != verdicts(HIDDEN, sight(seen, UID["email"]))


@pytest.mark.parametrize("wrong", [None, "another value"])
def test_a_disclosed_attribute_with_another_value_is_convicted(wrong: object) -> None:
    """A value that is missing or not the one written is a violation."""
    contact = contact_at("full")
    contact["attributesData"][CUSTOM_TEXT] = wrong
    found = verdicts(
        SHOWN, sight(view("full", answer({"entity": contact})), CUSTOM_TEXT)
    )

    assert [Violation] == [type(verdict) for verdict in found]


def test_legal_spellings_are_acquitted() -> None:
    """A list as text, a boolean as a digit and a phone with spaces say the same."""
    contact = contact_at("full")
    contact["attributesData"] |= {
        UID["tags"]: CONTACT[UID["tags"]][0],
        UID["accepts-sms"]: "1",
        UID["phone"]: f"{PHONE[:3]} {PHONE[3:]}",
        UID["date-registered"]: f"{CONTACT[UID['date-registered']]}T00:00:00Z",
    }
    seen = view("full", answer({"entity": contact}))

    assert [] == [v for one in every_sight(seen) for v in verdicts(SHOWN, one)]


def test_a_refused_control_makes_no_verdict() -> None:
    """Where the widest token is refused, nothing is judged."""
    refused = answer({"message": "no"}, status=403)
    found = verdicts(SHOWN, sight(view("full", control=refused), UID["email"]))

    assert [Reason.NO_CONTROL] == [
        verdict.reason for verdict in found if isinstance(verdict, Abstention)
    ]


def test_a_plan_without_the_scope_shows_the_default_level() -> None:
    """Basic data on a plan that does not include it is a violation; Default is none."""
    healthy = view("default")
    leaking = view("default", answer({"entity": contact_at("basic")}))
    email, user_id = UID["email"], UID["user-id"]

    assert [] == verdicts(PLAN, sight(healthy, email, PlanSight))
    assert [] == verdicts(PLAN, sight(healthy, user_id, PlanSight))
    assert [] != verdicts(PLAN, sight(leaking, email, PlanSight))


def test_asterisks_in_both_answers_give_nothing_away() -> None:
    """What masks a day in the control is no value that another attribute has."""
    masked = {**contact_at("default")["attributesData"]}
    masked |= dict.fromkeys((UID["date-imported"], UID["sources"]), "***")
    same = answer({"entity": {"id": SUBJECT.audience_id, "attributesData": masked}})
    shown = masked | {UID["date-imported"]: "2026-11-01T00:00:00Z"}
    told = answer({"entity": {"id": SUBJECT.audience_id, "attributesData": shown}})
    sources = sight(view("default", same, control=same), UID["sources"], PlanSight)
    day = sight(view("default", told, control=told), UID["date-imported"], PlanSight)

    assert [] == [v for v in verdicts(PLAN, sources) if isinstance(v, Violation)]
    assert [] != [v for v in verdicts(PLAN, day) if isinstance(v, Violation)]


def test_a_plan_may_refuse_while_the_question_is_open() -> None:
    """A refusal is legal unless the option is pinned to lowering."""
    refused = view("default", answer({"message": "no"}, status=403))
    pinned = CONTRACT.pinned({"K-34": "as-listed"})
    check = sight(refused, UID["user-id"], PlanSight)

    assert [] == verdicts(PLAN, check)
    assert [] != list(_judge(PLAN, check, pinned))


def test_one_form_explains_all_hidden_attributes() -> None:
    """Left out everywhere is one form; one null among them is not."""
    mixed = contact_at("default")
    mixed["attributesData"][UID["email"]] = None
    healthy = forms_of(CONTRACT, [view("default")], custom=CUSTOM)
    odd = forms_of(
        CONTRACT, [view("default", answer({"entity": mixed}))], custom=CUSTOM
    )

    assert [] == verdicts(FORMS, healthy)
    assert [] != verdicts(FORMS, odd)


def test_masks_need_not_cover_what_is_no_text() -> None:
    """Where texts are masked, booleans and lists may be null."""
    hidden = dict.fromkeys(CONTACT) | {
        attribute.uid: "***"
        for attribute in CONTRACT.attributes
        if attribute.data_type == "string" and attribute.multivalue == 1
    }
    hidden[CUSTOM_TEXT] = "***"
    contact = contact_at("default")
    contact["attributesData"] = hidden | contact["attributesData"]
    seen = view("default", answer({"entity": contact}))

    assert [] == verdicts(FORMS, forms_of(CONTRACT, [seen], custom=CUSTOM))


def test_an_error_that_quotes_the_contact_is_convicted() -> None:
    """A message with a hidden value is a violation; one with the user id is none."""
    quoting = answer({"message": f"{EMAIL} may not be read"}, status=403)
    silent = answer({"message": f"{SUBJECT.user_id} may not be read"}, status=403)

    assert [] != verdicts(ERRORS, _error(quoting))
    assert [] == verdicts(ERRORS, _error(silent))


@pytest.mark.parametrize(("email", "convicted"), [(EMAIL, True), (None, False)])
def test_an_event_that_repeats_the_email_is_convicted(
    email: str | None, *, convicted: bool
) -> None:
    """Events may name the user id; the email of the contact is none of theirs."""
    event = {"id": "e-1", "userId": SUBJECT.user_id, "who": email}
    seen = read(answer({"entities": [event]}))
    glimpse = EventGlimpse("event.search", "default", (SUBJECT,), seen, ("e-1",), seen)

    assert convicted == bool(verdicts("events-disclose-no-contact-data", glimpse))


def test_a_timeline_without_the_event_proves_nothing() -> None:
    """Where no token finds the event of the run, nothing is judged."""
    seen = read(answer({"entities": []}))
    glimpse = EventGlimpse("event.search", "default", (SUBJECT,), seen, ("e-1",), seen)

    assert [Reason.NO_CONTROL] == [
        verdict.reason
        for verdict in verdicts("events-disclose-no-contact-data", glimpse)
        if isinstance(verdict, Abstention)
    ]


@pytest.mark.parametrize(
    ("low", "full", "said"),
    [
        ([], [EMAIL], []),
        ([EMAIL], [EMAIL], [Violation]),
        ([EMAIL], [], [Violation]),
        ([], [], [Abstention]),
    ],
)
def test_a_bucket_of_a_hidden_value_is_a_violation(
    low: list[str], full: list[str], said: list[type]
) -> None:
    """The email in a bucket convicts; where nobody is shown it, nothing is judged."""
    seen, control = (
        read(answer({"entities": {"values": {"buckets": [{"key": k} for k in keys]}}}))
        for keys in (low, full)
    )
    glimpse = BucketGlimpse(
        "audience.aggregations", "default", (SUBJECT,), seen, UID["email"], control
    )

    assert said == [type(v) for v in verdicts("buckets-disclose-nothing", glimpse)]


def _error(exchange: Any) -> ErrorGlimpse:
    return ErrorGlimpse("audience.get", "default", (SUBJECT,), read(exchange))


def _judge(check: str, evidence: object, contract: Any) -> Any:
    from instasent_conformance.checks import all_checks

    return all_checks()[check].judge(evidence, contract)
