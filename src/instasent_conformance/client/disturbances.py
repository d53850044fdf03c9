"""Tell an answer of the target from one that something in between made or cut."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ..contract.model import Effect
from ..exchange import NOT_JSON, Request, Response

RATE_LIMIT = 429
_GATEWAY = frozenset((407, 502, 503, 504))
_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_NO_CONTENT = 204
_WORDS = ("true", "false", "null")
_PART_OF_NUMBER = re.compile(r"-|\.|[eE][+-]?")
_ESCAPE = len(r"\u0000")


@dataclass(frozen=True, slots=True)
class Nature:
    """What the contract says about requests of an endpoint."""

    method: str
    effect: Effect
    rate_class: str


def effect_of(request: Request, nature: Nature | None) -> Effect:
    """
    Return the effect that a request may have.

    A method that the endpoint does not have may do anything, so it counts as a write
    unless no server may change anything for it.
    """
    if nature is None or request.method != nature.method:
        if request.method in _SAFE_METHODS:
            return "read"
        return "destroy" if request.method == "DELETE" else "write"
    return nature.effect


def came_from_between(response: Response) -> bool:
    """Return whether the status is one that gateways and proxies give."""
    return response.status in _GATEWAY


def is_cut_off(response: Response) -> bool:
    """
    Return whether a JSON body ends before it is complete.

    Only an end that came too early counts; a body that is wrong in its middle is what
    the target wrote.
    """
    if response.body is not NOT_JSON or response.status == _NO_CONTENT:
        return False
    if "json" not in response.headers.get("content-type", ""):
        return False
    if not response.content:
        return response.succeeded
    try:
        json.loads(response.text)
    except json.JSONDecodeError as error:
        return _ends_too_early(error)
    except RecursionError:
        return False
    return False


def _ends_too_early(error: json.JSONDecodeError) -> bool:
    """Return whether what is wrong with a text is that there is no more of it."""
    tail = error.doc[error.pos :].strip()
    return (
        not tail
        or "Unterminated" in error.msg
        or bool(_PART_OF_NUMBER.fullmatch(tail))
        or any(word.startswith(tail) for word in _WORDS)
        or ("escape" in error.msg and len(tail) < _ESCAPE)
    )
