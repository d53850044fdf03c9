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
