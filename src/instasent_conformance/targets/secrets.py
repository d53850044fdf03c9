"""From a reference to the secret that it leads to; nothing here is ever printed."""

from __future__ import annotations

import importlib
import os
import subprocess

from ..tokens import ProjectAlias, Token
from .config import ProjectConfig, TokenConfig
from .errors import TargetProblem

_SECONDS = 30


def token_from(
    config: TokenConfig, projects: dict[ProjectAlias, ProjectConfig]
) -> Token:
    """
    Return a token of the inventory with its secret.

    Raises:
        TargetProblem: the place that is named holds no secret.
    """
    project = projects.get(config.project)
    return Token(
        alias=config.alias,
        kind=config.kind,
        project=config.project,
        scopes=config.scopes,
        plan=project.plan if project else None,
        secret=_secret(config),
        datasource=config.datasource,
    )


def _secret(config: TokenConfig) -> str:
    if config.secret_env is not None:
        return _from_environment(config.alias, config.secret_env)
    if config.secret_keyring is not None:
        return _from_keyring(config.alias, config.secret_keyring)
    return _from_command(config.alias, config.secret_command or ())


def _from_environment(alias: str, variable: str) -> str:
    secret = os.environ.get(variable, "").strip()
    if secret:
        return secret
    raise TargetProblem(
        f"the token {alias!r} names the environment variable {variable}, which is "
        f"unset. Next step: export {variable} with the secret of that token."
    )


def _from_keyring(alias: str, reference: str) -> str:
    service, _, user = reference.partition("/")
    try:
        secret = importlib.import_module("keyring").get_password(service, user)
    except ImportError:
        raise TargetProblem(
            f"the token {alias!r} is in a keyring, and the package keyring is not "
            "installed. Next step: pip install keyring, or use secret_env."
        ) from None
    except Exception as error:
        # Every backend of the keyring raises errors of its own.
        raise TargetProblem(
            f"the token {alias!r}: the keyring does not open: {error}. "
            "Next step: unlock it, or use secret_env."
        ) from None
    if secret:
        return str(secret)
    raise TargetProblem(
        f"the token {alias!r} names {reference} of the keyring, which holds nothing. "
        f"Next step: keyring set {service} {user}"
    )


def _from_command(alias: str, command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TargetProblem(
            f"the token {alias!r}: {command[0]} did not run: {error}. "
            "Next step: correct secret_command."
        ) from None
    secret = done.stdout.strip()
    if done.returncode == 0 and secret:
        return secret
    # What the program said is not repeated: it may hold a secret.
    raise TargetProblem(
        f"the token {alias!r}: {command[0]} ended with {done.returncode} and "
        f"{'something' if secret else 'nothing'} on its output. "
        "Next step: run secret_command by hand."
    )
