"""`conform tokens plan`: the fewest tokens that make every scope cell judgeable."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from ..contract import Registry, load_registry
from ..targets import allowance_from
from ..targets.config import TargetConfig
from ..targets.inventories import described
from ..targets.opening import named
from ..targets.reading import load_config
from ..tokenplan import (
    PlannedToken,
    TokenPlan,
    Worth,
    held_tokens,
    made_tokens,
    plan_tokens,
    worth_of,
)
from ..tokens import ProjectAlias
from .errors import UsageProblem, refusing_bad_input
from .options import ConfigFile, ContractsFolder

_EVERY: tuple[ProjectAlias, ...] = ("home", "sibling", "foreign", "lower")
_LISTED = 8


@dataclass(frozen=True, slots=True)
class _Answer:
    plan: TokenPlan
    worth: Worth | None = None
    kinds: tuple[str, ...] = ()


@refusing_bad_input
def plan(
    without: Annotated[
        list[str] | None,
        typer.Option(help="A scope that you cannot get (repeatable)."),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(help="A target of conform.toml: what its tokens cover."),
    ] = None,
    config: ConfigFile = None,
    contracts: ContractsFolder = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the plan as JSON.")
    ] = False,
) -> None:
    """
    Print the fewest tokens to mint by hand so that every scope cell can be judged.

    The most valuable token comes first, and each says what it buys, so that you can
    stop early and know what is left open. With a target it says so for the tokens that
    conform.toml lists, and which one to mint next.

    Examples:

        conform tokens plan

        conform tokens plan --without PROJECT_AGGREGATIONS

        conform tokens plan --target sandbox
    """
    registry = load_registry(contracts)
    found = named(target, load_config(config)) if target else None
    lost = frozenset(without or ()) | (found.withheld if found else frozenset())
    for word in sorted(lost - registry.scope_words):
        raise UsageProblem(
            f"there is no scope {word!r}. Next step: use one of "
            f"{', '.join(sorted(registry.scope_words))}."
        )
    answer = _answer(registry, found, lost)
    if as_json:
        typer.echo(json.dumps(_document(answer), indent=2))
        return
    for line in _lines(registry, answer):
        typer.echo(line)


def _answer(
    registry: Registry, found: TargetConfig | None, lost: frozenset[str]
) -> _Answer:
    projects = tuple(found.projects) if found else _EVERY
    whole = plan_tokens(registry, without=lost, projects=projects)
    if found is None:
        return _Answer(whole)
    held = held_tokens(map(described, found.tokens))
    if "write" in allowance_from(found.allow).effects:
        held += made_tokens(registry, projects)
    worth = worth_of(registry, held, without=lost, projects=projects)
    return _Answer(whole, worth, tuple(token.kind for token in found.tokens))


def _document(answer: _Answer) -> dict[str, Any]:
    whole, worth = answer.plan, answer.worth
    document = {
        "tokens": [_entry(token) for token in whole.tokens],
        "revoked": _entry(whole.revoked),
        "covers": {
            "questions": whole.questions,
            "lower_bound": whole.lower_bound,
            "proven": whole.is_proven,
            "shares": [round(share, 4) for share in whole.shares],
            "buys": [
                {"alias": t.alias, "settles": t.settles, "alone": t.alone}
                for t in whole.tokens
            ],
            "lost": list(whole.lost),
        },
    }
    if worth is not None:
        document["inventory"] = {
            "questions": worth.questions,
            "settled": worth.settled,
            "share": round(worth.share, 4),
            "open": [question.id for question in worth.open],
            "next": _entry(worth.next) if worth.next else None,
            "gains": worth.gains,
        }
    return document


def _entry(token: PlannedToken) -> dict[str, Any]:
    return {
        "alias": token.alias,
        "kind": token.kind,
        "project": token.project,
        "scopes": list(token.scopes),
        "datasource": token.datasource or None,
    }


def _lines(registry: Registry, answer: _Answer) -> Iterator[str]:
    whole = answer.plan
    home = sum((t.kind, t.project) == ("product", "home") for t in whole.tokens)
    bound = "which is proven" if whole.is_proven else "so one fewer may do"
    yield (
        f"{len(whole.tokens)} tokens for {whole.questions} questions about scopes; "
        f"{home} product tokens for the home project, at least {whole.lower_bound} "
        f"are needed, {bound}."
    )
    for number, token in enumerate(whole.tokens):
        yield ""
        yield from _checklist(registry, token)
        yield (
            f"  settles {token.settles}, {token.alone} of them alone; up to here "
            f"{whole.shares[number]:.1%} of all questions"
        )
    yield ""
    yield from _checklist(registry, whole.revoked)
    if whole.lost:
        yield ""
        yield f"nothing here can settle {len(whole.lost)} questions:"
        yield from _listed(whole.lost)
    if answer.worth is not None:
        yield ""
        yield from _worth_lines(registry, answer.worth)
        yield from lacks_revoked(answer.kinds)


def _checklist(registry: Registry, token: PlannedToken) -> Iterator[str]:
    if token.kind == "datasource":
        yield (
            f"{token.alias}: the token that the {token.datasource} data source of the "
            f"{token.project} project shows in its settings"
        )
        return
    yield f"{token.alias}: a product token of the {token.project} project"
    if token.kind == "revoked":
        yield "  with every scope, to be revoked as soon as it is minted: it shows"
        yield f'  whether revoked tokens are refused (kind = "{token.kind}")'
        return
    for scope in sorted(registry.scope_words):
        yield f"  [{'x' if scope in token.scopes else ' '}] {scope}"


def _worth_lines(registry: Registry, worth: Worth) -> Iterator[str]:
    yield worth_line(worth)
    if worth.open:
        yield "left open, by purpose and endpoint:"
        yield from _listed(
            f"{count} × {name}"
            for name, count in Counter(
                f"{question.purpose}, {question.id.partition('/')[0]}"
                for question in worth.open
            ).most_common()
        )
    if worth.next is not None:
        yield f"mint next, which settles {worth.gains} more:"
        yield from _checklist(registry, worth.next)


def _listed(names: Any) -> Iterator[str]:
    known = list(names)
    yield from (f"  {name}" for name in known[:_LISTED])
    if len(known) > _LISTED:
        yield f"  … and {len(known) - _LISTED} more; --json lists all"


def lacks_revoked(kinds: Iterable[str]) -> Iterator[str]:
    """Yield an advice where no token of an inventory is a revoked one."""
    if "revoked" not in kinds:
        yield (
            "tokens: none is a revoked one, so nobody can know whether such a token is "
            'refused; mint one, revoke it, and list it with kind = "revoked"'
        )


def worth_line(worth: Worth) -> str:
    """Return in one line what an inventory settles, and what to mint next."""
    said = (
        f"tokens: they settle {worth.settled} of {worth.questions} questions about "
        f"scopes ({worth.share:.1%})"
    )
    if worth.next is None:
        return said
    scopes = ", ".join(worth.next.scopes) or "no scope"
    if worth.next.kind == "datasource":
        scopes = f"that of the {worth.next.datasource} data source"
    return (
        f"{said}; the next token to mint settles {worth.gains} more: "
        f"{worth.next.project} project, {scopes}"
    )
