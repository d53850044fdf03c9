"""From the four sets of a token to what is wrong with it, and what to mint instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..contract import Registry
from ..finding import Severity
from .inference import entitled_level
from .model import AuditedToken, AuditFinding
from .probes import opening_sets

RULES = {
    "not-live": "The token is refused everywhere.",
    "excess": "The token may do what it is not used for.",
    "missing": "The token may not do what it is used for.",
    "undeclared-reach": "The token may do what the API does not say it may.",
    "without-effect": "The token declares a scope that opens nothing.",
    "reaches-elsewhere": "The token is let in where it does not belong.",
    "secret-echoed": "An answer shows the secret of a token.",
    "manual-scope": "The token holds a scope that is granted by hand.",
    "datasource-token-reads": "A data source token reads what it should only write.",
    "discloses-more": "The token reads attributes above its level.",
    "invalid-write-accepted": "A write that no server can carry out was accepted.",
}
"""Every rule of the audit with its sentence."""

_STRANGERS = ("foreign", "lower")


def judge(contract: Registry, audited: AuditedToken) -> tuple[AuditFinding, ...]:
    """Return what is wrong with one token, the gravest first."""
    if not audited.is_live:
        found = [_finding(audited, "not-live", "major", "", "Revoke or replace it.")]
    else:
        found = [
            *_of_use(contract, audited),
            *_of_declaration(contract, audited),
            *_of_reach(audited),
            *_of_manual(contract, audited),
            *_of_disclosure(contract, audited),
        ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda f: (order.index(f.severity), f.rule)))


def proposal(audited: AuditedToken) -> frozenset[str]:
    """Return the fewest scopes that do for a token what it is used for."""
    return audited.needed.scopes if audited.needed else audited.carried


def needed_scopes(
    contract: Registry, endpoints: Iterable[str], carried: frozenset[str]
) -> frozenset[str]:
    """Return the scopes that open endpoints, those that a token has where it can be."""
    found: frozenset[str] = frozenset()
    for endpoint in endpoints:
        sets = opening_sets(contract, contract.access[endpoint])
        if sets:
            found |= min(sets, key=lambda s: (len(s - carried), len(s), sorted(s)))
    return found


def _of_use(contract: Registry, audited: AuditedToken) -> Iterator[AuditFinding]:
    if audited.needed is None:
        return
    manual = {row.scope for row in contract.scopes if row.tier == "manual"}
    changing = {
        scope
        for row in contract.access.values()
        if row.effect != "read"
        for scopes in opening_sets(contract, row)
        for scope in scopes
    }
    for scope in sorted(audited.carried - audited.needed.scopes):
        grave = scope in manual | changing
        yield _finding(
            audited,
            "excess",
            "major" if grave else "minor",
            scope,
            f"Mint it without {scope}.",
        )
    for scope in sorted(audited.needed.scopes & audited.denied):
        yield _finding(audited, "missing", "major", scope, f"Mint it with {scope}.")


def _of_declaration(
    contract: Registry, audited: AuditedToken
) -> Iterator[AuditFinding]:
    if audited.declared is None:
        return
    # What raises a level is told by what it discloses.
    raising = {level.scope for level in contract.levels if level.rank}
    for scope in sorted(audited.effective - audited.declared - raising):
        yield _finding(
            audited,
            "undeclared-reach",
            "critical",
            scope,
            "Report it to the vendor, and treat the token as one that holds it.",
        )
    for scope in sorted(audited.declared & audited.denied):
        yield _finding(
            audited,
            "without-effect",
            "observation",
            scope,
            "Look whether the plan includes it.",
        )


def _of_reach(audited: AuditedToken) -> Iterator[AuditFinding]:
    for place in audited.reaches:
        grave = any(f"the {alias} " in place for alias in _STRANGERS)
        severity = "critical" if grave or "data source" in place else "major"
        advice = "Mint it for its own project alone."
        yield _finding(audited, "reaches-elsewhere", severity, place, advice)
    for endpoint in audited.reads:
        advice = "Keep it as secret as a token that reads contacts."
        yield _finding(audited, "datasource-token-reads", "major", endpoint, advice)
    for endpoint in audited.changed:
        advice = "Look at what it wrote, and report it to the vendor."
        yield _finding(audited, "invalid-write-accepted", "critical", endpoint, advice)
    for echo in audited.echoes:
        own = echo.endswith("of itself")
        advice = "Keep its answers out of logs."
        severity = "observation" if own else "major"
        yield _finding(audited, "secret-echoed", severity, echo, advice)


def _of_manual(contract: Registry, audited: AuditedToken) -> Iterator[AuditFinding]:
    needed = audited.needed.scopes if audited.needed else frozenset()
    for row in contract.scopes:
        if row.tier == "manual" and row.scope in audited.carried:
            severity = "observation" if row.scope in needed else "minor"
            advice = "Keep it in as few tokens as possible."
            yield _finding(audited, "manual-scope", severity, row.scope, advice)


def _of_disclosure(contract: Registry, audited: AuditedToken) -> Iterator[AuditFinding]:
    if audited.level is None or audited.declared is None:
        return
    rank = {level.level: level.rank for level in contract.levels}
    entitled = entitled_level(contract, audited)
    if rank[audited.level] > rank[entitled]:
        subject = f"level {audited.level}, entitled to {entitled}"
        advice = "Report it to the vendor, with the row of the attribute."
        yield _finding(audited, "discloses-more", "critical", subject, advice)


def _finding(
    audited: AuditedToken, rule: str, severity: str, subject: str, advice: str
) -> AuditFinding:
    said = RULES[rule].rstrip(".")
    return AuditFinding(
        rule=rule,
        severity=Severity(severity),
        token=audited.alias,
        subject=subject,
        message=f"{audited.alias}: {said}{f': {subject}' if subject else ''}.",
        advice=advice,
    )
