"""Audit tokens of random scope subsets, and compare with what was minted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from instasent_conformance.audit import AuditedToken, Ground, Standing, audit_tokens
from instasent_conformance.canaries import Canaries
from instasent_conformance.contract import Registry
from instasent_conformance.target import Target
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.targets.inventories import MintingInventory
from instasent_conformance.tokens import Token, TokenNeed
from instasent_conformance.world import World

ON_ITS_WAY = 60.0
EVERY_EFFECT = frozenset(("read", "write", "destroy", "bill"))


@dataclass(frozen=True)
class Lab:
    """An emulator with a contact in it, that mints tokens and tells its digest."""

    contract: Registry
    target: Target
    world: World

    def mint(self, scopes: frozenset[str], alias: str, project: str = "home") -> Token:
        """Return a token with exactly these scopes."""
        need = TokenNeed(scopes=scopes, project=project)  # type: ignore[arg-type]
        found = self.target.inventory.find(need)
        assert found is not None
        return replace(found, alias=alias)

    def digest(self) -> str:
        """Return the digests of everything that the projects keep."""
        assert isinstance(self.target.inventory, MintingInventory)
        control = self.target.inventory.control
        found = [
            control._http.get(f"{control._base}/digest", params={"project": one.uid})
            for one in self.target.projects.values()
        ]
        return " ".join(answer.json()["digest"] for answer in found)


@contextmanager
def lab(contract: Registry, **given: object) -> Iterator[Lab]:
    """Open an emulator with one contact in its home project."""
    asked = TargetRequest(effects=EVERY_EFFECT, **given)  # type: ignore[arg-type]
    target = open_target(asked, contract)
    with closing(target):
        world = World(contract=contract, target=target, canaries=Canaries(0, "audit"))
        contact = world.planted().audience_id
        assert contact is not None
        # What the world sent is on its way until time has passed.
        target.wait(ON_ITS_WAY)
        world.send(world.bare_builder().build("sms.list-direct"))
        facts = {"audience.id": contact}
        yield Lab(contract, replace(target, facts=facts), world)


def random_subsets(contract: Registry, count: int, seed: int) -> list[frozenset[str]]:
    """Return random sets of scopes, of every size alike."""
    chance = random.Random(seed)
    words = sorted(contract.scope_words)
    sizes = [chance.randint(0, len(words)) for _ in range(count)]
    return [frozenset(chance.sample(words, size)) for size in sizes]


def minted(found: Lab, subsets: list[frozenset[str]]) -> list[Token]:
    """Return one token for each subset."""
    return [found.mint(scopes, str(n)) for n, scopes in enumerate(subsets)]


def audited(found: Lab, tokens: list[Token]) -> tuple[AuditedToken, ...]:
    """Audit tokens all together."""
    return audit_tokens(Ground(found.contract, found.target, tokens))


def errors(
    contract: Registry, held: frozenset[str], one: AuditedToken
) -> tuple[str, ...]:
    """
    Return the scopes about which the audit is wrong, or silent without need.

    A scope that raises a level shows nothing where no contact can be read, and a lower
    one nothing beside a higher; only there may the audit be silent.
    """
    ranked = sorted(contract.levels, key=lambda level: level.rank)
    top = ranked[-1].scope
    reads = bool(one.disclosed)
    wrong = []
    for scope, standing in one.standings.items():
        raises = scope in {level.scope for level in ranked[1:]}
        silent = raises and (not reads or (top in held and scope != top))
        if standing is Standing.UNKNOWN:
            right = silent
        else:
            right = not silent and (standing is Standing.GRANTED) == (scope in held)
        wrong += [] if right else [scope]
    return tuple(wrong)
