"""
What a run creates for itself on a target: marked, owned data.

A world knows what it wrote and what it read back; never the inside of a target.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from ..canaries import Canaries
from ..cases import MissingFact, RequestBuilder
from ..cases.contacts import canary_contact
from ..cases.facts import POSITIONS, Facts, acted_on
from ..cases.read_backs import COUNTERPARTS, read_backs
from ..client import NotAllowed, TargetUnreachable
from ..contract import Json, Registry
from ..exchange import Exchange, Request
from ..oracles.presence import is_absent, may_be_absent
from ..oracles.write_traces import state_of
from ..target import Project, Target, TokenUnavailable
from ..tokens import ProjectAlias, TokenNeed, left_out
from .learning import Learner
from .looking import pages_of
from .model import SYNC, Datasource, Planted, member
from .patience import in_time
from .sources import create_datasource
from .spares import Spares

_PROFILE_ROLES, _SEGMENT_PARAMETER = ("email", "phone"), "30"


@dataclass
class World:
    """
    The owned data of one run, made on first use.

    It is created on `target`, with values that `canaries` yields. `source_name` is the
    member by which paths name a data source, once that is known.
    """

    contract: Registry
    target: Target
    canaries: Canaries
    leftovers: list[str] = field(default_factory=list)
    source_name: str = ""
    _datasources: dict[tuple[ProjectAlias, str], Datasource] = field(
        default_factory=dict
    )
    _written: dict[tuple[ProjectAlias, str], set[str]] = field(default_factory=dict)
    _facts: dict[ProjectAlias, Facts] = field(default_factory=dict)
    _planted: dict[ProjectAlias, Planted] = field(default_factory=dict)
    _absent: dict[str, bool] = field(default_factory=dict)
    _spares: Spares = field(default_factory=Spares)
    _everything: dict[tuple[ProjectAlias, bool], TokenNeed] = field(
        default_factory=dict
    )

    def everything(
        self, project: ProjectAlias = "home", *, strict: bool = False
    ) -> TokenNeed:
        """
        Return the need for a product token with every scope that has effect there.

        Where there is none, the best one serves, unless the need is strict.

        A scope that the plan of the project is known to leave out is not among them:
        what a token that holds it nevertheless gets is an open question.
        """
        asked = (project, strict)
        if asked in self._everything:
            return self._everything[asked]
        plan = self._project(project).plan
        every = self.contract.scope_words - left_out(self.contract, project, plan)
        need = TokenNeed(scopes=every, project=project, whole=True, strict=strict)
        return self._everything.setdefault(asked, need)

    def send(self, request: Request, need: TokenNeed | None = None) -> Exchange:
        """Send a request, by default with a token of every scope on `home`."""
        return self.target.send(request, need or self.everything())[0]

    def builder(self, project: ProjectAlias = "home") -> RequestBuilder:
        """Return a request builder bound to the facts of a project."""
        return RequestBuilder(self.contract, self.facts(project), self.canaries)

    def bare_builder(self, project: ProjectAlias = "home") -> RequestBuilder:
        """Return a builder that knows the project alone and creates nothing."""
        facts = {
            "project.uid": self._project(project).uid,
            "event-type.uid": self.contract.plainest_event_type.uid,
            **self.target.facts,
        }
        return RequestBuilder(self.contract, facts, self.canaries)

    def fresh_request(self, endpoint: str, project: ProjectAlias = "home") -> Request:
        """
        Return a request that succeeds whatever was sent before it.

        What it changes or removes is made for it; every request that can be
        synchronous is.
        """
        builder = self.own_builder(endpoint, project)
        return builder.build(endpoint, query=self._sync(endpoint))

    def own_builder(
        self, endpoint: str, project: ProjectAlias = "home"
    ) -> RequestBuilder:
        """
        Return a builder whose requests change nothing that another case stands on.

        Raises:
            MissingFact: what the endpoint acts on could not be made.
        """
        builder = self.builder(project)
        acted = acted_on(self.contract, endpoint)
        if self.contract.access[endpoint].effect not in self.target.allowed:
            return builder
        if acted & {"contact.user-id", "audience.id"}:
            builder = builder.knowing(self._spares.contact(self, acted, project))
        if "sender.id" in acted:
            builder = builder.knowing({"sender.id": self._spares.sender(self, project)})
        if "datasource.id" in acted:
            source = self.datasource("spare", project)
            builder = builder.knowing({"datasource.id": source.id})
        return builder

    def effective_request(
        self, endpoint: str, project: ProjectAlias = "home"
    ) -> Request:
        """Return a fresh request that is bound to change something if admitted."""
        builder = self.own_builder(endpoint, project)
        opposite = COUNTERPARTS.get(endpoint)
        if opposite:
            undone = builder.build(opposite, query=self._sync(opposite))
            self.send(undone, self.everything(project))
        return builder.build(endpoint, query=self._sync(endpoint))

    def is_there(self, endpoint: str) -> bool:
        """Return whether an endpoint exists; one that need not is asked once."""
        row = self.contract.access[endpoint]
        asked = may_be_absent(self.contract, endpoint)
        if not asked or row.effect not in self.target.allowed:
            return True
        if endpoint not in self._absent:
            answer = self.send(self._asking(endpoint))
            self._absent[endpoint] = is_absent(self.contract, endpoint, answer.response)
        return not self._absent[endpoint]

    def state_behind(self, request: Request, project: ProjectAlias = "home") -> str:
        """Return what a write would change, as it can be read back now."""
        reader = self.everything(project)
        looks = [
            answer
            for look in read_backs(self.contract, request, self.builder(project))
            for answer in pages_of(look, partial(self.send, need=reader), self.contract)
        ]
        return state_of(self.contract, request, looks)

    def facts(self, project: ProjectAlias = "home") -> Facts:
        """
        Return the facts of a project, creating what they name on first use.

        What a run does not create is learnt from answers, on first need. A request that
        needs a fact that nobody yields raises `MissingFact`.
        """
        if project not in self._facts:
            known: dict[str, Json] = {
                "project.uid": self._project(project).uid,
                "event-type.uid": self.contract.plainest_event_type.uid,
                "utm-term": self.canaries.word(),
                "segment.parameter": _SEGMENT_PARAMETER,
                **dict.fromkeys(POSITIONS, 0),
                **self.target.facts,
            }
            learner = Learner(self.contract, self, project)
            self._facts[project] = Facts(known, learner.learn)
            if "write" in self.target.allowed:
                self._furnish(project)
        return self._facts[project]

    def planted(self, project: ProjectAlias = "home") -> Planted:
        """
        Return the canary contact of a project.

        Raises:
            MissingFact: the contact could not be written or read back.
        """
        self.facts(project)
        if project not in self._planted:
            raise MissingFact("contact.user-id")
        return self._planted[project]

    def datasource(
        self, name: str = "first", project: ProjectAlias = "home"
    ) -> Datasource:
        """
        Return a data source of this run by its name, creating it on first use.

        Raises:
            MissingFact: the target did not create one.
        """
        key = (project, name)
        if key not in self._datasources:
            self._datasources[key] = create_datasource(self, name, project)
        return self._datasources[key]

    def push_contacts(
        self,
        contacts: list[dict[str, Json]],
        *,
        datasource: str = "first",
        project: ProjectAlias = "home",
    ) -> Exchange:
        """Write contacts synchronously, and remember them for the clean-up."""
        self.remember(contacts, datasource=datasource, project=project)
        return self._push("stream.push-contacts", contacts, datasource, project)

    def remember(
        self,
        contacts: Iterable[Json],
        *,
        datasource: str = "first",
        project: ProjectAlias = "home",
    ) -> None:
        """Remember contacts for the clean-up, as far as they have a user id."""
        identity = self.contract.attribute("user-id").uid
        owned = self._written.setdefault((project, datasource), set())
        found = (member(contact, identity) for contact in contacts)
        owned |= {user_id for user_id in found if isinstance(user_id, str) and user_id}

    def push_events(
        self,
        events: list[dict[str, Json]],
        *,
        datasource: str = "first",
        project: ProjectAlias = "home",
    ) -> Exchange:
        """Append events synchronously."""
        return self._push("stream.push-events", events, datasource, project)

    def audience_id(self, value: str, project: ProjectAlias = "home") -> str | None:
        """Return the audience id that a unique value leads to, or None."""
        request = self.bare_builder(project).build(
            "audience.by-value", path={"userId": value}
        )
        answer = self.send(request, self.everything(project))
        found = member(member(answer.response.body, "entity"), "id")
        return found if isinstance(found, str) else None

    def event(self, user_id: str, project: ProjectAlias = "home") -> dict[str, Json]:
        """Return the contract's example event, fresh, for a contact."""
        builder = self.bare_builder(project).with_facts(contact__user_id=user_id)
        example = builder.example("stream.push-events")[0]
        return {**example, "_event_id": self.canaries.user_id()}

    def delete_contact(
        self,
        user_id: str,
        *,
        datasource: str = "first",
        project: ProjectAlias = "home",
    ) -> Exchange:
        """Delete one source contact of this run."""
        source = self.datasource(datasource, project)
        request = self.bare_builder(project).build(
            "stream.delete-contact",
            path={"datasource": source.id, "userId": user_id},
            query=SYNC,
        )
        self._written.get((project, datasource), set()).discard(user_id)
        return self.send(request, self.everything(project))

    def clean(self) -> None:
        """Delete every contact that this run wrote; note what could not be removed."""
        for (project, datasource), users in list(self._written.items()):
            if (project, datasource) not in self._datasources:
                continue  # nothing was written: there is no source to hold it
            for user_id in sorted(users):
                answer = self.delete_contact(
                    user_id, datasource=datasource, project=project
                )
                if not (answer.response.succeeded or answer.response.status == 404):
                    self.leftovers.append(f"contact {user_id} in {datasource}")
        self.leftovers += [
            f"data source {source.id} ({project})"
            for (project, _), source in self._datasources.items()
        ]

    def _project(self, alias: ProjectAlias) -> Project:
        if alias not in self.target.projects:
            raise MissingFact(f"project called {alias}")
        return self.target.projects[alias]

    def _push(
        self,
        endpoint: str,
        items: list[dict[str, Json]],
        datasource: str,
        project: ProjectAlias,
    ) -> Exchange:
        source = self.datasource(datasource, project)
        request = self.bare_builder(project).build(
            endpoint, path={"datasource": source.id}, query=SYNC, body=items
        )
        return self.send(request, self.everything(project))

    def _furnish(self, project: ProjectAlias) -> None:
        facts = self._facts[project].known
        try:
            source = self.datasource("first", project)
            facts |= {"datasource.id": source.id, "datasource.uid": source.uid}
            self._plant(project)
            self._send_message(project)
        except (MissingFact, TokenUnavailable, NotAllowed):
            return
        except TargetUnreachable:
            del self._facts[project]  # to be furnished anew when it answers
            raise

    def _plant(self, project: ProjectAlias) -> None:
        values = canary_contact(self.contract, self.canaries)
        user_id = str(values[self.contract.attribute("user-id").uid])
        pushed = self.push_contacts([values], project=project)
        if in_time(self.target, lambda: self.audience_id(user_id, project)) is None:
            # A project may refuse a contact with attributes that nobody declared.
            native = {attribute.uid for attribute in self.contract.attributes}
            values = {uid: value for uid, value in values.items() if uid in native}
            pushed = self.push_contacts([values], project=project)
        if not pushed.response.succeeded:
            raise MissingFact("contact.user-id")
        facts = self._facts[project].known
        facts |= {"contact.user-id": user_id, "contact.unique-value": user_id}
        for role in _PROFILE_ROLES:
            facts[f"contact.{role}"] = values[self.contract.attribute(role).uid]
        event = self.event(user_id, project)
        self.push_events([event], project=project)
        audience_id = in_time(self.target, lambda: self.audience_id(user_id, project))
        if audience_id is not None:
            facts["audience.id"] = audience_id
        self._planted[project] = Planted(
            values, user_id, audience_id, str(event["_event_id"])
        )

    def _send_message(self, project: ProjectAlias) -> None:
        if "bill" not in self.target.allowed:
            return
        for endpoint in ("sms.send-tracked", "sms.send"):
            sent = self._ask(endpoint, project)
            sms = member(member(sent.response.body, "entity"), "id")
            if isinstance(sms, str):
                self._facts[project].known["sms.id"] = sms
                return

    def _asking(self, endpoint: str) -> Request:
        """Return a request that shows whether an endpoint is there."""
        try:
            return self.fresh_request(endpoint)
        except MissingFact as missing:
            nobody = {missing.fact: self.canaries.word()}
            return self.builder().knowing(nobody).build(endpoint)

    def _sync(self, endpoint: str) -> tuple[tuple[str, str], ...]:
        declared = {p.name for p in self.contract.endpoint(endpoint).parameters}
        return tuple(flag for flag in SYNC if flag[0] in declared)

    def _ask(self, endpoint: str, project: ProjectAlias) -> Exchange:
        request = self.builder(project).build(endpoint)
        return self.send(request, self.everything(project))
