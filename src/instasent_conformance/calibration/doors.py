"""Who is let in, and how the others are refused."""

from __future__ import annotations

from ..cases import MissingFact
from ..exchange import Request, Response
from ..oracles.presence import is_absent
from ..tokens import ABSENT, TokenNeed
from ..world import member
from .asking import NOBODY, Asking, probe

_ERROR_KEYS = ("message", "errors", "error")


@probe("K-01")
def no_token(asking: Asking) -> str | None:
    """Return the status of a request without a token."""
    return str(_project(asking, ABSENT).status)


@probe("K-02")
def bad_token(asking: Asking) -> str | None:
    """Return the status of a token that was never minted."""
    return str(_project(asking, TokenNeed(kind="unknown")).status)


@probe("K-03")
def missing_scope(asking: Asking) -> str | None:
    """Return the status of a live token without the scope."""
    return str(asking.send(_bare(asking, "datasource.list"), TokenNeed()).status)


@probe("A-23", "write")
def missing_write_scope(asking: Asking) -> str | None:
    """
    Return the status of a push by a live token without the scope for it.

    Where no scope is needed the push is taken: that it was is no answer.
    """
    answer = asking.push(asking.contact(), need=TokenNeed())
    return None if answer.succeeded else str(answer.status)


@probe("K-04")
def unknown_project(asking: Asking) -> str | None:
    """Return the status of a project that nobody has."""
    return str(_project(asking, None, NOBODY).status)


@probe("K-05")
def error_body(asking: Asking) -> str | None:
    """Return the key that explains a refusal."""
    answer = _project(asking, ABSENT)
    if not answer.content:
        return "empty"
    body = answer.body if isinstance(answer.body, dict) else {}
    return next((key for key in _ERROR_KEYS if key in body), None)


@probe("K-19")
def search_scope(asking: Asking) -> str | None:
    """Return which scope opens the search."""
    reading = asking.scopes_of("audience.search", option="read")
    request = asking.world.bare_builder().build("audience.search")
    answer = asking.send(request, TokenNeed(scopes=reading))
    return _by_admission(answer.status, "read", "list")


@probe("K-20", "write")
def own_reads(asking: Asking) -> str | None:
    """Return what the token of a data source may read in its own stream."""
    asking.world.planted()
    source = asking.world.datasource()
    if source.token is None:
        return None
    seen = 0
    for endpoint in ("stream.get", "stream.specs-events", "stream.get-contact"):
        request = asking.world.builder().build(endpoint)
        exchange = asking.world.target.send_as(request, source.token)
        asking.exchanges.append(exchange)
        seen += exchange.response.succeeded
    return {1: "write-only", 2: "specs", 3: "read-own"}.get(seen)


@probe("K-44", "write")
def stream_scope(asking: Asking) -> str | None:
    """Return which scope a product token needs on a stream."""
    asking.world.datasource()
    if asking.get("stream.get", TokenNeed()).succeeded:
        return "any"
    reading, writing = (
        asking.get("stream.get", TokenNeed(scopes=asking.scopes_of(name))).status
        for name in ("datasource.list", "datasource.create")
    )
    opened = _by_admission(reading, "by-effect", "write-scope")
    also = _by_admission(writing, "either", "by-effect")
    return also if opened == "by-effect" else opened


@probe("K-34", "write")
def beyond_the_plan(asking: Asking) -> str | None:
    """Return what happens to a scope that the plan of a project leaves out."""
    world = asking.world
    ranked = sorted(asking.contract.levels, key=lambda level: level.rank)
    project, raised = world.target.projects.get("lower"), ranked[1].scope
    if project is None:
        raise MissingFact("project called lower")
    plan = asking.contract.plans.get(project.plan or "")
    if plan is None or raised not in asking.contract.plan_words - plan.includes:
        return None
    person = world.planted("lower").audience_id
    if person is None:
        return None
    builder = world.builder("lower")
    holding = frozenset((ranked[0].scope, raised))
    request = builder.build("audience.get")
    if not asking.send(request, TokenNeed(scopes=holding, project="lower")).succeeded:
        return "refuse"
    listing = TokenNeed(scopes=asking.scopes_of("audience.scroll"), project="lower")
    answer = asking.send(builder.build("audience.scroll"), listing)
    return _by_admission(answer.status, "downgrade", "as-listed")


@probe("A-08")
def segment_scope(asking: Asking) -> str | None:
    """Return which scope opens the segments."""
    request = _bare(asking, "segment.list")
    if asking.send(request, TokenNeed()).succeeded:
        return "any"
    reading = TokenNeed(scopes=asking.scopes_of("segment.list", option="read"))
    return _by_admission(asking.send(request, reading).status, "read", "list")


@probe("K-32")
def secrets(asking: Asking) -> str | None:
    """Return whether the answer about a token holds its secret whole."""
    need = asking.world.everything()
    exchange, token = asking.world.target.send(_bare(asking, "organization.get"), need)
    asking.exchanges.append(exchange)
    shown = member(member(exchange.response.body, "entity"), "token")
    if token is None or not isinstance(shown, str):
        return None
    return "full" if shown == token.secret else "masked"


def _by_admission(status: int, admitted: str, refused: str) -> str | None:
    if 200 <= status < 300:
        return admitted
    return refused if status == 403 else None


def _bare(asking: Asking, endpoint: str) -> Request:
    return asking.world.bare_builder().build(endpoint)


def _project(asking: Asking, need: TokenNeed | None, uid: str = "") -> Response:
    path = {"project": uid} if uid else {}
    return asking.send(
        asking.world.bare_builder().build("project.get", path=path), need
    )


def _route(asking: Asking, endpoint: str, there: str) -> str:
    answer = asking.send(asking.nowhere(endpoint))
    return "absent" if is_absent(asking.contract, endpoint, answer) else there


@probe("A-03", "write")
def sender_routes(asking: Asking) -> str | None:
    """Return whether senders can be made."""
    request = asking.world.bare_builder().build("sender.create", body={})
    answer = asking.send(request)
    gone = is_absent(asking.contract, "sender.create", answer)
    return "absent" if gone else "post-delete"


@probe("A-07")
def event_aggregations(asking: Asking) -> str | None:
    """Return whether events can be aggregated."""
    return _route(asking, "event.aggregations", "present")


@probe("A-01", "write")
def project_route(asking: Asking) -> str | None:
    """Return whether a project can be changed."""
    request = asking.world.bare_builder().build("project.update", body={})
    answer = asking.send(request)
    return "absent" if is_absent(asking.contract, request.endpoint, answer) else "patch"


@probe("A-02", "write")
def datasource_route(asking: Asking) -> str | None:
    """Return whether a data source can be changed."""
    request = asking.world.builder().build("datasource.update", body={})
    answer = asking.send(request)
    return "absent" if is_absent(asking.contract, request.endpoint, answer) else "patch"
