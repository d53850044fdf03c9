"""Find the folder that holds the contracts or the suites."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import ContractsNotFound

VERSION_FOLDER = "v1"
CONTRACTS_VARIABLE = "CONFORM_CONTRACTS"

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


def contracts_root(given: Path | None = None) -> Path:
    """
    Return the folder of one contract version.

    Searched in this order: the folder given, the environment variable
    `CONFORM_CONTRACTS`, the checkout, the installed package.
    A folder counts when it, or its `v1` folder, holds a manifest.

    Raises:
        ContractsNotFound: no searched place holds a manifest.
    """
    if given is not None:
        return _first_with_manifest((given, given / VERSION_FOLDER))
    named = os.environ.get(CONTRACTS_VARIABLE)
    if named:
        return _first_with_manifest((Path(named), Path(named) / VERSION_FOLDER))
    return _first_with_manifest(
        (
            _CHECKOUT / "contracts" / VERSION_FOLDER,
            _PACKAGE / "_contracts" / VERSION_FOLDER,
        )
    )


def suites_root() -> Path:
    """Return the folder of the shipped suites: the checkout's, else the package's."""
    checkout = _CHECKOUT / "suites"
    return checkout if (checkout / "README.md").is_file() else _PACKAGE / "_suites"


def _first_with_manifest(places: tuple[Path, ...]) -> Path:
    for place in places:
        if (place / "manifest.json").is_file():
            return place
    raise ContractsNotFound(searched=places)
