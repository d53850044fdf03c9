"""Which laws, endpoints and cases a run judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .cases.isolation import children_of, is_paged
from .contract import Endpoint, Registry, UnknownName, suites_root
from .profiles import LAWS


@dataclass(frozen=True, slots=True)
class Selection:
    """Names that a user asked for; an empty set means all."""

    laws: frozenset[str] = frozenset()
    endpoints: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()

    @property
    def suites(self) -> list[Path]:
        """The files of the suites that judge the laws asked for; one folder for all."""
        folder = suites_root()
        if not self.laws:
            return [folder]
        return [
            folder / f"test_{law.replace('-', '_')}.py" for law in sorted(self.laws)
        ]

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
