"""Who is calling: a bearer secret looked up among the live tokens."""

from __future__ import annotations

from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.records import Token
from instasent_conformance.emulator.service import Service

_SELECT = """
SELECT t.id, t.secret, t.kind, t.title, t.organization_id, t.project_id,
       t.datasource_id, t.created_at, o.plan
FROM token t JOIN organization o ON o.id = t.organization_id
"""
_LIVE_HERE = """
WHERE t.secret = ? AND t.live = 1 AND t.kind IN (SELECT kind FROM admission)
"""


def authenticate(service: Service, header: str | None) -> Token:
    """Return the token that the header carries, or refuse."""
    if header is None or not header.strip():
        raise Refusal(service.knobs.status("K-01"), "A bearer token is required")
    kind, _, secret = header.strip().partition(" ")
    secret = secret.strip()
    if kind.lower() != "bearer" or not secret:
        raise Refusal(service.knobs.status("K-02"), "The token cannot be read")
    rows = service.store.recall(_SELECT + _LIVE_HERE, secret)
    if not rows:
        raise Refusal(service.knobs.status("K-02"), "No live token has that value")
    return Token(*rows[0])


def token_by_id(service: Service, token_id: str) -> Token | None:
    """Return a token by its id."""
    rows = service.store.recall(_SELECT + "WHERE t.id = ?", token_id)
    return Token(*rows[0]) if rows else None


def scopes_of(service: Service, token: Token) -> list[str]:
    """Return the scopes a token carries, in order of name."""
    found = service.store.recall(
        "SELECT scope FROM token_scope WHERE token_id = ? ORDER BY scope", token.id
    )
    return [str(row[0]) for row in found]
