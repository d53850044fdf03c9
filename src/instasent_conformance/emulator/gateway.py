"""The HTTP surface of the API: from a request to an answer, refusals included."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from instasent_conformance.contract import Endpoint
from instasent_conformance.emulator.asgi import Fields, Receive, Scope, Send
from instasent_conformance.emulator.bodies import parse_body, read_body
from instasent_conformance.emulator.calls import Answer, Call, Handler
from instasent_conformance.emulator.dispatch import settle_messages
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.ingest import settle_queue
from instasent_conformance.emulator.keeping import keep_meta
from instasent_conformance.emulator.parameters import read_parameters
from instasent_conformance.emulator.records import Datasource, Project, Token
from instasent_conformance.emulator.responding import Reply, header_of, respond
from instasent_conformance.emulator.routing import Match, Router
from instasent_conformance.emulator.service import Service, Window

DEFAULT_CLASS = "default"
_log = logging.getLogger(__name__)
# Who embeds the emulator sees the failure in its answer; a server writes it down.
_log.addHandler(logging.NullHandler())


class Gateway:
    """
    An ASGI application that answers the endpoints of the contract.

    Args:
        service: the emulator behind it.
        handlers: endpoint id to the function that answers it.

    """

    def __init__(self, service: Service, handlers: Mapping[str, Handler]) -> None:
        self._service = service
        self._handlers = handlers
        self._router = Router(service.registry, service.knobs)
        self._prefix = len(service.settings.base_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        content = await read_body(receive, self._service.limit("body.bytes"))
        await respond(send, self._reply(scope, content))

    def _reply(self, scope: Scope, content: bytes | None) -> Reply:
        service = self._service
        exchange = _Exchange(service)
        try:
            service.collaborators.clock.tick()
            settle_queue(service)
            settle_messages(service)
            answer = self._answer(scope, content, exchange)
            return Reply(answer.body, answer.status, exchange.headers())
        except Refusal as refusal:
            return self._refuse(refusal, exchange)
        except Exception:
            _log.exception("an endpoint failed")
            return self._refuse(Refusal(500, "Something went wrong"), exchange)

    def _refuse(self, refusal: Refusal, exchange: _Exchange) -> Reply:
        body = self._service.collaborators.render_error(self._service, refusal)
        return Reply(body, refusal.status, exchange.headers() + refusal.fields())

    def _answer(
        self, scope: Scope, content: bytes | None, exchange: _Exchange
    ) -> Answer:
        service, method = self._service, scope["method"]
        raw = scope.get("raw_path") or scope["path"].encode()
        match = self._router.find(method, raw[self._prefix :])
        exchange.rate_class = match.endpoint.rate_class
        header = header_of(scope, b"authorization")
        token = service.collaborators.authenticate(service, header)
        if exchange.count(token).exceeded and service.limiting:
            headers = exchange.retry()
            raise Refusal(429, "The rate limit is used up", headers=headers)
        ids = service.collaborators.ids
        before = ids.counter
        with service.store.transaction():
            answer = self._handle(scope, content, match, token)
            # In memory nothing waits for a restart.
            changes = ids.counter != before or method != "GET"
            if changes and service.store.lasting:
                keep_meta(service)
        return answer

    def _handle(
        self, scope: Scope, content: bytes | None, match: Match, token: Token
    ) -> Answer:
        service, endpoint = self._service, match.endpoint
        project, datasource = _admit(service, token, match)
        handler = self._handlers.get(endpoint.id)
        if handler is None:
            raise Refusal(501, "The emulator does not answer this endpoint")
        call = Call(
            service=service,
            endpoint=endpoint,
            token=token,
            seen_project=project,
            seen_datasource=datasource,
            facts=match.facts,
            query=read_parameters(scope["query_string"]),
            body=_body(scope, content, endpoint),
        )
        return handler(call)


class _Exchange:
    """The rate window of one request, counted once."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._window: Window | None = None
        self.rate_class = DEFAULT_CLASS

    def count(self, token: Token | None) -> Window:
        rate = self._service.collaborators.rate
        self._window = rate(self._service, token, self.rate_class)
        return self._window

    def retry(self) -> dict[str, str]:
        if self._window is None or self._service.knobs.option("K-23") == "absent":
            return {}
        seconds = self._window.reset - self._service.now() // 1000
        return {"Retry-After": str(max(1, seconds))}

    def headers(self) -> Fields:
        window = self._window or self.count(None)
        return [
            (b"x-ratelimit-limit", b"%d" % window.limit),
            (b"x-ratelimit-remaining", b"%d" % window.remaining),
            (b"x-ratelimit-reset", b"%d" % window.reset),
        ]


def _admit(
    service: Service, token: Token, match: Match
) -> tuple[Project | None, Datasource | None]:
    """Let a token through to what the path names, or refuse, in this order."""
    parts, endpoint = service.collaborators, match.endpoint
    project = datasource = None
    if "project.uid" in match.facts:
        project = parts.reach.project(service, token, match.facts["project.uid"])
        if project is None:
            raise Refusal(service.knobs.status("K-04"), "There is no such project")
    if token.kind == "datasource":
        datasource = _datasource(service, token, project, match)
    refusal = parts.authorize(service, token, endpoint.id)
    if refusal is not None:
        raise refusal
    return project, datasource or _datasource(service, token, project, match)


def _datasource(
    service: Service, token: Token, project: Project | None, match: Match
) -> Datasource | None:
    name = match.facts.get("datasource.id")
    if project is None or name is None:
        return None
    found = service.collaborators.reach.datasource(service, token, project, name)
    if found is None:
        raise Refusal(service.knobs.status("K-04"), "There is no such datasource")
    return found


def _body(scope: Scope, content: bytes | None, endpoint: Endpoint) -> object:
    if endpoint.request is None:
        return None
    kind = header_of(scope, b"content-type") or ""
    return parse_body(kind, content, required=endpoint.request.required)
