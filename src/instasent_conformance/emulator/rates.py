"""Fixed windows, one per organisation and class of endpoints."""

from __future__ import annotations

from instasent_conformance.emulator.records import Token
from instasent_conformance.emulator.service import Service, Window

NOBODY = ""


def rate(service: Service, token: Token | None, rate_class: str) -> Window:
    """Count a request and return the state of its window."""
    now = service.now()
    length = service.limit("rate.window-seconds") * 1000
    owner = NOBODY if token is None else token.organization_id
    window = service.windows.setdefault((owner, rate_class), [now, 0])
    if now >= window[0] + length:
        window[0], window[1] = now, 0
    window[1] += 1
    plan = None if token is None else token.plan
    limit = service.quotas.get((plan, rate_class))
    if limit is None:
        limit = service.quotas[plan, rate_class] = _limit(service, plan, rate_class)
    return Window(
        limit=limit,
        remaining=max(0, limit - window[1]),
        reset=-(-(window[0] + length) // 1000),
        exceeded=token is not None and window[1] > limit,
    )


def _limit(service: Service, plan: str | None, rate_class: str) -> int:
    found = [
        row.per_minute
        for row in service.registry.rates
        if row.rate_class == rate_class and plan in (None, row.plan)
    ]
    return min(found, default=1)
