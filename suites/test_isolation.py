"""
Nothing of one project ever reaches another.

Three projects hold contacts whose every value is unique. Each asks its own questions,
the same questions about a contact of another, and for children of another under its own
path: `audience.get/home-from-sibling/audience.id`.
"""

from __future__ import annotations

import pytest

from instasent_conformance.cases.contacts import canary_value
from instasent_conformance.cases.isolation import (
    adoption,
    adoptions,
    children_of,
    lookups,
)
from instasent_conformance.contract import Endpoint, Json, Registry
from instasent_conformance.exchange import Request
from instasent_conformance.finding import Outcome, Reason
from instasent_conformance.histories.elsewhere import (
    DISTURBANCES,
    own_listing,
    stray_contact,
    undisturbed,
)
from instasent_conformance.oracles.isolation import (
    Adoption,
    Crossing,
    ProjectTwins,
    Secret,
    SourceTwins,
    Survivors,
    Twin,
    cursor_of,
    listed,
    secrets_of,
)
from instasent_conformance.oracles.scope_gate import is_in_a_project
from instasent_conformance.oracles.write_traces import Attempt, WriteTraces
from instasent_conformance.profiles import Profile
from instasent_conformance.tokens import ProjectAlias
from instasent_conformance.trial import Trial
from instasent_conformance.world import World
from instasent_conformance.world.patience import state_after

pytestmark = pytest.mark.law("isolation")

PAIRS: tuple[tuple[ProjectAlias, ProjectAlias], ...] = (
    ("home", "sibling"),
    ("home", "foreign"),
    ("sibling", "home"),
)
"""Owner and asker; without the last, every project still owns or asks."""

PROJECTS: tuple[ProjectAlias, ...] = ("home", "sibling", "foreign")


def pairs_of(profile: Profile) -> tuple[tuple[ProjectAlias, ProjectAlias], ...]:
    """Return the pairs that a run asks about: one of a kind unless it is thorough."""
    return PAIRS if profile.thorough else PAIRS[:-1]


