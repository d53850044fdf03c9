"""Ask a target with each of its tokens, and change nothing there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..canaries import Canaries
from ..cases import RequestBuilder
from ..contract import Json, Registry
from ..exchange import Request, Response
from ..target import Target
from ..tokens import ProjectAlias, Token
from ..world import member
from .echoes import Echoes
from .inference import (
    disclosed_in,
    field_standing,
    level_in,
    level_standings,
    standing_of,
)
from .model import Asked, AuditedToken, Needed, Standing
from .probes import Probe, harmless, opening_sets, probes_of
from .sources import SourceReads, source_ids, source_reads

LISTING = "audience.scroll"
SINGLE = "audience.get"
_PROJECT = "project.get"
_CONTACT = "audience.id"


@dataclass(frozen=True)
class Ground:
    """
    What an audit stands on.

    Args:
        contract: what endpoints, scopes and levels there are.
        target: the way to the API; its client must let invalid writes pass.
        tokens: those to look at, with their secrets.
        needed: what each token is used for, by alias, where that is known.
        reads_only: whether to leave out the writes that are made invalid.
    """

    contract: Registry
    target: Target
    tokens: Sequence[Token]
    needed: Mapping[str, Needed] = field(default_factory=dict)
    reads_only: bool = False


def audit_tokens(ground: Ground) -> tuple[AuditedToken, ...]:
    """Return every token with its four sets; the order is that of the inventory."""
    probes = {
        alias: probes_of(ground.contract, project.uid)
        for alias, project in ground.target.projects.items()
    }
    visits = {
        token.alias: _Visit(ground, token, probes[token.project])
        for token in ground.tokens
    }
    for visit in visits.values():
        visit.ask()
    shown = [v.contacts for v in visits.values() if v.token.project == "home"]
    first = next((c for contacts in shown for c in contacts if c.get("id")), {})
    contact = ground.target.facts.get(_CONTACT) or first.get("id")
    sources = list(
        dict.fromkeys(source for v in visits.values() for source in v.sources)
    )
    for visit in visits.values():
        visit.look(str(contact) if contact else None)
        visit.look_at_sources(sources)
    return tuple(visit.result() for visit in visits.values())


class _Visit:
    """One token on its way through the probes."""

    def __init__(self, ground: Ground, token: Token, probes: Sequence[Probe]) -> None:
        self._ground = ground
        self._probes = probes
        self._contract = ground.contract
        self.token = token
        self.contacts: list[Mapping[str, Json]] = []
        self.sources: list[str] = []
        self._standings = dict.fromkeys(ground.contract.scope_words, Standing.UNKNOWN)
        self._asked: list[Asked] = []
        self._echoes = Echoes(ground.tokens, token)
        self._declared: frozenset[str] | None = None
        self._plan = token.plan
        self._is_live = False
        self._reaches: list[str] = []
        self._changed: list[str] = []
        self._source_reads = SourceReads()

    @property
    def _project(self) -> str:
        return self._ground.target.projects[self.token.project].uid

    def ask(self) -> None:
        """Ask who the token is, where it reaches, and what it may do."""
        for row in self._contract.fields:
            answer = self._send(self._plain(row.endpoint), row.scope)
            self._learn(answer)
            if answer.succeeded:
                self._standings[row.scope] = field_standing(row, answer.body)
        home = self._send(self._plain(_PROJECT), "home")
        self._learn(home)
        for alias, project in self._ground.target.projects.items():
            if alias != self.token.project and self._reaches_into(project.uid, alias):
                self._reaches.append(f"the {alias} project")
        if self.token.kind == "product" and home.succeeded:
            self._probe()

    def look(self, contact: str | None) -> None:
        """Look at a contact, where that alone is open to the token."""
        if not self.contacts and contact and self._may(SINGLE):
            request = self._plain(SINGLE, {_CONTACT: contact})
            entity = member(self._send(request, "levels").body, "entity")
            if isinstance(entity, dict):
                self.contacts.append(entity)
        shown = disclosed_in(self._contract, self.contacts)
        found = level_standings(self._contract, level_in(self._contract, shown))
        self._standings |= found

    def look_at_sources(self, sources: Sequence[str]) -> None:
        """Find the data source of a token that belongs to one, and what it reads."""
        if self.token.kind == "datasource":
            facts = {"project.uid": self._project}
            self._source_reads = source_reads(
                self._contract, sources, facts, lambda r: self._send(r, "stream")
            )
            self._is_live = self._is_live or bool(self._source_reads.own)

    def result(self) -> AuditedToken:
        """Return what was found."""
        disclosed = disclosed_in(self._contract, self.contacts)
        reads = [one.endpoint for one in self._asked if self._is_read(one)]
        return AuditedToken(
            alias=self.token.alias,
            kind=self.token.kind,
            project=self.token.project,
            plan=self._plan,
            is_live=self._is_live,
            declared=self._declared,
            standings=dict(sorted(self._standings.items())),
            needed=self._ground.needed.get(self.token.alias),
            disclosed=disclosed,
            level=level_in(self._contract, disclosed),
            reaches=(*self._reaches, *self._source_reads.others),
            reads=tuple(dict.fromkeys((*reads, *self._source_reads.reads))),
            echoes=self._echoes.found,
            changed=tuple(self._changed),
            asked=tuple(self._asked),
        )

    def _probe(self) -> None:
        for probe in self._probes:
            if probe.is_write and self._ground.reads_only:
                continue
            lists = opening_sets(self._contract, self._contract.access[LISTING])
            if lists == (frozenset((probe.scope,)),):
                answer = self._send(self._listing(), probe.scope)
                found = member(answer.body, "entities")
                if isinstance(found, list):
                    self.contacts += [e for e in found if isinstance(e, dict)]
            else:
                answer = self._send(probe.request, probe.scope)
            self._standings[probe.scope] = standing_of(answer.status)
            if probe.is_write and answer.succeeded:
                self._changed.append(probe.endpoint)
            self.sources += source_ids(probe.endpoint, answer.body)

    def _reaches_into(self, uid: str, alias: ProjectAlias) -> bool:
        request = self._plain(_PROJECT, {"project.uid": uid})
        return self._send(request, f"the {alias} project").succeeded

    def _may(self, endpoint: str) -> bool:
        row = self._contract.access[endpoint]
        granted = {s for s, f in self._standings.items() if f is Standing.GRANTED}
        return any(s <= granted for s in opening_sets(self._contract, row))

    def _is_read(self, one: Asked) -> bool:
        """Return whether a data source token read what only others may."""
        return (
            self.token.kind == "datasource"
            and 200 <= one.status < 300
            and ("datasource" not in self._contract.access[one.endpoint].kinds)
        )

    def _plain(self, endpoint: str, facts: Mapping[str, str] | None = None) -> Request:
        named = {"project.uid": self._project, **(facts or {})}
        return harmless(self._contract, endpoint, named)

    def _listing(self) -> Request:
        facts = {"project.uid": self._project}
        canaries = Canaries(0, "audit")
        return RequestBuilder(self._contract, facts, canaries).build(LISTING)

    def _send(self, request: Request, about: str) -> Response:
        answer = self._ground.target.send_as(request, self.token).response
        self._asked.append(Asked(request.endpoint, about, answer.status))
        self._echoes.read(request.endpoint, answer)
        return answer

    def _learn(self, answer: Response) -> None:
        """Learn from an answer what the token is said to carry, and on which plan."""
        self._is_live = self._is_live or answer.succeeded
        metadata = member(answer.body, "metadata")
        scopes = member(metadata, "scopes")
        if self._declared is None and isinstance(scopes, list):
            self._declared = frozenset(map(str, scopes))
        plan = member(member(metadata, "organization"), "plan")
        key = member(plan, "key") if isinstance(plan, dict) else plan
        if isinstance(key, str) and key in self._contract.plans:
            self._plan = key
