"""What a run owes to a target that somebody pays for, and to the network before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from ..contract.model import Effect
from ..exchange import Exchange, Request
from .disturbances import (
    RATE_LIMIT,
    Nature,
    came_from_between,
    effect_of,
    is_cut_off,
)
from .pacing import Pacer
from .unanswered import (
    BudgetSpent,
    Disturbed,
    NotAllowed,
    RateLimited,
    TargetUnreachable,
)

Attempt = Callable[[], Exchange]
_CLEANING: frozenset[Effect] = frozenset(("read", "write", "destroy"))


class WriteListener(Protocol):
    """Is told of every request that may change something, before it is sent."""

    def before(self, request: Request) -> None:
        """Remember what is about to be written."""

    def after(self, exchange: Exchange) -> None:
        """Remember what was written."""


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What a run may do to a target.

    Args:
        effects: what its requests may be.
        bill: how many requests may be charged; None for any number.
        requests: how many requests may be sent; None for any number.
        retries: how often a read is repeated that the network disturbed.
    """

    effects: frozenset[Effect] = frozenset(("read", "write", "destroy", "bill"))
    bill: int | None = None
    requests: int | None = None
    retries: int = 3


@dataclass
class Care:
    """
    Guards, paces and repeats the requests of a run.

    A request is repeated only where that is safe: a read at any time, a write after a
    refusal by the rate limit, a request that may be charged never.
    """

    natures: Mapping[str, Nature]
    limits: Limits = field(default_factory=Limits)
    pacer: Pacer = field(default_factory=Pacer)
    listener: WriteListener | None = None
    sent: int = 0
    charged: int = 0
    repeated: int = 0
    _takes_refusals: bool = False

    def send(self, request: Request, attempt: Attempt, url: str) -> Exchange:
        """
        Send a request as often as it takes and is safe.

        Raises:
            NotAllowed: its effect is not allowed, or the allowance is used up.
            BudgetSpent: the run has sent as many requests as it may.
            RateLimited: the rate limit refuses for too long.
            Disturbed: what came back is not from the target.
            TargetUnreachable: nothing came back.
        """
        nature = self.natures.get(request.endpoint)
        effect = effect_of(request, nature)
        self._admit(effect, url)
        if effect != "read" and self.listener is not None:
            self.listener.before(request)
        exchange = self._repeat(request, attempt, effect, url)
        if effect != "read" and self.listener is not None:
            self.listener.after(exchange)
        return exchange

    @contextmanager
    def taking_refusals(self) -> Iterator[None]:
        """Return a refusal by the rate limit like any answer: it is what is judged."""
        self._takes_refusals = True
        try:
            yield
        finally:
            self._takes_refusals = False

    def lift(self) -> None:
        """Let a clean-up remove what the run wrote, whatever the run itself may do."""
        self.limits = Limits(_CLEANING, bill=0, retries=self.limits.retries)

    def _admit(self, effect: Effect, url: str) -> None:
        limits = self.limits
        if effect not in limits.effects:
            raise NotAllowed(url, f"{effect} requests are not allowed")
        if effect == "bill" and limits.bill is not None and self.charged >= limits.bill:
            raise NotAllowed(
                url, f"the allowance of {limits.bill} billable requests is used up"
            )

    def _repeat(
        self, request: Request, attempt: Attempt, effect: Effect, url: str
    ) -> Exchange:
        nature = self.natures.get(request.endpoint)
        rate_class = nature.rate_class if nature else ""
        cut: list[bytes] = []
        for number in count():
            last = number >= self.limits.retries
            self._count(url)
            try:
                exchange = self._paced(request, attempt, effect, rate_class)
                if exchange.response.status != RATE_LIMIT or not self._takes_refusals:
                    _refuse_disturbed(exchange, cut, last=last, url=url)
            except TargetUnreachable as problem:
                refused = isinstance(problem, _Refused)
                safe = effect == "read" or (refused and effect != "bill")
                if last or not safe:
                    raise
                self.repeated += 1
                if isinstance(problem, _Refused):
                    self.pacer.after_refusal(problem.exchange, number)
                else:
                    self.pacer.after_disturbance(number)
            else:
                return exchange
        raise AssertionError("an endless loop ended")

    def _paced(
        self, request: Request, attempt: Attempt, effect: Effect, rate_class: str
    ) -> Exchange:
        if self._takes_refusals:
            return self._once(attempt, effect)
        self.pacer.before(request, rate_class)
        exchange = self._once(attempt, effect)
        self.pacer.after(exchange, rate_class)
        return exchange

    def _once(self, attempt: Attempt, effect: Effect) -> Exchange:
        """Send once; what may be charged counts unless it was clearly refused."""
        if effect != "bill":
            return attempt()
        self.charged += 1
        exchange = attempt()
        if 400 <= exchange.response.status < 500:
            self.charged -= 1
        return exchange

    def _count(self, url: str) -> None:
        most = self.limits.requests
        if most is not None and self.sent >= most:
            raise BudgetSpent(url, f"the budget of {most} requests is used up")
        self.sent += 1


class _Refused(RateLimited):
    """The rate limit refused one request, which was therefore not carried out."""

    def __init__(self, url: str, exchange: Exchange) -> None:
        super().__init__(url, "429 again and again")
        self.exchange = exchange


def _refuse_disturbed(
    exchange: Exchange, cut: list[bytes], *, last: bool, url: str
) -> None:
    """Raise where an answer is not the target's own, or is only a part of it."""
    response = exchange.response
    if response.status == RATE_LIMIT:
        raise _Refused(url, exchange)
    if came_from_between(response):
        raise Disturbed(url, f"something answers {response.status}")
    if is_cut_off(response):
        cut.append(response.content)
        # An answer that ends at the same place each time is the target's own.
        if not (last and len(cut) > 1 and len(set(cut)) == 1):
            raise Disturbed(url, "the body of an answer is cut off")
