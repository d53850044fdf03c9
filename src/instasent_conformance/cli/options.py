"""Options that mean the same in several commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

JudgedTarget = Annotated[
    str, typer.Option(help="A target of conform.toml, a base URL, or `emulator`.")
]
ConfigFile = Annotated[
    Path | None, typer.Option(help="Configuration instead of ./conform.toml.")
]
ContractsFolder = Annotated[Path | None, typer.Option(help="Folder of the contracts.")]
