"""Remove what a journal says was written, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..canaries import Canaries
from ..client import TargetUnreachable
from ..contract import Registry
from ..exchange import Request
from ..oracles.scope_gate import surely_suffices
from ..target import Target, TokenUnavailable
from ..tokens import ProjectAlias
from .journal import Account, Written, read_journal
from .model import SYNC
from .owned import World

_TRIES, _PAUSE = 4, 0.3
_KINDS = {
    "datasource.id": "data source",
    "sender.id": "sender",
    "sms.id": "message",
}


@dataclass
class Swept:
    """What a clean-up did: contacts that it removed and that are left, and the rest."""

    removed: int = 0
    remaining: int = 0
    leftovers: list[str] = field(default_factory=list)


def sweep_file(file: Path, target: Target, contract: Registry) -> Swept:
    """
    Remove what a journal names, and the journal where nothing is left to be removed.

    A file that is absent announces nothing.
    """
    if not file.is_file():
        return Swept()
    swept = sweep(read_journal(file), target, contract)
    if not swept.remaining:
        file.unlink()
    return swept


def sweep(account: Account, target: Target, contract: Registry) -> Swept:
    """
    Delete every contact that a run wrote and has not removed itself.

    A contact is removed only where its data source was made by the run or its user id
    bears the mark of the run, so that nothing of anybody else is touched.
    """
    done = Swept()
    if target.client.care is not None:
        target.client.care.lift()
    world = World(contract=contract, target=target, canaries=Canaries(0, "clean"))
    aliases = {project.uid: alias for alias, project in target.projects.items()}
    own = [contact for contact in account.contacts if _is_own(contact, account)]
    for number, contact in enumerate(own):
        alias = aliases.get(contact.project)
        try:
            if alias is None:
                done.remaining += 1
                done.leftovers.append(
                    f"contact {contact.user_id} in {contact.project}, which is none "
                    "of the target's projects"
                )
            else:
                _remove(contact, alias, world, done)
        except (TargetUnreachable, TokenUnavailable) as problem:
            done.remaining += len(own) - number
            done.leftovers.append(f"{len(own) - number} contacts: {problem}")
            break
    done.leftovers += [*_kept(account), *account.lost]
    return done


def _is_own(contact: Written, account: Account) -> bool:
    mark = f"cf-{account.header.get('mark', '')}-"
    return contact.datasource in account.sources or contact.user_id.startswith(mark)


def _remove(contact: Written, alias: ProjectAlias, world: World, done: Swept) -> None:
    request = world.bare_builder(alias).build(
        "stream.delete-contact",
        path={"datasource": contact.datasource, "userId": contact.user_id},
        query=SYNC,
    )
    status, held = _send(request, alias, world)
    missing = status == 404 and surely_suffices(world.contract, request.endpoint, held)
    if 200 <= status < 300:
        done.removed += 1
    elif not missing:
        done.remaining += 1
        done.leftovers.append(
            f"contact {contact.user_id} in {contact.datasource}: its deletion "
            f"answered {status}"
        )


def _send(
    request: Request, alias: ProjectAlias, world: World
) -> tuple[int, frozenset[str]]:
    """
    Send a deletion, again where no answer came: twice deleted is deleted.

    Return the status of the answer, and the scopes that the token held.
    """
    for _ in range(_TRIES - 1):
        try:
            return _sent(request, alias, world)
        except TargetUnreachable:
            time.sleep(_PAUSE)
    return _sent(request, alias, world)


def _sent(
    request: Request, alias: ProjectAlias, world: World
) -> tuple[int, frozenset[str]]:
    exchange, token = world.target.send(request, world.everything(alias))
    return exchange.response.status, token.scopes if token else frozenset()


def _kept(account: Account) -> Iterator[str]:
    for thing in account.things:
        yield f"{_KINDS.get(thing.fact, thing.fact)} {thing.id} ({thing.project})"
