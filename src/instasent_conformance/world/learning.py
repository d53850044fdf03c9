"""Learn what a project holds from the answers that name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..cases import HiddenFact, MissingFact, RequestBuilder
from ..cases.aggregations import MEMBER, NESTED, SYNTAX, SYNTAX_KNOB, TYPED, spelt
from ..cases.facts import candidates, readers_of, sources_of
from ..cases.isolation import about_contact
from ..contract import Json, Registry
from ..exchange import Request, Response
from ..oracles.knobs import possible_options
from ..tokens import ProjectAlias
from .model import member

if TYPE_CHECKING:
    from .owned import World

_MADE = ("datasource.", "contact.", "audience.")
"""Facts about what a run that may write makes for itself, and never picks up."""


@dataclass(frozen=True)
class Learner:
    """
    Finds the facts of one project with a token of every scope.

    Of several candidates the one is taken that the answer names beside its rows, such
    as a default sender; else the one that leads to most: a segment that can be read as
    it is, a campaign that has sent messages.
    """

    contract: Registry
    world: World
    project: ProjectAlias

    def learn(self, word: str) -> Json:
        """
        Return a fact that answers yield; None where none does.

        Raises:
            HiddenFact: every answer is refused, on a plan that leaves out scopes.
        """
        if word == SYNTAX:
            return self._syntax()
        if "write" in self.world.target.allowed and word.startswith(_MADE):
            return None
        answers: list[Response] = []
        for endpoint, pointer in sources_of(self.contract, word):
            try:
                answers.append(self._send(self._builder.build(endpoint.id)))
            except MissingFact:
                continue
            found = candidates(answers[-1].body, pointer, word)
            if found:
                stated = str(member(answers[-1].body, "metadata"))
                return max(
                    found,
                    key=lambda value: (
                        f"'{value}'" in stated,
                        self._worth(word, value),
                    ),
                )
        if answers and self._is_short and all(one.status == 403 for one in answers):
            raise HiddenFact(word)
        return None

    @property
    def _is_short(self) -> bool:
        """Whether the plan of the project leaves out scopes."""
        scopes = self.world.everything(self.project).scopes
        return scopes != self.contract.scope_words

    @property
    def _builder(self) -> RequestBuilder:
        return self.world.builder(self.project)

    def _send(self, request: Request) -> Response:
        need = self.world.everything(self.project)
        return self.world.send(request, need).response

    def _worth(self, word: str, value: Json) -> int:
        """Return how much the reads that a candidate leads to show."""
        shown = 0
        builder = self._builder.knowing({word: value})
        for endpoint in readers_of(self.contract, word):
            try:
                body = about_contact(builder, endpoint)
                answer = self._send(builder.build(endpoint.id, body=body))
            except MissingFact:
                continue
            full = bool(member(answer.body, "entities"))
            shown += answer.succeeded + (answer.succeeded and full)
        return shown

    def _syntax(self) -> Json:
        """Return the syntax in which aggregations are understood."""
        possible = possible_options(self.contract, SYNTAX_KNOB)
        if len(possible) == 1:
            return possible[0]
        for endpoint in self.contract.endpoints.values():
            part = endpoint.request
            if part is None or MEMBER not in part.example:
                continue
            for syntax in (TYPED, NESTED):
                body = spelt(self._builder.fill(part.example), syntax)
                request = self._builder.build(endpoint.id, body=body)
                if self._send(request).succeeded:
                    return syntax
        return TYPED
