"""
Authorization matrices for overstep, generated from the access file of the contract.

There are four kinds, because overstep takes everything that is not allowed for denied:
who may call what; whose objects may be reached; what may be used up; and which members
a level of disclosure must not show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from instasent_conformance.cases import MissingFact, RequestBuilder
from instasent_conformance.contract import Endpoint, Json, Registry
from instasent_conformance.contract.model import AccessRow, When
from instasent_conformance.tokens import ProjectAlias, TokenNeed
from instasent_conformance.world import World

Matrix = dict[str, Any]
OWN_PROJECT = "project.uid"
UNKNOWN_SECRET = "0a1b2c3d" * 5
_USED_UP = {"access": {"allow_status": ["2xx", 404]}}
"""What one subject removed is not there for the next, who is admitted all the same."""
_EMPTY = {"access": {"deny_body_regex": r'"entities":\s*\[\]'}}
"""A list without members reveals nothing of what others own."""


@dataclass(frozen=True, slots=True)
class Subject:
    """
    Somebody who asks: a role of its own, a token, and what the policy goes by.

    `standing` is where the token is good: in the home project, in another one, at the
    stream of one data source there, or nowhere.
    """

    name: str
    token: str | None
    scopes: frozenset[str] = frozenset()
    standing: Literal["home", "elsewhere", "stream", "nowhere"] = "home"


def matrices(contract: Registry, world: World) -> dict[str, Matrix]:
    """Return every matrix by its name, bound to what a world holds."""
    there = [row for row in contract.access.values() if world.is_there(row.endpoint)]
    people = list(subjects(contract, world))
    home = [one for one in people if one.standing == "home"]
    kept = [row for row in there if row.effect != "destroy"]
    used = [row for row in there if row.effect == "destroy"]
    found = {
        "scopes": callers(contract, world, people, kept),
        "used-up": callers(contract, world, home, used, **_USED_UP),
        "objects": objects(contract, world, kept),
    }
    for level in contract.levels:
        found[level.level] = disclosed(contract, world, kept, level.level)
    found["account"] = account(contract, world)
    return {name: matrix for name, matrix in found.items() if matrix["resources"]}


def subjects(contract: Registry, world: World) -> Iterator[Subject]:
    """Yield those who ask, from the least to the most privileged."""
    words = sorted(contract.scope_words)
    every = contract.scope_words
    yield Subject("nobody", None, standing="nowhere")
    yield Subject("unknown", UNKNOWN_SECRET, standing="nowhere")
    revoked = _secret(world, TokenNeed(kind="revoked", scopes=every))
    yield Subject("revoked", revoked, standing="nowhere")
    projects: tuple[ProjectAlias, ...] = ("foreign", "sibling")
    for project in projects:
        secret = _secret(world, world.everything(project))
        yield Subject(project, secret, every, "elsewhere")
    source = world.datasource().token
    if source is not None:
        yield Subject("data source", source.secret, standing="stream")
    held = {"no scope": frozenset[str]()}
    held |= {f"only {word}": frozenset((word,)) for word in words}
    held |= {f"without {word}": every - {word} for word in words}
    held["every scope"] = every
    for name, scopes in held.items():
        yield Subject(name, _secret(world, TokenNeed(scopes=scopes)), scopes)


def callers(
    contract: Registry,
    world: World,
    people: Sequence[Subject],
    rows: Sequence[AccessRow],
    **extra: Json,
) -> Matrix:
    """Return who may call each endpoint on the home project, and who may not."""
    resources, policy = [], {}
    for row in rows:
        request = _request(contract, world.own_builder, row.endpoint)
        if request is None:
            continue
        resources.append(
            {"name": row.endpoint, "type": "function", "request": request, **extra}
        )
        admitted = [one.name for one in people if is_admitted(contract, row, one)]
        policy[row.endpoint] = {"allow": [{"role": name} for name in admitted]}
    return _matrix(people, resources, policy)


def objects(contract: Registry, world: World, rows: Sequence[AccessRow]) -> Matrix:
    """
    Return whose objects may be reached, each asker in a project of its own.

    The project in the path is the asker's own throughout; what is named below it
    belongs to the asker once, and to somebody else once.
    """
    projects: tuple[ProjectAlias, ...] = ("home", "sibling", "foreign")
    people = [
        Subject(one, _secret(world, world.everything(one)), contract.scope_words)
        for one in projects
    ]
    held: dict[str, dict[str, Json]] = {
        one: _named_in_paths(contract, world, one) for one in projects
    }
    resources, policy = [], {}
    for row in rows:
        endpoint = contract.endpoint(row.endpoint)
        below = [p for p in endpoint.parameters if p.place == "path"]
        own = [p for p in below if p.fact and p.fact != OWN_PROJECT]
        known = all(p.fact in held[one] for one in projects for p in own)
        if not own or not known or row.effect != "read" or endpoint.request:
            continue
        injections = [
            {"location": "path", "selector": p.name, "owner_attr": p.fact} for p in own
        ]
        resources.append(
            {
                "name": row.endpoint,
                "type": "object",
                "request": {"method": endpoint.method, "path": endpoint.path},
                "ownership": {"injections": injections},
                **_EMPTY,
            }
        )
        allow = [{"role": one, "scope": "own"} for one in projects]
        policy[row.endpoint] = {"allow": allow}
    return _matrix(people, resources, policy, held)


def disclosed(
    contract: Registry, world: World, rows: Sequence[AccessRow], level: str
) -> Matrix:
    """Return what a token of one level must not be shown, for every read of people."""
    rank = next(row.rank for row in contract.levels if row.level == level)
    wider = {row.scope for row in contract.levels if row.rank > rank}
    scopes = contract.scope_words - wider
    hidden = [
        row.attribute
        for row in contract.disclosure
        if row.attribute is not None and level not in row.levels
    ]
    one = Subject(level, _secret(world, TokenNeed(scopes=scopes)), scopes)
    surface = [row for row in rows if row.surface == "contact"] if hidden else []
    return callers(contract, world, [one], surface, forbidden_fields=hidden)


def account(contract: Registry, world: World) -> Matrix:
    """Return the members of answers that need a further scope, for one without it."""
    resources: list[dict[str, Json]] = []
    policy: dict[str, Json] = {}
    lost = {row.scope for row in contract.fields}
    scopes = contract.scope_words - lost
    one = Subject("no account", _secret(world, TokenNeed(scopes=scopes)), scopes)
    for row in contract.fields:
        member = row.pointer.rpartition("/")[2]
        made = callers(
            contract,
            world,
            [one],
            [contract.access[row.endpoint]],
            forbidden_fields=[member],
        )
        resources += made["resources"]
        policy |= made["policy"]
    return _matrix([one], resources, policy)


def is_admitted(contract: Registry, row: AccessRow, subject: Subject) -> bool:
    """Return whether the contract, as it is assumed, lets somebody call an endpoint."""
    named = {one.fact for one in contract.endpoint(row.endpoint).parameters}
    if subject.standing == "nowhere":
        return False
    if subject.standing == "elsewhere" and OWN_PROJECT in named:
        return False
    if subject.standing == "stream":
        rules = row.datasource_token or ()
        return any(rule.admitted for rule in rules if _holds(contract, rule.when))
    return any(
        needed <= subject.scopes
        for alternative in row.alternatives
        if _holds(contract, alternative.when)
        for needed in alternative.scopes
    )


def _holds(contract: Registry, when: When) -> bool:
    knobs = contract.knobs
    return all(
        option == (knobs[name].pinned or knobs[name].assumed)
        for name, option in when.items()
    )


def _matrix(
    people: Sequence[Subject],
    resources: list[dict[str, Json]],
    policy: dict[str, Json],
    attributes: Mapping[str, Mapping[str, Json]] | None = None,
) -> Matrix:
    return {
        "roles": [one.name for one in people],
        "subjects": [
            {
                "name": one.name,
                "role": one.name,
                "token": one.token,
                "attributes": dict((attributes or {}).get(one.name, {})),
            }
            for one in people
        ],
        "resources": resources,
        "policy": policy,
    }


def _request(contract: Registry, builder_for: Any, name: str) -> dict[str, Json] | None:
    try:
        builder: RequestBuilder = builder_for(name)
        built = builder.build(name)
    except MissingFact:
        return None
    made = {"method": built.method, "path": built.path, "query": _flags(contract, name)}
    if built.content is not None:
        made["body"] = json.loads(built.content)
    return made


def _flags(contract: Registry, name: str) -> dict[str, Json]:
    """Have writes done before they are answered, where the endpoint offers it."""
    endpoint: Endpoint = contract.endpoint(name)
    return {p.name: "true" for p in endpoint.parameters if p.flag and p.name == "_sync"}


def _named_in_paths(
    contract: Registry, world: World, project: ProjectAlias
) -> dict[str, Json]:
    """Return what paths name in a project, by fact, and the project by its name."""
    facts, held = world.facts(project), {}
    for endpoint in contract.endpoints.values():
        for one in endpoint.parameters:
            if one.place == "path" and one.fact:
                try:
                    held[one.fact] = facts[one.fact]
                except (KeyError, MissingFact):
                    continue
                if one.fact == OWN_PROJECT:
                    held[one.name] = facts[one.fact]
    return held


def _secret(world: World, need: TokenNeed) -> str:
    token = world.target.inventory.find(need)
    assert token is not None, need
    return token.secret
