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

The types here are the whole form of the file; `contracts/meta/conform.json` is their
schema, for editors.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from ..contract import Json
from ..tokens import ProjectAlias

CONFIG_FILE = "conform.toml"

ENVIRONMENT_NAME = "^[A-Za-z_][A-Za-z0-9_]{0,63}$"
AllowWord = Annotated[
    str,
    Meta(
        pattern="^(read|write|destroy|bill|bill=[0-9]{1,6})$",
        description="An effect that requests may have; bill with the largest number of "
        "requests that may be charged, such as bill=3.",
    ),
]
ReasonWord = Literal[
    "no-token",
    "no-control",
    "no-fixture",
    "not-served",
    "effect-not-allowed",
    "no-capability",
    "open-question",
]


class _Table(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    omit_defaults=True,
):
    """A table of the file; a key that nobody declared is refused."""


class ProjectConfig(_Table, frozen=True, kw_only=True):
    """A project of a target: its UID, and the plan of its organisation."""

    uid: Annotated[str, Meta(min_length=1)]
    plan: str | None = None
    organisation: str | None = None


class TokenConfig(_Table, frozen=True, kw_only=True):
    """A token of the inventory, and where its secret is read from: one place."""

    alias: Annotated[str, Meta(min_length=1)]
    secret_env: (
        Annotated[
            str,
            Meta(pattern=ENVIRONMENT_NAME, description="An environment variable."),
        ]
        | None
    ) = None
    secret_keyring: (
        Annotated[
            str,
            Meta(
                pattern="^[^/]+/.+$",
                description="Service and user of the keyring of this machine.",
            ),
        ]
        | None
    ) = None
    secret_command: (
        Annotated[
            tuple[str, ...],
            Meta(min_length=1, description="A program that prints the secret."),
        ]
        | None
    ) = None
    kind: Annotated[
        Literal["product", "datasource", "api_sms", "revoked"],
        Meta(
            description="api_sms is a live token of the transactional product; revoked "
            "is a product token that was revoked, for no other use than to be refused."
        ),
    ] = "product"
    project: ProjectAlias = "home"
    scopes: frozenset[str] = frozenset()
    datasource: str | None = None


class PacingConfig(_Table, frozen=True, kw_only=True):
    """How fast and how often a target is asked, and how long it is waited for."""

    per_minute: Annotated[int, Meta(ge=1)] | None = None
    max_requests: Annotated[int, Meta(ge=1)] | None = None
    retries: Annotated[int, Meta(ge=0, le=10)] = 3
    timeout: Annotated[float, Meta(gt=0, le=600)] = 30.0
    longest_wait: Annotated[float, Meta(ge=0, le=3600)] = 120.0
    patience: Annotated[
        float,
        Meta(ge=0, le=600, description="Seconds until a write must be visible."),
    ] = 10.0


class TargetConfig(_Table, frozen=True, kw_only=True):
    """
    One named target.

    `withheld` are scopes that nobody can get for its tokens; `without` are endpoints
    that its account does not have; `undecided_is_fine` are the reasons for which cases
    may stay undecided without the run ending in exit 3.
    """

    base_url: str
    organisation: str | None = None
    projects: dict[ProjectAlias, ProjectConfig] = {}
    tokens: tuple[TokenConfig, ...] = ()
    allow: tuple[AllowWord, ...] = ()
    knobs: dict[str, str] = {}
    calibration: (
        Annotated[
            str,
            Meta(
                min_length=1,
                description="File of `conform calibrate` to which runs hold the "
                "target, from the folder of this file.",
            ),
        ]
        | None
    ) = None
    facts: dict[str, Json] = {}
    withheld: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    undecided_is_fine: frozenset[ReasonWord] = frozenset()
    pacing: PacingConfig = PacingConfig()
    proxy: str | None = None
    ca_file: str | None = None


class Config(_Table, frozen=True, kw_only=True):
    """The whole file."""

    targets: dict[str, TargetConfig] = {}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of conform.toml, made from the types that are read."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "conform.json",
        "title": "Targets of conform",
        **msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Config))),
    }
