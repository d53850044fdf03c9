"""Permission tables, filled at boot from the rows of the contract."""

from __future__ import annotations

from instasent_conformance.emulator.service import Service

_TABLES = (
    "scope",
    "plan_scope",
    "admission",
    "grant_set",
    "grant_scope",
    "field_scope",
    "level_scope",
    "disclosure",
)


def fill_grants(service: Service) -> None:
    """Write the permission tables for the knob options that were chosen."""
    store = service.store
    with store.transaction():
        for table in _TABLES:
            store.run(f"DELETE FROM {table}")
        _fill_words(service)
        _fill_endpoints(service)
        _fill_levels(service)


def _fill_words(service: Service) -> None:
    registry, store = service.registry, service.store
    store.many(
        "INSERT INTO scope VALUES (?, ?)",
        [(scope.scope, scope.tier) for scope in registry.scopes],
    )
    store.many(
        "INSERT INTO plan_scope VALUES (?, ?)",
        [
            (plan.plan, scope)
            for plan in registry.plans.values()
            for scope in plan.includes
        ],
    )
    store.many(
        "INSERT INTO field_scope VALUES (?, ?)",
        [(row.endpoint, row.scope) for row in registry.fields],
    )


def _fill_endpoints(service: Service) -> None:
    for endpoint, row in service.registry.access.items():
        for kind in row.kinds:
            if kind != "datasource" or _admits_datasource(service, endpoint):
                service.store.run("INSERT INTO admission VALUES (?, ?)", endpoint, kind)
        for alternative in row.alternatives:
            if service.knobs.admits(alternative.when):
                for scopes in alternative.scopes:
                    _add_grant(service, endpoint, scopes)


def _admits_datasource(service: Service, endpoint: str) -> bool:
    return any(
        row.admitted
        for row in service.registry.access[endpoint].datasource_token or ()
        if service.knobs.admits(row.when)
    )


def _add_grant(service: Service, endpoint: str, scopes: frozenset[str]) -> None:
    number = service.store.run("INSERT INTO grant_set (endpoint) VALUES (?)", endpoint)
    service.store.many(
        "INSERT INTO grant_scope VALUES (?, ?)",
        [(number, scope) for scope in sorted(scopes)],
    )


def _fill_levels(service: Service) -> None:
    service.store.many(
        "INSERT INTO level_scope VALUES (?, ?, ?)",
        [(one.level, one.rank, one.scope) for one in service.registry.levels],
    )
    service.store.many(
        "INSERT INTO disclosure VALUES (?, ?, ?)",
        [
            (level, row.attribute, row.class_)
            for row in service.registry.disclosure
            for level in sorted(row.levels)
        ],
    )
