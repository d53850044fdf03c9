"""Which laws, endpoints and cases a run judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .cases.isolation import children_of, is_paged
from .contract import Endpoint, Registry, UnknownName
from .profiles import LAWS


@dataclass(frozen=True, slots=True)
class Selection:
    """Names that a user asked for; an empty set means all."""

    laws: frozenset[str] = frozenset()
    endpoints: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()

    def verify(self, contract: Registry) -> None:
        """
        Refuse names that do not exist.

        Raises:
            UnknownName: a law or an endpoint is unknown; the nearest names are given.
        """
        for law in sorted(self.laws - LAWS.keys()):
            raise UnknownName(kind="law", name=law, known=tuple(LAWS))
        for endpoint in sorted(self.endpoints):
            contract.endpoint(endpoint)

    def endpoints_for(
        self, contract: Registry, wanted: Mapping[str, object]
    ) -> list[Endpoint]:
        """
        Return the selected endpoints with these properties.

        Args:
            contract: where the endpoints and their access rows are.
            wanted: `effect` and `surface` of the access row; `body`, whether the
                endpoint takes one; `paged`, whether its pages have cursors; `child`,
                whether it names what belongs to one project; `index`, whether it lists
                rows by number; each key is optional.
        """
        return [
            endpoint
            for endpoint in contract.endpoints.values()
            if (not self.endpoints or endpoint.id in self.endpoints)
            and _properties(contract, endpoint).items() >= wanted.items()
        ]


def _properties(contract: Registry, endpoint: Endpoint) -> dict[str, object]:
    row = contract.access[endpoint.id]
    return {
        "effect": row.effect,
        "surface": row.surface,
        "body": endpoint.request is not None,
        "paged": is_paged(contract, endpoint),
        "child": bool(children_of(contract, endpoint)),
        "index": any(p.name == "_start" for p in endpoint.parameters),
    }
