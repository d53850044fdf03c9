"""What the audit says about tokens that are not as they should be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from instasent_conformance.audit import (
    AuditedToken,
    AuditFinding,
    Ground,
    Needed,
    audit_tokens,
)
from instasent_conformance.audit.judging import RULES, judge, needed_scopes, proposal
from instasent_conformance.contract import load_registry
from instasent_conformance.tokens import Token

from .subsets import Lab, lab

CONTRACT = load_registry()
LEVELS = [level.scope for level in sorted(CONTRACT.levels, key=lambda row: row.rank)]
READ, BASIC, FULL = LEVELS


def scope_of(endpoint: str) -> str:
    """Return the scope that opens an endpoint."""
    (found,) = needed_scopes(CONTRACT, (endpoint,), frozenset())
    return found


LIST = scope_of("audience.scroll")
SOURCES = scope_of("datasource.list")
PUSH = scope_of("datasource.create")
SEND = scope_of("sms.send")


def found_in(
    shared: Lab, token: Token, needed: Needed | None = None
) -> tuple[AuditedToken, dict[str, list[AuditFinding]]]:
    """Audit one token; return it and its findings by rule."""
    uses = {token.alias: needed} if needed else {}
    (one,) = audit_tokens(Ground(CONTRACT, shared.target, [token], uses))
    findings: dict[str, list[AuditFinding]] = {}
    for finding in judge(CONTRACT, one):
        findings.setdefault(finding.rule, []).append(finding)
    return one, findings


def test_excess_and_missing_scopes_are_told_with_a_proposal() -> None:
    """A scope too many and one too few are named, beside what is enough."""
    with lab(CONTRACT) as shared:
        token = shared.mint(frozenset((LIST, SEND)), "importer")
        needed = Needed(scopes=frozenset((LIST, SOURCES)))
        one, findings = found_in(shared, token, needed)

    assert [SEND] == [finding.subject for finding in findings["excess"]]
    assert ["major"] == [finding.severity.value for finding in findings["excess"]]
    assert [SOURCES] == [finding.subject for finding in findings["missing"]]
    assert needed.scopes == proposal(one)


def test_a_token_of_exactly_what_it_needs_is_not_complained_about() -> None:
    """A healthy target and a token of the least privilege leave nothing red."""
    with lab(CONTRACT) as shared:
        scopes = frozenset((READ, LIST, BASIC))
        token = shared.mint(scopes, "reader")
        _, findings = found_in(shared, token, Needed(scopes=scopes))

    assert {"secret-echoed"} >= findings.keys()
    red = [
        f for found in findings.values() for f in found if f.severity != "observation"
    ]
    assert [] == red


@pytest.mark.parametrize(
    ("fault", "scopes", "rule"),
    [
        ("read-scope-creates-datasources", {SOURCES}, "undeclared-reach"),
        ("scroll-discloses-emails", {LIST}, "discloses-more"),
        ("hidden-project-answers-403", {LIST}, None),
    ],
)
def test_a_planted_fault_is_found(
    fault: str, scopes: set[str], rule: str | None
) -> None:
    """What a fault lets a token do beyond its scopes is a finding of its own rule."""
    with lab(CONTRACT, fault=fault) as shared:
        token = shared.mint(frozenset(scopes), "t")
        _, findings = found_in(shared, token)

    grave = {"undeclared-reach", "discloses-more"} & findings.keys()
    assert ({rule} if rule else set()) == grave


def test_a_token_that_reaches_another_project_is_told() -> None:
    """A token that another project lets in is named with that project."""
    with lab(CONTRACT) as shared:
        token = shared.mint(frozenset((LIST,)), "t", project="sibling")
        # The same project under two names stands for one that admits strangers.
        projects = {
            "home": replace(shared.target.projects["sibling"], alias="home"),
            "foreign": shared.target.projects["sibling"],
        }
        target = replace(shared.target, projects=projects)
        token = replace(token, project="home")
        (one,) = audit_tokens(Ground(CONTRACT, target, [token]))

    found = [f for f in judge(CONTRACT, one) if f.rule == "reaches-elsewhere"]
    assert ["the foreign project"] == [finding.subject for finding in found]
    assert ["critical"] == [finding.severity.value for finding in found]


@pytest.mark.parametrize(("option", "reads"), [("read-own", True), ("specs", False)])
def test_a_data_source_token_that_reads_is_told(option: str, *, reads: bool) -> None:
    """A data source token that is let in to contacts is a finding, else it is not."""
    with lab(CONTRACT, knobs={"K-20": option}) as shared:
        source = shared.world.datasource().token
        assert source is not None
        finder = shared.mint(frozenset((SOURCES,)), "finder")
        tokens = [finder, replace(source, alias="source")]
        _, one = audit_tokens(Ground(CONTRACT, shared.target, tokens))

    rules = {finding.rule for finding in judge(CONTRACT, one)}
    assert one.is_live
    assert reads == ("datasource-token-reads" in rules)


def test_secrets_in_answers_are_told_without_being_repeated() -> None:
    """Whole secrets in an answer are a finding, masked ones are not."""
    said = {}
    for option in ("full", "masked"):
        with lab(CONTRACT, knobs={"K-32": option}) as shared:
            token = shared.mint(frozenset((SOURCES,)), "t")
            one, _ = found_in(shared, token)
            said[option] = one.echoes
            assert not any(token.secret in echo for echo in one.echoes)

    assert [] == list(said["masked"])
    assert [True, True] == [
        any(name in echo for echo in said["full"])
        for name in ("organization.get", "datasource.list")
    ]


def test_without_writes_their_scopes_are_unknown() -> None:
    """With reads alone no write is sent, and what only writes tell stays unknown."""
    with lab(CONTRACT) as shared:
        token = shared.mint(CONTRACT.scope_words, "t")
        ground = Ground(CONTRACT, shared.target, [token], reads_only=True)
        (one,) = audit_tokens(ground)

    effects = {CONTRACT.access[asked.endpoint].effect for asked in one.asked}
    assert {"read"} == effects
    assert {PUSH, SEND} <= one.unknown


def test_a_dead_token_is_told() -> None:
    """A token that is refused everywhere is a finding, and nothing else is said."""
    with lab(CONTRACT) as shared:
        token = Token("old", "product", "home", frozenset(), None, "x" * 40)
        _, findings = found_in(shared, token)

    assert ["not-live"] == list(findings)


def test_every_finding_has_a_sentence() -> None:
    """Each rule has one sentence, which ends in a full stop."""
    assert all(said.endswith(".") for said in RULES.values())
