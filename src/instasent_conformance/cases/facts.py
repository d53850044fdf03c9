"""
Facts that a run finds or makes: which answers name them, which requests use them up.

    campaign.id     the first campaign of the list, or the one that shows most
    audience.id     a contact of its own for a request that deletes it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ..contract import Endpoint, Json, Registry
from ..contract.templates import words

MOST_CANDIDATES = 10
POSITIONS = ("option.index", "message.index")
"""Facts that count from zero, so that nobody has to find them."""

_FACT = "x-fact"
_HOME = "project.uid"
_CHANGES_WHAT_IT_NAMES = ("PATCH", "PUT", "DELETE")


@dataclass(frozen=True)
class Facts(Mapping[str, Json]):
    """What is known of a project; what is not yet known is learnt on first need."""

    known: dict[str, Json]
    learn: Callable[[str], Json]
    _asked: set[str] = field(default_factory=set)

    def __getitem__(self, word: str) -> Json:
        """
        Return a fact; one that nobody yields is asked for once.

        Raises:
            KeyError: no answer yields it.
        """
        if word not in self.known and word not in self._asked:
            self._asked.add(word)
            value = self.learn(word)
            if value is not None:
                self.known[word] = value
        return self.known[word]

    def __iter__(self) -> Iterator[str]:
        """Iterate over what is known by now."""
        return iter(self.known)

    def __len__(self) -> int:
        """Return how much is known by now."""
        return len(self.known)


def sources_of(contract: Registry, word: str) -> list[tuple[Endpoint, str]]:
    """
    Return the reads whose answers yield a fact, and where; the easiest to ask first.

    Where no relation says so, every list may hold it under its name: the place is ``.
    """
    reads = [e for e in contract.endpoints.values() if _reads(contract, e)]
    related = [
        (endpoint, relation.pointer)
        for endpoint in reads
        for relation in endpoint.relations
        if relation.fact == word and word not in needs_of(endpoint)
    ]
    if not related and "." in word:
        lists = [e for e in reads if any(p.name == "_limit" for p in e.parameters)]
        related = [(e, "") for e in lists if path_facts(e) <= {_HOME}]
    return sorted(related, key=lambda row: (len(path_facts(row[0])), row[0].id))


def candidates(body: Json, pointer: str, word: str) -> list[Json]:
    """Return the values of a fact in an answer, one for each item that it lists."""
    found = _at(body, pointer.split("/")[1:]) if pointer else _named(body, _camel(word))
    plain = (value for value in found if isinstance(value, str | int) and value != "")
    return list(dict.fromkeys(plain))[:MOST_CANDIDATES]


def readers_of(contract: Registry, word: str) -> list[Endpoint]:
    """Return the reads that a fact alone leads to, within a project."""
    enough = {_HOME, word, *POSITIONS}
    return [
        endpoint
        for endpoint in contract.endpoints.values()
        if _reads(contract, endpoint) and word in path_facts(endpoint) <= enough
    ]


def path_facts(endpoint: Endpoint) -> frozenset[str]:
    """Return the facts that the path of an endpoint names."""
    return frozenset(
        p.fact for p in endpoint.parameters if p.place == "path" and p.fact
    )


def needs_of(endpoint: Endpoint) -> frozenset[str]:
    """Return every fact that a request of an endpoint names, in path and body."""
    example = endpoint.request.example if endpoint.request else None
    return path_facts(endpoint) | frozenset(words(example))


def body_facts(contract: Registry, endpoint: Endpoint) -> dict[str, str]:
    """Return the members of a body that must hold a fact, and which."""
    reference = endpoint.request.schema.get("$ref", "") if endpoint.request else ""
    schema = contract.schemas.get(reference.rpartition("/")[2], {})
    members: dict[str, Json] = schema.get("properties", {})
    return {name: row[_FACT] for name, row in members.items() if _FACT in row}


def acted_on(contract: Registry, endpoint: str) -> frozenset[str]:
    """Return the facts whose things a request changes or removes."""
    row = contract.endpoint(endpoint)
    if contract.access[endpoint].effect not in ("write", "destroy"):
        return frozenset()
    in_body = frozenset(body_facts(contract, row).values())
    if row.method not in _CHANGES_WHAT_IT_NAMES:
        return in_body
    in_path = [p.fact for p in row.parameters if p.place == "path" and p.fact]
    return in_body | frozenset(in_path[-1:])


def _reads(contract: Registry, endpoint: Endpoint) -> bool:
    return contract.access[endpoint.id].effect == "read"


def _at(value: Json, steps: list[str]) -> Iterator[Json]:
    if not steps:
        yield value
    elif isinstance(value, list) and steps[0].isdigit():
        for item in value:
            yield from _at(item, steps[1:])
    elif isinstance(value, dict) and steps[0] in value:
        yield from _at(value[steps[0]], steps[1:])


def _named(value: Json, name: str) -> Iterator[Json]:
    inside = value if isinstance(value, list) else []
    if isinstance(value, dict):
        if name in value:
            yield value[name]
        inside = list(value.values())
    for item in inside:
        yield from _named(item, name)


def _camel(word: str) -> str:
    first, _, last = word.partition(".")
    return first + last.title().replace("-", "")
