"""
Every token that an endpoint can be asked with, as cases.

The columns of the heat map are the cases: a product token of every single scope, of all
but one, of exactly enough, of all and of none, and tokens of other projects and of data
sources. An endpoint whose path names no project has no column for other projects,
because their tokens are live tokens like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..contract import AccessRow, Registry
from ..contract.model import Effect, FieldRow
from ..exchange import Request
from ..tokens import ProjectAlias, TokenNeed
from .model import Case, Cell, Step
from .stand_ins import gate_scopes, is_scope_open

LAW = "scope-gating"
Fresh = Callable[[], Request]
Alive = Callable[[TokenNeed], Request]
Question = tuple[str, TokenNeed]
Columns = Iterator[tuple[str, TokenNeed]]

_LOWER: ProjectAlias = "lower"


def gate_cases(
    contract: Registry,
    endpoint: str,
    *,
    fresh: Fresh,
    full: TokenNeed,
    alive: Alive,
    thorough: bool = True,
) -> Iterator[Case]:
    """
    Yield one case per kind of token that can ask an endpoint of the home project.

    Args:
        contract: names the scopes.
        endpoint: the endpoint asked.
        fresh: returns a request that a sufficient token gets answered; a new one each
            time where the request changes something.
        full: the token of the positive control.
        alive: returns a request that a live token of a data source gets answered.
        thorough: whether each scope that the row does not name has its own column; a
            token of all of them together says whether any of them opens the endpoint.

    """
    control = Step(fresh(), full, "control", once=True)
    asked: dict[TokenNeed, Step] = {}
    for column, need in gate_columns(contract, endpoint, thorough=thorough):
        if need not in asked:
            asked[need] = Step(fresh(), need, once=True)
        steps = [control, asked[need]]
        if need.kind == "datasource":
            steps.insert(0, Step(alive(need), need, "control", once=True))
        yield cell_case(contract, endpoint, column, tuple(steps))


def lower_plan_cases(
    contract: Registry, endpoint: str, *, fresh: Fresh
) -> Iterator[Case]:
    """
    Yield one case per sufficient scope set, asked on the smallest plan.

    An endpoint whose scope no source names has none.
    """
    if is_scope_open(contract, contract.access[endpoint]):
        return
    for column, scopes in _exact_columns(contract.access[endpoint]):
        about = gate_scopes(contract, endpoint)
        need = TokenNeed(scopes=scopes, project=_LOWER, about=about)
        yield cell_case(
            contract, endpoint, f"lower-plan-{column}", (Step(fresh(), need),), _LOWER
        )


def every_answer(cases: Sequence[Case], endpoint: str) -> Case:
    """Return the case that looks at all answers of one endpoint together."""
    steps = dict.fromkeys(step for case in cases for step in case.steps[-1:])
    return Case(
        id=f"{endpoint}/every-token",
        law=LAW,
        endpoint=endpoint,
        purpose="One reading of the row explains what every token was answered.",
        steps=tuple(steps),
        effect=cases[0].effect if cases else "read",
        parameters={"project": "home"},
    )


def one_option_case(
    contract: Registry,
    question: str,
    steps: Sequence[Step],
    effect: Effect,
    project: ProjectAlias = "home",
    *,
    law: str = LAW,
) -> Case:
    """Return the case that looks at one open question across endpoints."""
    group = "reads" if effect == "read" else "all"
    return Case(
        id=f"one-option/{question}/{group}",
        law=law,
        endpoint=next(iter(contract.endpoints)),
        purpose=f"One option of {question} explains the answers of all endpoints.",
        steps=tuple(steps),
        effect=effect,
        parameters={"project": project},
    )


def lower_plan_question(contract: Registry) -> list[Question]:
    """Return who to ask what to learn what a plan does about scopes it lacks."""
    return [
        (
            row.endpoint,
            TokenNeed(
                scopes=scopes,
                project=_LOWER,
                about=gate_scopes(contract, row.endpoint),
            ),
        )
        for row in contract.access.values()
        if not is_scope_open(contract, row)
        for _, scopes in _exact_columns(row)
    ]


def shared_questions(contract: Registry) -> Iterator[tuple[str, list[Question]]]:
    """Yield every open question that several endpoints answer, and who to ask what."""
    every = list(contract.endpoints)
    rows = [contract.access[endpoint] for endpoint in every]
    yield (
        "out-of-reach",
        [
            (e, need)
            for e in every
            for column, need in gate_columns(contract, e)
            if column in ("sibling", "foreign")
        ],
    )
    for knob in contract.knobs:
        asked = [q for row in rows for q in _questions_of(contract, row, knob)]
        if len({endpoint for endpoint, _ in asked}) > 1:
            yield knob, asked


def _questions_of(contract: Registry, row: AccessRow, knob: str) -> Iterator[Question]:
    decides = any(knob in choice.when for choice in row.alternatives)
    if decides and not is_scope_open(contract, row):
        about = gate_scopes(contract, row.endpoint)
        yield row.endpoint, TokenNeed(about=about)
        for word in sorted({word for found in _sets(row) for word in found}):
            yield row.endpoint, TokenNeed(scopes=frozenset((word,)), about=about)
    if any(knob in choice.when for choice in row.datasource_token or ()):
        yield row.endpoint, TokenNeed(kind="datasource")


def gate_columns(
    contract: Registry, endpoint: str, *, thorough: bool = True
) -> Columns:
    """Yield the name of every column of an endpoint, and the token it stands for."""
    row = contract.access[endpoint]
    about = gate_scopes(contract, endpoint)
    if not is_scope_open(contract, row):
        yield from _scope_columns(contract, row, about, thorough=thorough)
    yield "all", TokenNeed(scopes=contract.scope_words, about=about)
    if any(p.fact == "project.uid" for p in contract.endpoint(endpoint).parameters):
        yield "sibling", TokenNeed(scopes=contract.scope_words, project="sibling")
        yield "foreign", TokenNeed(scopes=contract.scope_words, project="foreign")
    yield "datasource", TokenNeed(kind="datasource")
    yield "other-datasource", TokenNeed(kind="datasource", datasource="second")
    yield "sibling-datasource", TokenNeed(kind="datasource", project="sibling")


def field_columns(contract: Registry, row: FieldRow) -> Columns:
    """Yield the tokens that tell who is shown a field with a scope of its own."""
    alone = frozenset((row.scope,))
    all_but = contract.scope_words - alone
    yield "all", TokenNeed(scopes=contract.scope_words, about=alone)
    yield row.scope, TokenNeed(scopes=alone, about=alone)
    yield f"without-{row.scope}", TokenNeed(scopes=all_but, about=alone)
    yield "no-scope", TokenNeed(about=alone)
    yield (
        f"lower-plan-{row.scope}",
        TokenNeed(scopes=alone, project=_LOWER, about=alone),
    )


def open_columns(contract: Registry, endpoint: str) -> tuple[str, ...]:
    """Return the columns that nothing can judge, because no source names the scope."""
    if not is_scope_open(contract, contract.access[endpoint]):
        return ()
    return ("no-scope", *sorted(contract.scope_words))


def every_cell(
    contract: Registry, endpoint: str, *, thorough: bool = True
) -> dict[str, Cell | None]:
    """Return the cases of an endpoint on the home project, each with its cell."""
    asked = gate_columns(contract, endpoint, thorough=thorough)
    columns = (*(column for column, _ in asked), *open_columns(contract, endpoint))
    return {f"{endpoint}/{c}": Cell("scope", endpoint, c) for c in columns}


def _scope_columns(
    contract: Registry, row: AccessRow, about: frozenset[str], *, thorough: bool
) -> Columns:
    named = frozenset(scope for found in _sets(row) for scope in found)
    yield "no-scope", TokenNeed(about=about)
    for word in sorted(contract.scope_words if thorough else named):
        yield word, TokenNeed(scopes=frozenset((word,)), about=about)
    for word in sorted(named):
        all_but = contract.scope_words - {word}
        yield f"without-{word}", TokenNeed(scopes=all_but, about=about)
    if len(named) > 1:
        none_of = contract.scope_words - named
        yield "without-any", TokenNeed(scopes=none_of, about=about)
    for column, scopes in _exact_columns(row):
        yield column, TokenNeed(scopes=scopes, about=about)


def _exact_columns(row: AccessRow) -> Iterator[tuple[str, frozenset[str]]]:
    found = _sets(row)
    for number, scopes in enumerate(found, start=1):
        yield ("exact" if len(found) == 1 else f"exact-{number}"), scopes


def _sets(row: AccessRow) -> list[frozenset[str]]:
    found = {scopes for choice in row.alternatives for scopes in choice.scopes}
    return sorted(found, key=sorted)


def cell_case(
    contract: Registry,
    endpoint: str,
    column: str,
    steps: tuple[Step, ...],
    project: ProjectAlias = "home",
    *,
    law: str = LAW,
) -> Case:
    """Return the case of one cell of the heat map; its last step is the probe."""
    return Case(
        id=f"{endpoint}/{column}",
        law=law,
        endpoint=endpoint,
        purpose=f"{endpoint} asked with {steps[-1].need}.",
        steps=steps,
        effect=contract.access[endpoint].effect,
        cell=Cell("scope", endpoint, column),
        parameters={"project": project},
    )
