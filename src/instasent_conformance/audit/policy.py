"""What tokens are used for, by the word of their owner: a policy in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..contract import Registry
from .model import Needed


class PolicyProblem(ValueError):
    """A policy cannot be read; the text says what to do next."""


def read_policy(path: Path, contract: Registry) -> dict[str, Needed]:
    """
    Return what each token is used for, by alias.

        [tokens.reader]
        endpoints = ["audience.get"]

        [tokens.importer]
        scopes = ["…"]

    Raises:
        PolicyProblem: the file is absent or malformed, or names what does not exist.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyProblem(
            f"{path}: {error}. Next step: give a TOML file with [tokens.ALIAS] tables."
        ) from None
    tokens = found.get("tokens")
    if set(found) - {"tokens"} or not isinstance(tokens, dict):
        raise PolicyProblem(
            f"{path}: expected [tokens.ALIAS] tables and nothing else. "
            "Next step: name each token of the inventory."
        )
    return {
        alias: _needed(f"{path}: tokens.{alias}", row, contract)
        for alias, row in tokens.items()
    }


def _needed(place: str, row: Any, contract: Registry) -> Needed:
    if not isinstance(row, dict) or set(row) - {"endpoints", "scopes"}:
        raise PolicyProblem(
            f"{place}: expected the keys endpoints and scopes. "
            "Next step: list what the token is used for."
        )
    return Needed(
        scopes=_words(place, row, "scopes", dict.fromkeys(contract.scope_words)),
        endpoints=_words(place, row, "endpoints", contract.endpoints),
    )


def _words(
    place: str, row: Mapping[str, Any], key: str, known: Mapping[str, Any]
) -> frozenset[str]:
    found = row.get(key, [])
    if not isinstance(found, list) or not all(isinstance(w, str) for w in found):
        raise PolicyProblem(f"{place}.{key}: expected a list of texts.")
    for word in sorted(set(found) - set(known)):
        raise PolicyProblem(
            f"{place}.{key}: there is no {word!r}. "
            f"Next step: use some of {', '.join(sorted(known))}."
        )
    return frozenset(found)
