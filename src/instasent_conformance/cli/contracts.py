"""`conform contracts`: read, check, export, compare and release."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..contract import Registry, load_registry
from ..contract.openapi import to_openapi
from ..contract.promises import check_contracts
from .diff import diff, release
from .errors import UsageProblem, refusing_bad_input
from .listings import (
    Row,
    described,
    endpoint_rows,
    knob_rows,
    requirement_rows,
    scope_rows,
    show_rows,
)

PROBLEMS_EXIT = 2

contracts_app = typer.Typer(no_args_is_help=True, help="Contracts: the law, as data.")

Folder = Annotated[
    Path | None,
    typer.Option("--contracts", help="Folder of the contracts to read."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


class ExportFormat(StrEnum):
    """What a contract can be exported to."""

    OPENAPI = "openapi"


@contracts_app.command("list")
@refusing_bad_input
def list_contracts(
    requirements: Annotated[
        bool, typer.Option("--requirements", help="List requirements instead.")
    ] = False,
    knobs: Annotated[bool, typer.Option("--knobs", help="List knobs instead.")] = False,
    scopes: Annotated[
        bool, typer.Option("--scopes", help="List scopes instead.")
    ] = False,
    json: AsJson = False,
    contracts: Folder = None,
) -> None:
    """
    List the endpoints of the contract, or one of its tables.

    Example:

        conform contracts list --knobs
    """
    tables: tuple[tuple[bool, Callable[[Registry], list[Row]]], ...] = (
        (requirements, requirement_rows),
        (knobs, knob_rows),
        (scopes, scope_rows),
    )
    asked = [rows for wanted, rows in tables if wanted]
    if len(asked) > 1:
        raise UsageProblem(
            "a list shows one table. "
            "Next step: pass one of --requirements, --knobs and --scopes."
        )
    rows = (asked[0] if asked else endpoint_rows)(load_registry(contracts))
    if json:
        typer.echo(jsonlib.dumps(rows, indent=2, ensure_ascii=False))
    else:
        show_rows(rows)


@contracts_app.command("show")
@refusing_bad_input
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of an endpoint, knob, unknown, requirement or scope."
        ),
    ],
    json: AsJson = False,
    contracts: Folder = None,
) -> None:
    """
    Show one endpoint, knob, unknown, requirement or scope, with its provenance.

    Example:

        conform contracts show audience.search
    """
    found = described(load_registry(contracts), name)
    if json:
        typer.echo(jsonlib.dumps(found, indent=2, ensure_ascii=False))
        return
    for key, value in found.items():
        shown = value if isinstance(value, str) else jsonlib.dumps(value, indent=2)
        typer.echo(f"{key}: {shown}")


@contracts_app.command("check")
@refusing_bad_input
def check(json: AsJson = False, contracts: Folder = None) -> None:
    """
    Check every promise on the contract data; exit 2 when one is broken.

    Example:

        conform contracts check --contracts ./contracts
    """
    problems = check_contracts(contracts)
    if json:
        rows = [
            {"id": f"{p.file}#{p.place}", "file": p.file, "place": p.place}
            | {"problem": p.problem}
            for p in problems
        ]
        typer.echo(jsonlib.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            typer.echo(str(problem))
        if not problems:
            registry = load_registry(contracts)
            typer.echo(f"contract {registry.version}: every promise is kept")
    if problems:
        raise typer.Exit(PROBLEMS_EXIT)


@contracts_app.command("export")
@refusing_bad_input
def export(
    format: Annotated[  # noqa: A002 - named by its option
        ExportFormat, typer.Option("--format", help="What to write.")
    ] = ExportFormat.OPENAPI,
    output: Annotated[
        Path | None, typer.Option(help="File to write instead of the terminal.")
    ] = None,
    contracts: Folder = None,
) -> None:
    """
    Export the contract as one OpenAPI 3.1 document.

    Example:

        conform contracts export --format openapi --output openapi.json
    """
    document = to_openapi(load_registry(contracts))
    text = jsonlib.dumps(document, indent=2, ensure_ascii=False)
    if output is None:
        typer.echo(text)
        return
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageProblem(
            f"{output}: cannot be written: {error.strerror}. "
            "Next step: pass --output with a file in a folder that exists."
        ) from None
    typer.echo(f"{output}: {format.value}, {len(document['paths'])} paths", err=True)


contracts_app.command("diff")(diff)
contracts_app.command("release")(release)
