"""What a token may call: a join of its scopes with the grants of the endpoint."""

from __future__ import annotations

from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.records import Token
from instasent_conformance.emulator.service import Service

_NOT_FOUND = 404
_ADMITTED = "SELECT 1 FROM admission WHERE endpoint = ? AND kind = ?"

_HELD = "SELECT scope FROM token_scope WHERE token_id = ?1"

_USABLE = """
SELECT held.scope FROM token_scope held JOIN scope ON scope.scope = held.scope
WHERE held.token_id = ?1 AND (
  scope.tier <> 'plan'
  OR held.scope IN (SELECT scope FROM plan_scope WHERE plan = ?2)
)
"""

_GRANTED = """
SELECT 1 FROM grant_set g WHERE g.endpoint = ?3 AND NOT EXISTS (
  SELECT 1 FROM grant_scope needed
  WHERE needed.grant_set = g.id AND needed.scope NOT IN ({usable}) AND ?2 = ?2
) LIMIT 1
"""

_GATED_LEVEL = f"""
SELECT 1 FROM level_scope l
WHERE l.scope IN ({_HELD}) AND l.scope NOT IN ({_USABLE}) LIMIT 1
"""

_OPENED = f"""
SELECT level, position FROM level_scope
WHERE position = 0 OR scope IN ({_USABLE}) ORDER BY position
"""

_SHOWN_FIELD = f"""
SELECT 1 FROM field_scope f WHERE f.endpoint = ?3 AND f.scope IN ({_USABLE}) LIMIT 1
"""

_BY_PLAN = _GRANTED.format(usable=_USABLE)
_WHATEVER_THE_PLAN = _GRANTED.format(usable=_HELD)


def authorize(service: Service, token: Token, endpoint: str) -> Refusal | None:
    """Tell why a token may not call an endpoint, or none when it may."""
    if not service.store.recall(_ADMITTED, endpoint, token.kind):
        return Refusal(403, "This kind of token may not call this endpoint")
    if token.kind == "datasource":
        return None
    gate = service.knobs.option("K-34")
    question = _WHATEVER_THE_PLAN if gate == "downgrade" else _BY_PLAN
    if not service.store.recall(question, token.id, token.plan, endpoint):
        return _without_scope(service, endpoint)
    if gate == "refuse" and _level_is_gated(service, token, endpoint):
        return Refusal(403, "The plan does not include a scope of the token")
    return None


def _without_scope(service: Service, endpoint: str) -> Refusal:
    row = service.registry.access[endpoint]
    if row.datasource_token is None or row.effect == "read":
        status = service.knobs.status("K-03")
    else:
        status = service.knobs.status("A-23")
    if status == _NOT_FOUND:
        return Refusal(status, "There is no such datasource")
    return Refusal(status, "The token lacks a scope that this endpoint requires")


def _level_is_gated(service: Service, token: Token, endpoint: str) -> bool:
    if service.registry.access[endpoint].surface != "contact":
        return False
    return bool(service.store.recall(_GATED_LEVEL, token.id, token.plan))


def may_see_field(service: Service, token: Token, endpoint: str) -> bool:
    """Tell whether a token sees the guarded part of an answer."""
    found = service.store.recall(_SHOWN_FIELD, token.id, token.plan, endpoint)
    return bool(found)


def level(service: Service, token: Token) -> str:
    """Return the highest disclosure level that token and plan open together."""
    found = service.store.recall(_OPENED, token.id, token.plan)
    if service.knobs.option("K-42") == "explicit":
        found = [row for place, row in enumerate(found) if row[1] == place]
    return str(found[-1][0])
