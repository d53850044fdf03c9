"""
What no case stands on, and a request may therefore change or remove.

Contacts are made in batches, because a request for each is dear.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..cases import MissingFact
from ..cases.contacts import identity_contact
from ..contract import Json
from ..tokens import ProjectAlias
from .model import member
from .patience import in_time

if TYPE_CHECKING:
    from .owned import World

BATCH = 10


class Spares:
    """Contacts and senders that are handed out once."""

    def __init__(self) -> None:
        self._contacts: dict[ProjectAlias, list[str]] = defaultdict(list)

    def contact(
        self, world: World, acted: frozenset[str], project: ProjectAlias
    ) -> dict[str, Json]:
        """Return the facts about a contact that are among those acted on."""
        left = self._contacts[project]
        if not left:
            left += _written(world, project)
        user_id = left.pop(0)
        known: dict[str, Json] = {"contact.user-id": user_id}
        if "audience.id" not in acted:
            return known
        found = in_time(world.target, lambda: world.audience_id(user_id, project))
        return known | ({"audience.id": found} if found else {})

    def sender(self, world: World, project: ProjectAlias) -> str:
        """
        Return the id of a new sender.

        Raises:
            MissingFact: the target made none.
        """
        request = world.builder(project).build("sender.create")
        created = world.send(request, world.everything(project))
        identifier = member(member(created.response.body, "entity"), "id")
        if not isinstance(identifier, str):
            raise MissingFact("sender.id")
        return identifier


def _written(world: World, project: ProjectAlias) -> list[str]:
    contacts = [identity_contact(world.contract, world.canaries) for _ in range(BATCH)]
    world.push_contacts(contacts, project=project)
    identity = world.contract.attribute("user-id").uid
    return [str(contact[identity]) for contact in contacts]
