"""The promises that contract data keeps, each a function that yields what breaks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator

from .digest import digest_of
from .errors import ContractError, ContractFileInvalid, ContractFileUnreadable
from .loader import load_registry, read_json
from .location import contracts_root
from .problems import Problem
from .promises_on_rows import ROW_PROMISES
from .promises_on_schemas import SCHEMA_PROMISES
from .registry import Registry

META = "meta"
_BY_FOLDER = {"endpoints": "endpoint.json", "evidence": "evidence.json"}

Promise = Callable[[Registry], Iterator[Problem]]


def check_contracts(root: Path | None = None) -> list[Problem]:
    """
    Return every promise that a contract folder breaks; an empty list is a good one.

    A folder that cannot be read or loaded yields the first reason alone, since
    nothing else can be said about it.

    Raises:
        ContractsNotFound: there is no contract folder at all.
    """
    folder = contracts_root(root)
    try:
        problems = list(files_satisfy_their_meta_schemas(folder))
        if problems:
            return problems
        registry = load_registry(folder)
    except ContractError as error:
        return [_as_problem(folder, error)]
    return [problem for promise in PROMISES for problem in promise(registry)]


def files_satisfy_their_meta_schemas(folder: Path) -> Iterator[Problem]:
    """Yield every place where a file breaks the meta-schema of its kind."""
    meta = folder.parent / META
    for file in sorted(folder.rglob("*.json")):
        within = file.relative_to(folder)
        named = _BY_FOLDER.get(within.parts[0], within.name)
        if within.parts[0] == "schemas":
            yield from _breaches(folder, file, Draft202012Validator.META_SCHEMA)
        elif (meta / named).is_file():
            yield from _breaches(folder, file, read_json(meta / named))
        elif meta.is_dir():
            yield Problem.at(folder, file, "$", "no meta-schema describes such a file")


def a_frozen_version_keeps_its_digest(registry: Registry) -> Iterator[Problem]:
    """Yield the manifest of a frozen version whose files are not those it froze."""
    manifest = registry.manifest
    if manifest.status == "frozen" and manifest.digest != digest_of(registry.root):
        yield Problem(
            "manifest.json",
            "$.digest",
            "the version is frozen, and its files no longer have this digest",
        )


def every_plan_and_level_names_declared_scopes(
    registry: Registry,
) -> Iterator[Problem]:
    """Yield scopes of plans, levels, rows and fields that no row declares."""
    used = [
        *(
            (scope, f"$.plans[{plan.plan}]")
            for plan in registry.plans.values()
            for scope in plan.includes
        ),
        *((level.scope, f"$.levels[{level.level}]") for level in registry.levels),
        *((row.scope, f"$.fields[{row.pointer}]") for row in registry.fields),
        *(
            (scope, f"$.endpoints[{row.endpoint}]")
            for row in registry.access.values()
            for alternative in row.alternatives
            for scopes in alternative.scopes
            for scope in scopes
        ),
    ]
    for scope, place in sorted(set(used)):
        if scope not in registry.scope_words:
            yield Problem("access.json", place, f"the scope {scope} is not declared")


def no_id_is_given_twice(registry: Registry) -> Iterator[Problem]:
    """Yield ids that two rows of one table share."""
    tables = (
        ("access.json", "scopes", [row.scope for row in registry.scopes]),
        ("attributes.json", "attributes", [row.uid for row in registry.attributes]),
        ("attributes.json", "roles", [row.role for row in registry.attributes]),
        ("event-types.json", "event_types", [row.uid for row in registry.event_types]),
        ("requirements.json", "requirements", [r.id for r in registry.requirements]),
    )
    for file, table, ids in (*tables, *_keyed_tables(registry)):
        for name, count in sorted(Counter(ids).items()):
            if count > 1:
                place = f"$.{table}[{name}]"
                yield Problem(file, place, f"the id stands {count} times")


PROMISES: tuple[Promise, ...] = (
    a_frozen_version_keeps_its_digest,
    every_plan_and_level_names_declared_scopes,
    no_id_is_given_twice,
    *ROW_PROMISES,
    *SCHEMA_PROMISES,
)


def _keyed_tables(registry: Registry) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the ids of tables that load as mappings, as the files themselves say."""
    keyed = (
        ("access.json", "endpoints", "endpoint"),
        ("access.json", "plans", "plan"),
        ("knobs.json", "knobs", "id"),
        ("knobs.json", "unknowns", "id"),
        ("limits.json", "limits", "limit"),
    )
    for file, table, key in keyed:
        rows = read_json(registry.root / file)[table]
        yield file, table, [row[key] for row in rows]


def _breaches(folder: Path, file: Path, meta: Any) -> Iterator[Problem]:
    """Yield the breaches of a meta-schema; the slow validator runs only if any are."""
    content = read_json(file)
    if not jsonschema_rs.validator_for(meta).is_valid(content):
        for error in Draft202012Validator(meta).iter_errors(content):
            yield Problem.at(folder, file, error.json_path, error.message[:200])


def _as_problem(folder: Path, error: ContractError) -> Problem:
    if isinstance(error, ContractFileInvalid):
        return Problem.at(folder, error.file, error.place, error.problem)
    if isinstance(error, ContractFileUnreadable):
        place = f"line {error.line}, column {error.column}"
        return Problem.at(folder, error.file, place, f"not valid JSON: {error.problem}")
    return Problem(str(folder), "$", str(error))
