"""What a push result says of itself, beside what it was asked and what it lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from ..contract import Json, Registry
from ..exchange import Exchange, parse_body

_FIGURES = (
    ("V-PUSH-06", "entitiesSuccess", "accepted"),
    ("V-PUSH-07", "entitiesFailures", "errors"),
)
_COUNTS = (
    ("V-PUSH-06", "successful", "success"),
    ("V-PUSH-07", "failed", "error"),
)


def wrong_figures(answer: Exchange) -> Iterator[tuple[str, str]]:
    """Yield the requirement and the figure that contradicts the rest of the answer."""
    body = _object(answer.response.body)
    status = body.get("status")
    if _is_number(status) and status != answer.response.status:
        yield "V-PUSH-05", f"status {status} in a {answer.response.status}"
    for row, name, counted in _FIGURES:
        listed = body.get(counted)
        if isinstance(listed, list) and _differs(body.get(name), len(listed)):
            yield row, f"{name} is {body.get(name)} beside {len(listed)} {counted}"
    entity = _object(body.get("entity"))
    for row, name, state in _COUNTS:
        items = entity.get("items")
        if isinstance(items, list):
            number = sum(_object(item).get("status") == state for item in items)
            if _differs(entity.get(name), number):
                yield row, f"{name} is {entity.get(name)} beside {number} items"


def altered_items(answer: Exchange) -> Iterator[int]:
    """Yield the positions whose outcome shows another item than was submitted."""
    sent = parse_body(answer.request.content or b"")
    body = _object(answer.response.body)
    for name in ("accepted", "errors"):
        listed = body.get(name)
        for outcome in listed if isinstance(listed, list) else ():
            shown = _object(outcome)
            place = shown.get("position")
            if not isinstance(sent, list) or not isinstance(place, int):
                continue
            if 0 <= place < len(sent) and shown.get("item") != sent[place]:
                yield place


def misnamed(answer: Exchange, contract: Registry) -> Iterator[str]:
    """Yield how a push result names another place than the path of its request."""
    body = _object(answer.response.body)
    for what, named in _places(answer, contract).items():
        shown = [body.get(f"{what}{key}") for key in ("Id", "Uid")]
        texts = [one for one in shown if isinstance(one, str)]
        if texts and named not in texts:
            yield f"{what} {' or '.join(texts)}, not {named}"


def _places(answer: Exchange, contract: Registry) -> Mapping[str, str]:
    """Return the values of the path, by the kind of thing that each one names."""
    row = contract.endpoint(answer.request.endpoint)
    kinds = {f"{{{p.name}}}": str(p.fact).partition(".")[0] for p in row.parameters}
    parts = zip(row.path.split("/"), answer.request.path.split("/"), strict=False)
    return {kinds[name]: unquote(value) for name, value in parts if name in kinds}


def _differs(said: Any, counted: int) -> bool:
    return _is_number(said) and said != counted


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
