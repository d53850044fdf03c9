"""Every check of the law isolation passes and convicts."""

from __future__ import annotations

import base64

import pytest

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Json, load_registry
from instasent_conformance.exchange import Request
from instasent_conformance.finding import Abstention, Violation
from instasent_conformance.oracles.interference import StrayContact, Undisturbed
from instasent_conformance.oracles.isolation import (
    Adoption,
    Crossing,
    ProjectTwins,
    Secret,
    SourceTwins,
    Survivors,
    Twin,
)
from instasent_conformance.oracles.write_traces import Attempt, WriteTraces

from .exchanges import exchange

CONTRACT = load_registry()
CANARY = "qwertzuiopas"
SECRETS = (Secret("the name of the home contact", CANARY),)


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


def crossing(body: Json, *, telling: bool = False, path: str = "/x") -> Crossing:
    """Return an answer to the sibling, beside what home was answered."""
    return Crossing(
        "audience.get",
        "home",
        "sibling",
        SECRETS,
        control=exchange("audience.get", 200, {"entity": {"name": CANARY}}),
        probe=exchange("audience.get", 200, body, Request("audience.get", "GET", path)),
        telling=telling,
    )


@pytest.mark.parametrize(
    "body",
    [
        {"entity": {"other": CANARY.capitalize()}},
        {"metadata": {"cursor": base64.b64encode(CANARY.encode()).decode()}},
        {CANARY: None},
    ],
)
def test_a_canary_of_another_project_is_a_violation(body: Json) -> None:
    """A canary convicts wherever it stands and however it is wrapped."""
    assert 1 == len(verdicts("canary-never-crosses-projects", crossing(body)))


def test_an_answer_without_canaries_passes() -> None:
    """What the asker itself sent may come back to it."""
    name = "canary-never-crosses-projects"

    assert [] == verdicts(name, crossing({"entities": []}, telling=True))
    assert [] == verdicts(name, crossing({"message": CANARY}, path=f"/x/{CANARY}"))


def test_a_question_that_tells_its_owner_nothing_proves_nothing() -> None:
    """Where the owner is not shown its own data, silence is no evidence."""
    blind = Crossing(
        "audience.get",
        "home",
        "sibling",
        SECRETS,
        control=exchange("audience.get", 200, {"entities": []}),
        probe=exchange("audience.get", 200, {"entities": []}),
        telling=True,
    )
    (said,) = verdicts("canary-never-crosses-projects", blind)

    assert isinstance(said, Abstention)


def adopted(
    endpoint: str, fact: str, status: int, *, body: Json = None, control: int = 200
) -> Adoption:
    """Return an answer to a request that names a child of home under the sibling."""
    return Adoption(
        endpoint,
        "home",
        "sibling",
        SECRETS,
        control=exchange(endpoint, control),
        probe=exchange(endpoint, status, body),
        fact=fact,
    )


@pytest.mark.parametrize(
    ("endpoint", "fact", "status", "weight"),
    [
        ("stream.push-contacts", "datasource.id", 202, "documented"),
        ("datasource.get", "datasource.id", 200, "documented"),
        ("datasource.get", "datasource.id", 500, "documented"),
        ("sms.send", "sender.id", 201, "documented"),
        ("audience.events", "audience.id", 200, "assumed"),
        ("audience.delete-contact", "audience.id", 202, "assumed"),
        ("sender.delete", "sender.id", 204, "documented"),
    ],
)
def test_a_child_under_another_parent_is_a_violation(
    endpoint: str, fact: str, status: int, weight: str
) -> None:
    """Taking it convicts; where only the status is at stake, it is an observation."""
    (said,) = verdicts("wrong-parent-is-refused", adopted(endpoint, fact, status))

    assert isinstance(said, Violation)
    assert weight == said.provenance


SEGMENT = {"uid": "launch", "name": "Launch list", "type": "static"}


@pytest.mark.parametrize(
    ("own", "weight"), [([], "documented"), ([SEGMENT], "assumed"), (None, "assumed")]
)
def test_a_segment_is_that_of_another_unless_it_is_listed(
    own: Json, weight: str
) -> None:
    """A segment shown as its owner sees it convicts, if no segment is called so."""
    body = {"entity": SEGMENT}
    listing = exchange("segment.list", 200, {"entities": own})
    adoption = Adoption(
        "segment.get",
        "home",
        "sibling",
        SECRETS,
        control=exchange("segment.get", 200, body),
        probe=exchange("segment.get", 200, body),
        fact="segment.uid",
        own=None if own is None else listing,
    )
    (said,) = verdicts("wrong-parent-is-refused", adoption)

    assert isinstance(said, Violation)
    assert weight == said.provenance


def test_a_failed_item_is_a_refusal_of_a_child() -> None:
    """An action that reports its one item as failed has taken nothing."""
    body = {"entitiesFailures": 1, "entitiesSuccess": 0, "errors": [{"position": 0}]}
    refused = adopted("audience.sms-subscribe", "audience.id", 202, body=body)

    assert [] == verdicts("wrong-parent-is-refused", refused)


def test_a_child_that_shows_data_is_documented() -> None:
    """The data of another project is never a matter of status alone."""
    leak = adopted("audience.get", "audience.id", 200, body={"entity": CANARY})
    (said,) = verdicts("wrong-parent-is-refused", leak)

    assert isinstance(said, Violation)
    assert "documented" == said.provenance


@pytest.mark.parametrize("status", [403, 404])
def test_a_child_that_does_not_exist_passes(status: int) -> None:
    """Both possible statuses of what is out of reach pass."""
    answer = adopted("datasource.get", "datasource.id", status)

    assert [] == verdicts("wrong-parent-is-refused", answer)


