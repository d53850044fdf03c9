"""
`conform.toml`: named targets, and tokens by reference, never by value.

    [targets.sandbox]
    base_url = "https://api.instasent.com/v1"
    allow = ["write"]

    [targets.sandbox.projects.home]
    uid = "my-project"
    plan = "L"

    [[targets.sandbox.tokens]]
    alias = "reader"
    scopes = ["…"]
    secret_env = "SANDBOX_READER"
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from ..contract import Json
from ..contract.model import Effect
from ..tokens import ProjectAlias, Token
from .errors import TargetProblem

CONFIG_FILE = "conform.toml"


class ProjectConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A project of a target: its UID, and the plan of its organisation."""

    uid: str
    plan: str | None = None


class TokenConfig(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True
):
    """A token of the inventory; its secret is read from an environment variable."""

    alias: str
    secret_env: str
    kind: Literal["product", "datasource"] = "product"
    project: ProjectAlias = "home"
    scopes: frozenset[str] = frozenset()
    datasource: str | None = None


class TargetConfig(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True
):
    """One named target."""

    base_url: str
    projects: dict[ProjectAlias, ProjectConfig] = {}
    tokens: tuple[TokenConfig, ...] = ()
    allow: tuple[Effect, ...] = ()
    knobs: dict[str, str] = {}
    facts: dict[str, Json] = {}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    targets: dict[str, TargetConfig] = {}


def load_config(file: Path | None = None) -> Config:
    """
    Read the configuration; an absent default file is an empty one.

    Raises:
        TargetProblem: the file given is absent, or a file is malformed; the message
            names the file, the place and the next step.
    """
    path = file or Path(CONFIG_FILE)
    if not path.is_file():
        if file is None:
            return Config()
        raise TargetProblem(
            f"{path}: no such file. Next step: give the path of a {CONFIG_FILE}."
        )
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Config)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetProblem(
            f"{path}: not valid TOML: {error}. Next step: correct that place."
        ) from None
    except msgspec.ValidationError as error:
        raise TargetProblem(
            f"{path}: {error}. Next step: correct that key; "
            "`conform run --help` shows a complete example."
        ) from None


def token_from(
    config: TokenConfig, projects: dict[ProjectAlias, ProjectConfig]
) -> Token:
    """
    Return a token of the inventory with its secret.

    Raises:
        TargetProblem: the environment variable is unset or empty.
    """
    secret = os.environ.get(config.secret_env, "")
    if not secret:
        raise TargetProblem(
            f"the token {config.alias!r} names the environment variable "
            f"{config.secret_env}, which is unset. "
            f"Next step: export {config.secret_env} with the secret of that token."
        )
    project = projects.get(config.project)
    return Token(
        alias=config.alias,
        kind=config.kind,
        project=config.project,
        scopes=config.scopes,
        plan=project.plan if project else None,
        secret=secret,
        datasource=config.datasource,
    )
