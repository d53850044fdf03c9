"""The HTTP surface of the API: from a request to an answer, refusals included."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from instasent_conformance.contract import Endpoint
from instasent_conformance.emulator.bodies import JSON_TYPE, parse_body, read_body
from instasent_conformance.emulator.calls import Answer, Call, Handler
from instasent_conformance.emulator.dispatch import settle_messages
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.ingest import settle_queue
from instasent_conformance.emulator.keeping import keep_meta
from instasent_conformance.emulator.records import Datasource, Project, Token
from instasent_conformance.emulator.routing import Match, Router
from instasent_conformance.emulator.service import Service, Window
from instasent_conformance.emulator.texts import dump

DEFAULT_CLASS = "default"
_log = logging.getLogger(__name__)


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
        request = Request(scope, receive)
        content = await read_body(request, self._service.limit("body.bytes"))
        response = self._respond(request, content)
        await response(scope, receive, send)

    def _respond(self, request: Request, content: bytes | None) -> Response:
        service = self._service
        exchange = _Exchange(service)
        try:
            service.collaborators.clock.tick()
            settle_queue(service)
            settle_messages(service)
            answer = self._answer(request, content, exchange)
            return _write(answer.body, answer.status, exchange.headers())
        except Refusal as refusal:
            return self._refuse(refusal, exchange)
        except Exception:
            _log.exception("an endpoint failed")
            return self._refuse(Refusal(500, "Something went wrong"), exchange)

    def _refuse(self, refusal: Refusal, exchange: _Exchange) -> Response:
        body = self._service.collaborators.render_error(self._service, refusal)
        return _write(body, refusal.status, exchange.headers() | refusal.headers)

    def _answer(
        self, request: Request, content: bytes | None, exchange: _Exchange
    ) -> Answer:
        service = self._service
        raw = request.scope.get("raw_path") or request.scope["path"].encode()
        match = self._router.find(request.method, raw[self._prefix :])
        exchange.rate_class = match.endpoint.rate_class
        header = request.headers.get("authorization")
        token = service.collaborators.authenticate(service, header)
        if exchange.count(token).exceeded and service.limiting:
            headers = exchange.retry()
            raise Refusal(429, "The rate limit is used up", headers=headers)
        ids = service.collaborators.ids
        before = ids.counter
        with service.store.transaction():
            answer = self._handle(request, content, match, token)
            if ids.counter != before or request.method != "GET":
                keep_meta(service)
        return answer

    def _handle(
        self, request: Request, content: bytes | None, match: Match, token: Token
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
            query=request.query_params,
            body=_body(request, content, endpoint),
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

    def headers(self) -> dict[str, str]:
        window = self._window or self.count(None)
        return {
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(window.remaining),
            "X-RateLimit-Reset": str(window.reset),
        }


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


def _body(request: Request, content: bytes | None, endpoint: Endpoint) -> object:
    if endpoint.request is None:
        return None
    required = endpoint.request.required
    return parse_body(request.headers, content, required=required)


def _write(body: object, status: int, headers: dict[str, str]) -> Response:
    if body is None:
        return Response(b"", status, headers)
    return Response(dump(body).encode(), status, headers, JSON_TYPE)
