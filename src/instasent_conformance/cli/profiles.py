"""`conform profiles`: what each size of a run is."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from ..profiles import LAWS, PROFILES, Profile
from .listings import Row, show_rows


def profiles(
    json: Annotated[
        bool, typer.Option("--json", help="Print an array of objects.")
    ] = False,
) -> None:
    """
    List the profiles: their laws, their budget of requests, their effects.

    Example:

        conform profiles
    """
    rows = [_row(profile) for profile in PROFILES.values()]
    if json:
        typer.echo(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode())
        return
    show_rows([row | {"laws": _named(row["laws"])} for row in rows])


def _row(profile: Profile) -> Row:
    return {
        "name": profile.name,
        "purpose": profile.purpose,
        "laws": [law for law in LAWS if law in profile.laws],
        "requests": profile.requests,
        "effects": sorted(profile.effects),
        "examples": profile.examples,
        "drawn": profile.drawn,
        "histories": profile.histories,
        "thorough": profile.thorough,
    }


def _named(laws: list[str]) -> str | list[str]:
    return f"all {len(laws)}" if len(laws) == len(LAWS) else laws
