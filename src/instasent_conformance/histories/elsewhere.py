"""
Histories of another project, and what the project of the run answers around them.

    told twice → the same answers → a history in another project → the same answers
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..cases import MissingFact
from ..cases.contacts import canary_value
from ..exchange import Exchange, Request
from ..oracles.interference import StrayContact, Undisturbed
from ..oracles.scope_gate import is_in_a_project
from ..tokens import ProjectAlias
from ..trial import Trial
from ..world.model import SYNC

History = Callable[[Trial, ProjectAlias], None]
_PAUSES = (0.0, 2.0, 10.0)
"""Seconds before each telling, in which what goes on by itself comes to rest."""

_LISTS = {"segment.uid": "segment.list"}
"""Where a project lists what it has under names that others may use as well."""


def twins(trial: Trial, other: ProjectAlias) -> None:
    """Write a contact with the values of the run's own one, and delete it again."""
    world = trial.world
    planted = world.planted()
    world.push_contacts([dict(planted.values)], project=other)
    event = {**world.event(planted.user_id, other), "_event_id": planted.event_id}
    world.push_events([event], project=other)
    if "destroy" in trial.target.allowed:
        world.delete_contact(planted.user_id, project=other)


def every_write(trial: Trial, other: ProjectAlias) -> None:
    """Send every write of the contract, but for messages that home pays as well."""
    world = trial.world
    for endpoint, row in trial.contract.access.items():
        shared = row.effect == "bill" and other == "sibling"
        if row.effect == "read" or shared or row.effect not in trial.target.allowed:
            continue
        if is_in_a_project(trial.contract, endpoint) and world.is_there(endpoint):
            request = world.effective_request(endpoint, other)
            trial.send(request, world.everything(other))


DISTURBANCES: tuple[tuple[ProjectAlias, str, History], ...] = (
    ("sibling", "every-write", every_write),
    ("foreign", "twins", twins),
    ("sibling", "twins", twins),
    ("foreign", "every-write", every_write),
)
"""Where something happens, and what; the first ones tell most."""


def undisturbed(
    trial: Trial, other: ProjectAlias, history: History
) -> Iterator[Undisturbed]:
    """
    Yield, per read of the home project, its answers around a history of another.

    What differs is told again after a pause, because time alone may have changed it, or
    somebody else have written meanwhile.
    """
    found: dict[str, Undisturbed] = {}
    asked = dict(_reads(trial))
    for pause in _PAUSES:
        if pause:
            trial.target.wait(pause)
        before = {name: (_ask(trial, r), _ask(trial, r)) for name, r in asked.items()}
        history(trial, other)
        for name, request in asked.items():
            after = _ask(trial, request)
            found[name] = Undisturbed(name, other, before[name], after)
        asked = {name: r for name, r in asked.items() if found[name].differs}
        if not asked:
            break
    yield from found.values()


def stray_contact(trial: Trial) -> StrayContact:
    """Look for a contact of one data source under another, and delete it there."""
    world, contract = trial.world, trial.contract
    named = contract.attribute("first-name")
    identity = contract.attribute("user-id")
    contact = {a.uid: canary_value(a, world.canaries) for a in (identity, named)}
    world.push_contacts([contact])
    builder = world.builder().with_facts(contact__user_id=contact[identity.uid])
    own = builder.with_facts(datasource__id=world.datasource().id)
    other = builder.with_facts(datasource__id=world.datasource("second").id)
    asked = {"stream.get-contact": (), "stream.delete-contact": SYNC}

    def look() -> Exchange:
        return _ask(trial, own.build("stream.get-contact"))

    before = look()
    strays = tuple(
        _ask(trial, other.build(name, query=query))
        for name, query in asked.items()
        if contract.access[name].effect in trial.target.allowed
    )
    return StrayContact(str(contact[named.uid]), before, strays, look())


def own_listing(trial: Trial, fact: str, asker: ProjectAlias) -> Exchange | None:
    """Return what a project lists under names like that of a fact; None for an id."""
    if fact not in _LISTS:
        return None
    most = str(trial.contract.limit("index.page-max"))
    builder = trial.world.builder(asker)
    asked = builder.build(_LISTS[fact], query=(("_start", "0"), ("_limit", most)))
    return trial.send(asked, trial.world.everything(asker))[0]


def _reads(trial: Trial) -> Iterator[tuple[str, Request]]:
    for endpoint, row in trial.contract.access.items():
        if row.effect != "read" or not is_in_a_project(trial.contract, endpoint):
            continue
        try:
            if trial.world.is_there(endpoint):
                yield endpoint, trial.world.fresh_request(endpoint)
        except MissingFact:
            continue


def _ask(trial: Trial, request: Request) -> Exchange:
    return trial.send(request)[0]
