"""What a run asks about scopes, and what a token must hold and lack to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..cases.disclosure import (
    aggregating,
    columns,
    contact_surfaces,
    event_surfaces,
    lowest_need,
    message_surfaces,
)
from ..cases.scopes import field_columns, gate_columns, lower_plan_question
from ..cases.stand_ins import door_scopes, scopes_that_matter
from ..contract import Registry
from ..tokens import ProjectAlias, ScopeDemand, TokenNeed

Purpose = Literal["scope cell", "level", "field", "plan", "reading back"]


@dataclass(frozen=True, slots=True)
class Question:
    """
    One thing that a run wants to know, and the token that it takes.

    `datasource` names a data source where it takes the token of one.
    """

    id: str
    purpose: Purpose
    project: ProjectAlias
    demand: ScopeDemand
    datasource: str = ""


def questions_of(contract: Registry) -> tuple[Question, ...]:
    """Return every question about scopes that a contract gives rise to."""
    return tuple(
        Question(
            id=name,
            purpose=purpose,
            project=need.project,
            demand=(
                need.demand(
                    contract.scope_words,
                    scopes_that_matter(contract, endpoint),
                    door_scopes(contract, endpoint),
                )
                if need.kind == "product"
                else ScopeDemand()
            ),
            datasource=need.datasource if need.kind == "datasource" else "",
        )
        for name, purpose, endpoint, need in _needs(contract)
    )


def _needs(contract: Registry) -> Iterator[tuple[str, Purpose, str, TokenNeed]]:
    sold = {scope.scope for scope in contract.scopes if scope.tier == "plan"}
    for endpoint in contract.endpoints:
        for column, need in gate_columns(contract, endpoint):
            yield f"{endpoint}/{column}", "scope cell", endpoint, need
        everything = TokenNeed(scopes=contract.scope_words, whole=True)
        yield f"{endpoint}/everything", "reading back", endpoint, everything
        small = TokenNeed(
            scopes=contract.scope_words - sold, project="lower", whole=True
        )
        yield f"{endpoint}/lower-everything", "reading back", endpoint, small
    for surface in contact_surfaces(contract):
        for shown in columns(contract, surface.id):
            yield f"{surface.id}/{shown.name}", "level", surface.id, shown.need
    aside = (*aggregating(contract), *event_surfaces(contract))
    for surface in (*aside, *message_surfaces(contract)):
        need = lowest_need(contract, surface)
        yield f"{surface.id}/lowest-level", "level", surface.id, need
    for row in contract.fields:
        for column, need in field_columns(contract, row):
            yield f"{row.endpoint}{row.pointer}/{column}", "field", row.endpoint, need
    for endpoint, need in lower_plan_question(contract):
        name = "+".join(sorted(need.scopes)) or "no-scope"
        yield f"{endpoint}/lower-plan-{name}", "plan", endpoint, need
