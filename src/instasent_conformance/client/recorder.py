"""Remember what would be sent to a target, while something else stands in for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..contract.model import Effect
from ..exchange import Exchange, Request
from .care import Attempt, Care
from .disturbances import effect_of


@dataclass(frozen=True, slots=True)
class Planned:
    """A request that a run would send."""

    effect: Effect
    endpoint: str
    method: str
    path: str
    token: str


@dataclass
class Recorder(Care):
    """
    Keeps to the same limits as a run, and writes down every request.

    `shown` replaces values of the stand-in by those of the target.
    """

    shown: Mapping[str, str] = field(default_factory=dict)
    requests: list[Planned] = field(default_factory=list)

    def send(self, request: Request, attempt: Attempt, url: str) -> Exchange:
        """Write a request down, and let the stand-in answer it."""
        effect = effect_of(request, self.natures.get(request.endpoint))
        self._admit(effect, url)
        self._count(url)
        exchange = self._once(attempt, effect)
        path = request.target
        for standing, real in self.shown.items():
            path = path.replace(standing, real)
        self.requests.append(
            Planned(effect, request.endpoint, request.method, path, exchange.token)
        )
        return exchange
