"""One case on its way to the target: what it sent, and the evidence it is to give."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..canaries import Canaries
from ..cases.batch_items import good_contact
from ..contract import Json, Registry
from ..contract.model import Effect
from ..exchange import Exchange
from ..finding import Reason
from ..oracles.scope_gate import refuses_openly
from ..tokens import ProjectAlias
from ..trial import Trial
from ..world import World, member
from ..world.patience import in_time
from .looking import TellingError

Query = tuple[tuple[str, str], ...]
SYNCHRONOUS: Query = (("_sync", "true"),)
_SHORTEST_PAUSE = 1.0
_REFUSALS = {429: Reason.RATE_LIMITED, 501: Reason.NOT_SERVED}


@dataclass
class Story:
    """The requests of one case, kept for the report."""

    trial: Trial
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def world(self) -> World:
        """What the run owns."""
        return self.trial.world

    @property
    def contract(self) -> Registry:
        """The contract that is judged by."""
        return self.trial.contract

    @property
    def canaries(self) -> Canaries:
        """The source of every value written."""
        return self.trial.world.canaries

    def uid(self, role: str) -> str:
        """Return the uid of a native attribute."""
        return self.contract.attribute(role).uid

    def ask(
        self,
        endpoint: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Query = (),
        body: Json = None,
        project: ProjectAlias = "home",
    ) -> Exchange:
        """
        Send one request with every scope.

        Raises:
            TellingError: the budget is used up, or the endpoint is not served.
        """
        request = self.world.bare_builder(project).build(
            endpoint, path=path, query=query, body=body
        )
        answer, token = self.trial.send(request, self.world.everything(project))
        self.exchanges.append(answer)
        status = answer.response.status
        if status in _REFUSALS:
            raise TellingError(_REFUSALS[status], f"{endpoint} answered {status}")
        held = token.scopes if token else frozenset[str]()
        if refuses_openly(self.contract, endpoint, status, held):
            raise TellingError(Reason.NO_TOKEN, f"no token surely opens {endpoint}")
        return answer

    def need(self, endpoint: str, **how: Any) -> Exchange:
        """
        Send a request that the rest of the case stands on.

        Raises:
            TellingError: it was refused.
        """
        answer = self.ask(endpoint, **how)
        if not answer.response.succeeded:
            status = answer.response.status
            raise TellingError(Reason.NO_CONTROL, f"{endpoint} answered {status}")
        return answer

    def push(
        self,
        endpoint: str,
        items: Sequence[Json],
        *,
        datasource: str = "first",
        query: Query = SYNCHRONOUS,
    ) -> Exchange:
        """Push a batch, and remember its contacts for the clean-up."""
        if endpoint == "stream.push-contacts":
            self.world.remember(items, datasource=datasource)
        source = self.world.datasource(datasource)
        path = {"datasource": source.id}
        return self.ask(endpoint, path=path, query=query, body=list(items))

    def settle(self, patience: float) -> None:
        """
        Let the target do what it took for later, or would have.

        Where letting time pass costs time, a contact is queued behind it, and what
        takes twice as long as that one is not waited for.

        Args:
            patience: seconds that are allowed to whatever is queued.
        """
        target = self.trial.target
        if not target.patience:
            target.wait(patience)
            return
        last = good_contact(self.contract, self.canaries)
        self.push("stream.push-contacts", [last.item], query=())
        started = time.monotonic()
        in_time(target, lambda: self.record(last.key))
        took = time.monotonic() - started
        target.wait(min(max(took, _SHORTEST_PAUSE), patience))

    def record(self, user_id: str, *, datasource: str = "first") -> Json:
        """Return a contact as its source holds it; None where it does not."""
        source = self.world.datasource(datasource)
        answer = self.ask(
            "stream.get-contact", path={"datasource": source.id, "userId": user_id}
        )
        contact = member(answer.response.body, "contact")
        return None if member(contact, "deleted") is True else contact

    def person(self, value: str) -> Json:
        """Return the audience contact that a unique value leads to, or None."""
        answer = self.ask("audience.by-value", path={"userId": value})
        entity = member(answer.response.body, "entity")
        return None if member(entity, "deletedAt") else entity

    def new_person(self, *, datasource: str = "first") -> tuple[str, str]:
        """
        Write a contact; return its user id and its audience id.

        Raises:
            TellingError: it did not reach the audience.
        """
        user_id = self.canaries.user_id()
        contact = {self.uid("user-id"): user_id}
        self.push("stream.push-contacts", [contact], datasource=datasource)
        found = member(self.person(user_id), "id")
        if not isinstance(found, str):
            raise TellingError(Reason.NO_FIXTURE, "a contact is not in the audience")
        return user_id, found


def tell(
    trial: Trial,
    case: str,
    telling: Callable[[Story], Any],
    *,
    endpoint: str,
    effects: Sequence[Effect] = ("write",),
) -> None:
    """Tell a story and judge the evidence that it gives; abstain where it cannot."""
    if not trial.wants(case):
        return
    if not all(trial.may(effect, case, endpoint=endpoint) for effect in effects):
        return
    story = Story(trial)
    with trial.attempting(case, endpoint=endpoint):
        try:
            evidence = telling(story)
        except TellingError as error:
            trial.abstain(case, error.reason, error.detail, endpoint=endpoint)
            return
        trial.judge(
            evidence, case=case, endpoint=endpoint, exchanges=tuple(story.exchanges)
        )
