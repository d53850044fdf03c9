"""Contacts that a run wrote, from one source or two, and what is true about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..canaries import Canaries
from ..contract import Json, Registry
from .contacts import canary_contact
from .requests import RequestBuilder

Contact = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Subject:
    """
    A contact that this run wrote.

    `written` holds, per attribute uid, every value that a source gave: with several
    sources the contract leaves open which one wins, but all are secret alike.
    """

    name: str
    user_id: str
    audience_id: str
    written: Mapping[str, tuple[Json, ...]]

    def bind(self, builder: RequestBuilder) -> RequestBuilder:
        """Return a builder whose requests are about this contact."""
        contract = builder.contract
        return builder.with_facts(
            audience__id=self.audience_id,
            contact__user_id=self.user_id,
            contact__unique_value=self.user_id,
            contact__email=self.written[contract.attribute("email").uid][0],
            contact__phone=self.written[contract.attribute("phone").uid][0],
        )


def two_sources(
    contract: Registry, canaries: Canaries, uids: Iterable[str]
) -> tuple[Contact, Contact]:
    """
    Return one person as two sources know them.

    The sources share the user id, one alone knows the email and the other the phone,
    and they disagree about everything else but booleans; those are false, unlike those
    of a contact with one source. Only the attributes named are set.
    """
    named = frozenset(uids)
    first, second = (
        {
            uid: False if isinstance(value, bool) else value
            for uid, value in canary_contact(contract, canaries).items()
            if uid in named
        }
        for _ in range(2)
    )
    identity = contract.attribute("user-id").uid
    second[identity] = first[identity]
    del first[contract.attribute("phone").uid]
    del second[contract.attribute("email").uid]
    return first, second


def written_by(*contacts: Contact) -> dict[str, tuple[Json, ...]]:
    """Return every value that the contacts give, by attribute uid."""
    found: dict[str, tuple[Json, ...]] = {}
    for contact in contacts:
        for uid, value in contact.items():
            found[uid] = (*found.get(uid, ()), value)
    return found