def test_a_refusal_that_its_own_parent_gets_too_proves_nothing() -> None:
    """Without a control the check abstains."""
    answer = adopted("datasource.get", "datasource.id", 404, control=404)
    (said,) = verdicts("wrong-parent-is-refused", answer)

    assert isinstance(said, Abstention)


def attempt(status: int, before: str, after: str) -> Attempt:
    """Return a write between two looks at both projects."""
    return Attempt("sibling", exchange("stream.push-contacts", status), before, after)


@pytest.mark.parametrize("status", [202, 404])
def test_a_stray_write_that_arrives_is_a_violation(status: int) -> None:
    """A write that mixes two projects changes nothing, whatever it was answered."""
    proper = attempt(202, "not shown", "shown")
    clean = WriteTraces("stream.push-contacts", proper, (attempt(status, "a", "a"),))
    dirty = WriteTraces("stream.push-contacts", proper, (attempt(status, "a", "b"),))

    assert [] == verdicts("refused-push-reaches-no-project", clean)
    assert 1 == len(verdicts("refused-push-reaches-no-project", dirty))


def test_a_stray_write_needs_a_visible_proper_one() -> None:
    """Where a proper write cannot be seen, the check abstains."""
    unseen = attempt(202, "a", "a")
    (said,) = verdicts(
        "refused-push-reaches-no-project",
        WriteTraces("stream.push-contacts", unseen, (unseen,)),
    )

    assert isinstance(said, Abstention)


def twin(place: str, identifier: str, own: str, shown: str) -> Twin:
    """Return one of several records with equal values."""
    return Twin(
        place,
        identifier,
        (own,),
        exchange("audience.by-value", 200, {"entity": {"name": shown}}),
    )


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        ("equal-values-in-two-projects-stay-apart", ProjectTwins),
        ("equal-user-ids-in-two-sources-stay-apart", SourceTwins),
    ],
)
def test_twins_that_are_mixed_up_are_a_violation(
    check: str, kind: type[ProjectTwins | SourceTwins]
) -> None:
    """One id for both, or the data of one in the other, convicts."""
    home = twin("home", "id-1", "Anneliesel", "Anneliesel")
    apart = twin("sibling", "id-2", "Bartholomew", "Bartholomew")
    same_id = twin("sibling", "id-1", "Bartholomew", "Bartholomew")
    overwritten = twin("sibling", "id-2", "Bartholomew", "Anneliesel")
    unseen = twin("sibling", "id-2", "Bartholomew", "")

    assert [] == verdicts(check, kind((home, apart)))
    assert 1 == len(verdicts(check, kind((home, same_id))))
    assert 1 == len(verdicts(check, kind((home, overwritten))))
    (said,) = verdicts(check, kind((home, unseen)))
    assert isinstance(said, Abstention)


def test_a_deletion_that_takes_a_twin_along_is_a_violation() -> None:
    """A twin that cannot be read after a deletion elsewhere convicts."""
    check = "deletion-reaches-no-other-project"
    there = twin("sibling", "id-2", "Bartholomew", "Bartholomew")
    gone = twin("sibling", "id-2", "Bartholomew", "")
    deleted = exchange("stream.delete-contact", 202, {})
    refused = exchange("stream.delete-contact", 404, {})

    assert [] == verdicts(check, Survivors(deleted, (there,), (there,)))
    assert 1 == len(verdicts(check, Survivors(deleted, (there,), (gone,))))
    (said,) = verdicts(check, Survivors(refused, (there,), (gone,)))
    assert isinstance(said, Abstention)


def undisturbed(*bodies: Json, status: int = 200) -> Undisturbed:
    """Return two answers before a history elsewhere, and one after it."""
    first, second, after = (exchange("audience.get", status, body) for body in bodies)
    return Undisturbed("audience.get", "sibling", (first, second), after)


@pytest.mark.parametrize(
    ("bodies", "count"), [((1, 1, 1), 0), ((1, 1, 2), 1), ((1, 2, 3), 0)]
)
def test_an_answer_does_not_depend_on_another_project(
    bodies: tuple[int, int, int], count: int
) -> None:
    """A steady answer that changes is a violation; an unsteady one proves nothing."""
    evidence = undisturbed(*bodies)

    assert count == len(verdicts("other-projects-change-no-answer", evidence))


@pytest.mark.parametrize("status", [429, 501, 403])
def test_an_answer_that_is_none_is_not_compared(status: int) -> None:
    """Refusals that stay the same show nothing."""
    (said,) = verdicts(
        "other-projects-change-no-answer", undisturbed(1, 1, 1, status=status)
    )

    assert isinstance(said, Abstention)


def stray(own: Json, other: Json, after: Json) -> StrayContact:
    """Return what two data sources show of a contact of the first."""
    looks = [exchange("stream.get-contact", 200, body) for body in (own, other, after)]
    return StrayContact(CANARY, looks[0], (looks[1],), looks[2])


@pytest.mark.parametrize(
    ("other", "after", "count"), [(None, CANARY, 0), (CANARY, CANARY, 1), (None, "", 1)]
)
def test_a_contact_belongs_to_its_data_source(
    other: Json, after: Json, count: int
) -> None:
    """To show it under another source, or to delete it there, is a violation."""
    evidence = stray(CANARY, other, after)

    assert count == len(verdicts("contact-belongs-to-its-data-source", evidence))


def test_a_contact_that_nobody_shows_proves_nothing() -> None:
    """Without the contact under its own source the check abstains."""
    (said,) = verdicts("contact-belongs-to-its-data-source", stray("", None, ""))

    assert isinstance(said, Abstention)
