"""What a push result says about the items of its batch, in either of its forms."""

from __future__ import annotations

from typing import Any

from ..contract import Json


def failed_items(body: Json) -> int | None:
    """Return how many items a push result reports as failed; None when it is none."""
    if not isinstance(body, dict):
        return None
    entity = body.get("entity")
    if isinstance(entity, dict) and isinstance(entity.get("items"), list):
        return _number(entity.get("failed"))
    listed = body.get("errors")
    counted = body.get("entitiesFailures")
    if counted is None and not isinstance(listed, list):
        return None
    return max(_number(counted), len(listed) if isinstance(listed, list) else 0)


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0


def outcomes(body: Json, size: int) -> tuple[bool | None, ...] | None:
    """
    Return whether each item of a batch was accepted, by its position.

    None for a position that has no outcome, or two; None instead of all where the body
    is no push result.
    """
    if not isinstance(body, dict):
        return None
    entity = body.get("entity")
    if isinstance(entity, dict) and isinstance(entity.get("items"), list):
        said = [_status_of(item) for item in entity["items"]][:size]
        return (*said, *([None] * (size - len(said))))
    if not isinstance(body.get("accepted"), list):
        return None
    accepted, failed = (_positions(body.get(name)) for name in ("accepted", "errors"))
    return tuple(
        (position in accepted) if (accepted + failed).count(position) == 1 else None
        for position in range(size)
    )


def strays(body: Json, size: int) -> int:
    """Return how many outcomes of a push result belong to no item of the batch."""
    if not isinstance(body, dict):
        return 0
    entity = body.get("entity")
    if isinstance(entity, dict) and isinstance(entity.get("items"), list):
        return max(0, len(entity["items"]) - size)
    said = [p for name in ("accepted", "errors") for p in _positions(body.get(name))]
    return sum(position not in range(size) for position in said)


def _status_of(item: Any) -> bool | None:
    said = item.get("status") if isinstance(item, dict) else None
    return {"success": True, "error": False}.get(str(said))


def _positions(listed: Any) -> list[Any]:
    rows = listed if isinstance(listed, list) else []
    return [row.get("position") for row in rows if isinstance(row, dict)]