@pytest.mark.endpoints(effect="read")
def test_no_answer_shows_what_another_project_holds(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """A project that asks, even for a value of another, is shown its own data alone."""
    for owner, asker in pairs_of(trial.profile):
        name = f"{endpoint.id}/{owner}-from-{asker}"
        with trial.attempting(name):
            if not trial.exists(endpoint.id, {name: None}):
                continue
            secrets = held_by(world, contract, owner, endpoint)
            asked = world.fresh_request(endpoint.id, asker)
            owned = world.fresh_request(endpoint.id, owner)
            others = lookups(endpoint, world.builder(asker), world.builder(owner))
            for word, question, same in (("own-request", asked, owned), *others):
                control, _ = trial.send(same, world.everything(owner))
                probe, _ = trial.send(question, world.everything(asker))
                telling = word != "own-request"
                trial.judge(
                    Crossing(
                        endpoint.id, owner, asker, secrets, control, probe, telling
                    ),
                    case=f"{name}/{word}",
                    exchanges=[control, probe],
                )


@pytest.mark.endpoints(child=True)
def test_a_child_does_not_exist_under_another_parent(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """An id of one project under the path of another leads nowhere."""
    for owner, asker in pairs_of(trial.profile):
        name = f"{endpoint.id}/{owner}-from-{asker}"
        if not trial.may(contract.access[endpoint.id].effect, name):
            continue
        with trial.attempting(name):
            if not trial.exists(endpoint.id, {name: None}):
                continue
            secrets = held_by(world, contract, owner, endpoint)
            owned = world.fresh_request(endpoint.id, owner)
            control, _ = trial.send(owned, world.everything(owner))
            lender = world.own_builder(endpoint.id, owner)
            for fact, request in adoptions(endpoint, world.builder(asker), lender):
                probe, _ = trial.send(request, world.everything(asker))
                trial.judge(
                    Adoption(
                        endpoint.id,
                        owner,
                        asker,
                        secrets,
                        control,
                        probe,
                        fact=fact,
                        own=own_listing(trial, fact, asker),
                    ),
                    case=f"{name}/{fact}",
                    exchanges=[control, probe],
                )


@pytest.mark.endpoints(effect="write", child=True)
def test_a_write_through_another_parent_reaches_no_project(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """What is pushed to a data source of another project arrives nowhere."""
    judge_stray_writes(trial, world, contract, endpoint)


@pytest.mark.endpoints(effect="destroy", child=True)
def test_a_deletion_through_another_parent_deletes_nothing(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """A contact of another project outlives a deletion under the wrong path."""
    judge_stray_writes(trial, world, contract, endpoint)


def test_equal_values_in_several_projects_stay_apart(
    trial: Trial, world: World, contract: Registry
) -> None:
    """A contact with the values of another project's contact is somebody else."""
    case = "equal-values/projects"
    if not trial.may("write", case):
        return
    with trial.attempting(case):
        shared = twin_values(world, contract, "user-id", "email", "phone")
        named = {
            project: twin_values(world, contract, "first-name") for project in PROJECTS
        }
        for project, own in named.items():
            world.push_contacts([{**shared, **own}], project=project)
        records = tuple(
            twin(world, "audience.by-value", project, "first", shared, own)
            for project, own in named.items()
        )
        trial.judge(
            ProjectTwins(records),
            case=case,
            endpoint="audience.by-value",
            exchanges=[record.look for record in records],
        )


def test_a_deletion_in_one_project_reaches_no_other(
    trial: Trial, world: World, contract: Registry
) -> None:
    """A contact outlives the deletion of its twin in another project."""
    case = "equal-values/deletion"
    if not trial.may("destroy", case):
        return
    with trial.attempting(case):
        shared = twin_values(world, contract, "user-id")
        named = {
            project: twin_values(world, contract, "first-name") for project in PROJECTS
        }
        for project, own in named.items():
            world.push_contacts([{**shared, **own}], project=project)
        others = {p: own for p, own in named.items() if p != "home"}

        def look() -> tuple[Twin, ...]:
            return tuple(
                twin(world, "audience.by-value", project, "first", shared, own)
                for project, own in others.items()
            )

        before = look()
        gone = world.delete_contact(str(next(iter(shared.values()))))
        after = look()
        trial.judge(
            Survivors(gone, before, after),
            case=case,
            endpoint="stream.delete-contact",
            exchanges=[gone, *(record.look for record in after)],
        )


def test_equal_user_ids_in_several_data_sources_stay_apart(
    trial: Trial, world: World, contract: Registry
) -> None:
    """Each data source keeps its own record of a person."""
    case = "equal-values/data-sources"
    if not trial.may("write", case):
        return
    with trial.attempting(case):
        shared = twin_values(world, contract, "user-id")
        named = {
            source: twin_values(world, contract, "first-name")
            for source in ("first", "second")
        }
        for source, own in named.items():
            world.push_contacts([{**shared, **own}], datasource=source)
        records = tuple(
            twin(world, "stream.get-contact", "home", source, shared, own)
            for source, own in named.items()
        )
        trial.judge(
            SourceTwins(records),
            case=case,
            endpoint="stream.get-contact",
            exchanges=[record.look for record in records],
        )


def test_no_answer_depends_on_another_project(trial: Trial, profile: Profile) -> None:
    """The same requests have the same answers, whatever happens in another project."""
    for project, word, history in DISTURBANCES[: max(1, profile.histories // 2)]:
        name = f"undisturbed/{project}/{word}"
        if not trial.may("write", name):
            continue
        with trial.attempting(name):
            for seen in undisturbed(trial, project, history):
                case, at = f"{seen.endpoint}/{name}", seen.endpoint
                if seen.is_steady:
                    shown = [*seen.before, seen.after]
                    trial.judge(seen, case=case, endpoint=at, exchanges=shown)
                else:
                    said = "the answer does not stay the same by itself"
                    na = Outcome.NOT_APPLICABLE
                    trial.abstain(
                        case, Reason.NO_CONTROL, said, endpoint=at, outcome=na
                    )


def test_a_contact_belongs_to_its_data_source(trial: Trial) -> None:
    """A contact of one data source is not there under another of the same project."""
    case = "data-sources/stray-contact"
    if not trial.may("write", case):
        return
    with trial.attempting(case):
        seen = stray_contact(trial)
        shown = [seen.before, *seen.strays, seen.after]
        at = "stream.get-contact"
        trial.judge(seen, case=case, endpoint=at, exchanges=shown)


@pytest.mark.endpoints(paged=True)
def test_a_cursor_does_not_cross(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """A cursor that one project was given shows another nothing of it."""
    for owner, asker in pairs_of(trial.profile):
        case = f"{endpoint.id}/{owner}-from-{asker}/cursor"
        if not trial.may("write", case):
            continue
        with trial.attempting(case):
            secrets = held_by(world, contract, owner, endpoint)
            fill_a_page(world, contract, owner)
            body = {**world.builder(owner).example(endpoint.id), "limit": 1}
            first = world.send(
                world.builder(owner).build(endpoint.id, body=body),
                world.everything(owner),
            )
            paged = {**body, "cursor": cursor_of(first)}
            control, probe = (
                trial.send(
                    world.builder(project).build(endpoint.id, body=paged),
                    world.everything(project),
                )[0]
                for project in (owner, asker)
            )
            secrets = (*secrets, *listed(control, owner))
            trial.judge(
                Crossing(
                    endpoint.id, owner, asker, secrets, control, probe, telling=True
                ),
                case=case,
                exchanges=[control, probe],
            )


def fill_a_page(world: World, contract: Registry, owner: ProjectAlias) -> None:
    """Write one more contact and one more event, so that there is a second page."""
    world.push_contacts(
        [twin_values(world, contract, "user-id", "email", "phone")], project=owner
    )
    world.push_events([world.event(world.planted(owner).user_id, owner)], project=owner)


def judge_stray_writes(
    trial: Trial, world: World, contract: Registry, endpoint: Endpoint
) -> None:
    """Read two projects around a write that mixes them, and around a proper one."""
    for owner, asker in pairs_of(trial.profile):
        case = f"{endpoint.id}/{owner}-from-{asker}/reaches-no-project"
        if not trial.may(contract.access[endpoint.id].effect, case):
            continue
        with trial.attempting(case):
            if not trial.exists(endpoint.id, {case: None}):
                continue
            lender = world.own_builder(endpoint.id, owner)
            child = children_of(contract, endpoint)[0]
            stray = adoption(endpoint, world.builder(asker), lender, child)
            proper = world.effective_request(endpoint.id, owner)
            traces = WriteTraces(
                endpoint.id,
                control=attempt(trial, world, proper, owner, (owner,)),
                attempts=(attempt(trial, world, stray, asker, (owner, asker)),),
            )
            trial.judge(
                traces,
                case=case,
                exchanges=[traces.control.exchange, traces.attempts[0].exchange],
            )


def attempt(
    trial: Trial,
    world: World,
    request: Request,
    asker: ProjectAlias,
    projects: tuple[ProjectAlias, ...],
) -> Attempt:
    """Send one write between two looks at every project it may touch."""

    def state() -> str:
        return "; ".join(f"{p}: {world.state_behind(request, p)}" for p in projects)

    before = state()
    exchange, _ = trial.send(request, world.everything(asker))
    after = state_after(trial.target, exchange, before, state)
    return Attempt(f"the token of {asker}", exchange, before, after)


def held_by(
    world: World, contract: Registry, owner: ProjectAlias, endpoint: Endpoint
) -> tuple[Secret, ...]:
    """Return what marks the data of a project."""
    planted, facts = world.planted(owner), world.facts(owner)
    secrets = secrets_of(
        contract,
        owner=owner,
        values=planted.values,
        facts=facts,
        texts={"event id": planted.event_id},
    )
    if is_in_a_project(contract, endpoint.id):
        return secrets
    # Without a project in the path the answer lists projects: those in reach alone.
    uid = str(facts["project.uid"]).casefold()
    return (*secrets, Secret(f"the uid of {owner}", uid, "vendor-code"))


def twin_values(world: World, contract: Registry, *roles: str) -> dict[str, Json]:
    """Return fresh values for some attributes."""
    attributes = [contract.attribute(role) for role in roles]
    return {a.uid: canary_value(a, world.canaries) for a in attributes}


def twin(
    world: World,
    endpoint: str,
    project: ProjectAlias,
    source: str,
    shared: dict[str, Json],
    own: dict[str, Json],
) -> Twin:
    """Read back one of several contacts with equal values."""
    user_id = next(iter(shared.values()))
    found = world.datasource(source, project)
    builder = world.builder(project).with_facts(
        contact__user_id=user_id,
        contact__unique_value=user_id,
        datasource__id=found.id,
    )
    look = world.send(builder.build(endpoint), world.everything(project))
    body = look.response.body
    entity = body.get("entity", body.get("contact")) if isinstance(body, dict) else {}
    return Twin(
        place=f"{source} data source of {project}",
        id=str((entity or {}).get("id", "")),
        own=tuple(str(value) for value in own.values()),
        look=look,
    )
