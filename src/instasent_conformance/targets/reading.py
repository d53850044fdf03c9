"""Read conform.toml; whatever is wrong is said with line, key and next step."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import msgspec

from .config import CONFIG_FILE, Config, ProjectConfig, TargetConfig
from .errors import TargetProblem
from .places import line_of, syntax_line

Table = TypeVar("Table", bound=msgspec.Struct)
Keys = tuple[str | int, ...]

_LITERAL_KEYS = frozenset(
    ("secret", "token", "value", "password", "bearer", "api_key", "authorization")
)
_REFERENCES = ("secret_env", "secret_keyring", "secret_command")
_LOOKS_SECRET = re.compile(r"^(?=.*\d)[A-Za-z0-9_-]{32,}$|\bBearer\s+\S", re.IGNORECASE)
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[(\d+)\]")
_FIELD = re.compile(r"field `([^`]+)`")
_MISSING = "missing required field"


def load_config(file: Path | None = None) -> Config:
    """
    Read the configuration; an absent default file is an empty one.

    Raises:
        TargetProblem: the file given is absent, or a file is malformed or holds a
            secret; the message names the file, the line, the key and the next step.
    """
    path = file or Path(CONFIG_FILE)
    if not path.is_file():
        if file is None:
            return Config()
        raise TargetProblem(
            f"{path}: no such file. Next step: give the path of a {CONFIG_FILE}."
        )
    try:
        text = path.read_text("utf-8")
        return _Reader(path, text).read(tomllib.loads(text))
    except UnicodeDecodeError as error:
        raise TargetProblem(
            f"{path}: not UTF-8: {error}. Next step: save it as UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise TargetProblem(
            f"{path}:{syntax_line(error)}: not valid TOML: {error}. "
            "Next step: correct that place."
        ) from None


def lines_of_tokens(file: Path, target: str) -> dict[str, int]:
    """Return the line on which each token of a target is described, by alias."""
    if not file.is_file():
        return {}
    described = load_config(file).targets.get(target)
    text = file.read_text("utf-8")
    return {
        token.alias: line_of(text, ("targets", target, "tokens", index, "alias"))
        for index, token in enumerate(described.tokens if described else ())
    }


class _Reader:
    """One file on its way to a configuration."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def read(self, found: dict[str, Any]) -> Config:
        """Return the configuration, or raise TargetProblem."""
        for key in found:
            if key != "targets":
                self._refuse((key,), "there is no such key", "name it under [targets]")
        targets = found.get("targets", {})
        if not isinstance(targets, dict):
            self._refuse(("targets",), "expected a table", "write [targets.NAME]")
        self._refuse_literals(targets)
        return Config(
            targets={
                name: self._target(("targets", name), table)
                for name, table in targets.items()
            }
        )

    def _target(self, place: Keys, table: Any) -> TargetConfig:
        if isinstance(table, dict) and isinstance(table.get("projects"), dict):
            for alias, project in table["projects"].items():
                self._convert((*place, "projects", alias), project, ProjectConfig)
        target = self._convert(place, table, TargetConfig)
        for index, token in enumerate(target.tokens):
            given = [name for name in _REFERENCES if getattr(token, name)]
            if len(given) != 1:
                self._refuse(
                    (*place, "tokens", index),
                    f"{len(given)} places of the secret are named instead of one",
                    f"name exactly one of {', '.join(_REFERENCES)}",
                )
        if target.proxy and urlsplit(target.proxy).password:
            self._refuse(
                (*place, "proxy"),
                "the address holds a password",
                "leave the key out, and put the address into the environment "
                "variable HTTPS_PROXY",
            )
        return target

    def _convert(self, place: Keys, value: Any, wanted: type[Table]) -> Table:
        try:
            return msgspec.convert(value, wanted)
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `$")
            steps: Keys = tuple(
                name or int(index) for name, index in _STEP.findall(where)
            )
            field = _FIELD.search(message)
            if field and _MISSING not in message:
                steps = (*steps, field[1])
            self._refuse(
                (*place, *steps),
                message,
                "correct that key; docs/nightly.md shows a complete file",
            )

    def _refuse_literals(self, targets: dict[str, Any]) -> None:
        for place, value in _texts(("targets",), targets):
            named = str(place[-1]).lower() in _LITERAL_KEYS
            inside = "tokens" in place and place[-1] not in ("alias", "datasource")
            if ("tokens" in place and named) or (
                _LOOKS_SECRET.search(value)
                and (inside or value.lower().startswith("bearer"))
            ):
                self._refuse(
                    place,
                    "a token stands here by its value",
                    "take it out, revoke it where the file was shared, and name an "
                    "environment variable instead: secret_env = "
                    '"MY_TOKEN"',
                )

    def _refuse(self, place: Keys, problem: str, step: str) -> NoReturn:
        key = "".join(
            f"[{part}]" if isinstance(part, int) else f".{part}" for part in place
        ).lstrip(".")
        line = line_of(self._text, place)
        raise TargetProblem(
            f"{self._path}:{line}: {key}: {problem}. Next step: {step}."
        )


def _texts(place: Keys, value: Any) -> Iterator[tuple[Keys, str]]:
    """Yield every text of a value, with the keys that lead to it."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts((*place, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts((*place, index), inner)
