"""Walk from page to page of a listing, by cursor, by offset or by row number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..cases.index_queries import whole
from ..contract import Json
from ..exchange import Exchange, Request
from ..oracles.index_filters import identity
from ..oracles.isolation import cursor_of
from ..oracles.listings import event_ids, rows_of, user_ids
from ..oracles.walks import Walk
from ..tokens import TokenNeed
from ..trial import Trial

_SPARE_PAGES = 3


@dataclass(frozen=True)
class Scroll:
    """
    One endpoint that goes on by cursors.

    `upwards` is the direction of an order that is asked for, and None where none is;
    contacts are then sorted by the attribute of a role.
    """

    trial: Trial
    endpoint: str
    events: bool
    path: tuple[tuple[str, str], ...] = ()
    upwards: bool | None = None
    role: str = "user-id"

    @property
    def order(self) -> dict[str, Json]:
        """The members of a body that ask for an order; none where any will do."""
        if self.upwards is None:
            return {}
        uid = self.trial.contract.attribute(self.role).uid
        key = "created-at" if self.events else uid
        return {"sortField": key, "sortAsc": self.upwards}

    def page(
        self,
        root: Json,
        size: int,
        cursor: Json = None,
        need: TokenNeed | None = None,
    ) -> Exchange:
        """Ask for one page."""
        onwards = {"cursor": cursor} if cursor else {}
        request = self.trial.world.builder().build(
            self.endpoint,
            path=dict(self.path),
            body={"root": root, "limit": size, **self.order, **onwards},
        )
        return self.trial.send(request, need)[0]

    def walk(
        self,
        root: Json,
        *,
        size: int,
        amount: int,
        between: Callable[[], None] | None = None,
    ) -> Walk:
        """
        Walk through a filter until its cursor ends, or well beyond the last page.

        `between` is called once, after the first page.
        """
        exchanges = [self.page(root, size)]
        if between is not None:
            between()
        most = amount // size + _SPARE_PAGES
        while len(exchanges) < most and cursor_of(exchanges[-1]):
            exchanges.append(self.page(root, size, cursor_of(exchanges[-1])))
        return Walk(
            size=size,
            amount=amount,
            pages=tuple(self.names(exchange) for exchange in exchanges),
            ended=not cursor_of(exchanges[-1]),
            exchanges=tuple(exchanges),
        )

    def names(self, exchange: Exchange) -> tuple[str, ...]:
        """Return what a page lists."""
        if self.events:
            return event_ids(exchange)
        return user_ids(self.trial.contract, exchange)


def index_walk(
    trial: Trial, ask: Callable[[tuple[tuple[str, str], ...]], Request], *, size: int
) -> Walk:
    """Walk through an index by row numbers until a page is not full, or far enough."""
    exchanges = list(_index_pages(trial, ask, size))
    pages = tuple(tuple(identity(row) for row in rows_of(e)) for e in exchanges)
    ended = len(pages[-1]) < size
    return Walk(size, -1, pages, ended=ended, exchanges=tuple(exchanges))


_MOST_INDEX_PAGES = 12


def _index_pages(
    trial: Trial, ask: Callable[[tuple[tuple[str, str], ...]], Request], size: int
) -> Iterator[Exchange]:
    for number in range(_MOST_INDEX_PAGES):
        exchange, _ = trial.send(ask(whole(number * size, size)))
        yield exchange
        if not exchange.response.succeeded or len(rows_of(exchange)) < size:
            return
