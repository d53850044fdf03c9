"""
Whether a wrong request was refused, and what the refusal looks like.

    misuse → verdict: must be refused with a clear 4xx, or must merely be survived
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..cases.misuse import Misuse
from ..contract import Json, Registry
from ..contract.places import label, row_line
from ..exchange import NOT_JSON, Exchange, Response
from ..finding import Abstention, Location, Reason
from .batches import failed_items
from .knobs import possible_options
from .traces import members, sent_text

BATCH_KNOB = "K-12"
SHAPE_KNOB = "K-05"
_COUNTS = ("entitiesFailures", "failed")


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    A wrong request and what it was answered, beside a right one that worked.

    `after` is what the read-back showed; `echoes_secret` whether the answer repeats the
    secret of the token, which never enters an exchange.
    """

    misuse: Misuse
    control: Exchange
    probe: Exchange
    after: Exchange | None = None
    echoes_secret: bool = False

    @property
    def status(self) -> int:
        """The status of the answer to the wrong request."""
        return self.probe.response.status


@dataclass(frozen=True, slots=True)
class Shape:
    """The forms, by the options of the open question, that one error body has."""

    case: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class ErrorShapes:
    """The shapes of all the refusals of one test item."""

    seen: tuple[Shape, ...]


def obstacle(refusal: Refusal) -> Abstention | None:
    """Return why a refusal proves nothing, if it does not."""
    control = refusal.control.response
    if 429 in (refusal.status, control.status):
        return Abstention(Reason.RATE_LIMITED, "the budget of the window is used up")
    if 501 in (refusal.status, control.status):
        return Abstention(Reason.NOT_SERVED, "the endpoint is not served")
    if not control.succeeded:
        detail = f"the right request was answered {control.status}"
        return Abstention(Reason.NO_CONTROL, detail)
    return None


def is_refused(refusal: Refusal) -> bool:
    """Return whether an answer refuses: a 4xx, or a batch whose items all failed."""
    if 400 <= refusal.status < 500:
        return True
    response = refusal.probe.response
    return response.succeeded and _all_failed(response.body)


def is_clear(refusal: Refusal) -> bool:
    """Return whether a refusal says what is wrong by its status."""
    wanted = refusal.misuse.statuses
    if refusal.probe.response.succeeded or not wanted:
        return True
    return refusal.status in wanted


def may_be_longer(contract: Registry, refusal: Refusal) -> bool:
    """Return whether a batch may be longer than the contract's limit here."""
    if "other" not in possible_options(contract, BATCH_KNOB):
        return False
    announced = next(members(refusal.control.response.body, "entitiesLimit"), None)
    return announced is None or announced >= refusal.misuse.items


def finds_something(response: Response) -> bool:
    """Return whether a successful answer holds any entity, list item or contact."""
    if not response.succeeded:
        return False
    body = response.body
    if not isinstance(body, dict):
        return bool(response.content)
    if _all_failed(body):
        return False
    content = {key: value for key, value in body.items() if key != "metadata"}
    return any(value not in (None, [], {}, "") for value in content.values())


def stored(refusal: Refusal) -> Iterator[str]:
    """Yield the traces of a refused body that the read-back shows."""
    after = refusal.after
    if after is None or not finds_something(after.response):
        return
    text = after.response.text
    yield from (trace for trace in refusal.misuse.traces if trace in text)


def shape_of(case: str, response: Response) -> Shape | None:
    """Return the shape of an error body; None where another law rules it."""
    if not 400 <= response.status < 500 or response.status == 429:
        return None
    if _is_push_result(response.body):
        return None
    return Shape(case, frozenset(_forms(response)))


def internals(exchange: Exchange) -> str | None:
    """Return the first word of the server's inside that an answer repeats."""
    sent = sent_text(exchange.request)
    for pattern in _INTERNALS:
        found = pattern.search(exchange.response.text)
        if found and found[0].casefold() not in sent:
            return found[0]
    return None


def place_of(contract: Registry, misuse: Misuse) -> Location:
    """Return the line of the contract that a wrong request breaks."""
    file = f"endpoints/{misuse.endpoint}.json"
    if misuse.kind in ("path", "query"):
        line = row_line(contract, file, "name", misuse.parameter)
        pointer = f"#/parameters/{misuse.parameter}"
    elif misuse.kind == "method":
        method = contract.endpoint(misuse.endpoint).method
        line, pointer = row_line(contract, file, "method", method), "#/method"
    else:
        line, pointer = row_line(contract, file, "id", misuse.endpoint), "#/request"
    return Location(label(contract, file), pointer, line)


def _is_push_result(body: Json) -> bool:
    return any(True for name in _COUNTS for _ in members(body, name))


def _all_failed(body: Json) -> bool:
    failed = failed_items(body)
    if not failed:
        return False
    entity = body.get("entity")
    flat = body.get("entitiesSuccess")
    return not (entity.get("successful") if isinstance(entity, dict) else flat)


def _forms(response: Response) -> Iterator[str]:
    if not response.content:
        yield "empty"
    body = response.body
    if body is NOT_JSON or not isinstance(body, dict):
        return
    if "json" not in response.headers.get("content-type", ""):
        return
    if isinstance(body.get("message"), str):
        yield "message"
    for name, kinds in (("error", (str, dict)), ("errors", (str, dict, list))):
        if isinstance(body.get(name), kinds):
            yield name


_INTERNALS = [
    re.compile(pattern)
    for pattern in (
        r"Traceback \(most recent",
        r"[Ss]tack ?trace",
        r'File "[^"]+", line \d+',
        r"\bat [\w.$]+\([\w.]+:\d+\)",
        r"(?:/[\w.-]+){2,}\.(?:py|php|js|rb|java|go)\b",
        r"\b(?:/usr|/home|/var|/opt|/srv|/root)/[\w.-]+",
        r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.+\b(?:FROM|VALUES|SET|WHERE)\b",
        r"SQLSTATE|sqlite3?\.|psycopg|UNIQUE constraint|near \"[^\"]*\": syntax error",
        r"\b[A-Z]\w+(?:Error|Exception)\b(?=[:(])",
    )
]
