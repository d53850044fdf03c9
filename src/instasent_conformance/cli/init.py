"""`conform init`: describe a target in conform.toml, in a dialogue or by options."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from ..client import Care, Client, Limits, Reach
from ..contract import Registry, load_registry
from ..settings import allowed_from
from ..targets.config import CONFIG_FILE, TargetConfig, TokenConfig
from ..targets.introducing import (
    Introduced,
    describe,
    introduce,
    place_of,
    require_refused,
)
from ..targets.network import checked, natures_of, reach_of, require_answer
from ..targets.writing import add_target
from ..tokens import ProjectAlias
from .errors import UsageProblem, refusing_bad_input
from .options import ContractsFolder

_OTHERS: dict[ProjectAlias, str] = {
    "sibling": "another project of the same organisation",
    "foreign": "a project of another organisation",
    "lower": "a project whose plan includes no plan-gated scope",
}


_USELESS = {"revoked": "revoked", "api_sms": "of another product"}


@refusing_bad_input
def init(
    name: Annotated[str, typer.Argument(help="Name of the target.")] = "sandbox",
    base_url: Annotated[
        str | None, typer.Option(help="Base URL; it ends in /v1.")
    ] = None,
    project: Annotated[
        str | None, typer.Option(help="UID of the project to write in.")
    ] = None,
    token_env: Annotated[
        list[str] | None,
        typer.Option(help="Environment variable that holds a token (repeatable)."),
    ] = None,
    token_keyring: Annotated[
        list[str] | None,
        typer.Option(help="SERVICE/USER of the keyring that holds one (repeatable)."),
    ] = None,
    token_command: Annotated[
        list[str] | None,
        typer.Option(help="A command that prints a token (repeatable)."),
    ] = None,
    revoked_env: Annotated[
        str | None,
        typer.Option(help="Environment variable of a token that was revoked."),
    ] = None,
    transactional_env: Annotated[
        str | None,
        typer.Option(
            help="Environment variable of a token of the transactional product."
        ),
    ] = None,
    sibling: Annotated[
        str | None, typer.Option(help="UID of another project of the organisation.")
    ] = None,
    foreign: Annotated[
        str | None, typer.Option(help="UID of a project of another organisation.")
    ] = None,
    lower: Annotated[
        str | None, typer.Option(help="UID of a project on a smaller plan.")
    ] = None,
    allow: Annotated[
        str | None, typer.Option(help="Effects beyond reads: write,destroy,bill=N.")
    ] = None,
    ca_file: Annotated[
        str | None, typer.Option(help="Certificate authorities (PEM).")
    ] = None,
    proxy: Annotated[str | None, typer.Option(help="Address of a proxy.")] = None,
    config: Annotated[Path, typer.Option(help="File to write.")] = Path(CONFIG_FILE),
    contracts: ContractsFolder = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ask nothing; options say it all.")
    ] = False,
) -> None:
    """
    Describe a target in conform.toml, and check its tokens.

    Asks for what the options leave open. Every token is checked by one cheap read,
    whose answer also says which scopes it carries and which plan it is on. Secrets stay
    in the environment; the file names the variables.

    Examples:

        conform init sandbox

        conform init sandbox --project my-sandbox --token-env SANDBOX_TOKEN --no-input
    """
    registry = load_registry(contracts)
    ask = _Dialogue(silent=no_input)
    base = checked(
        ask.text("Base URL", base_url, option="--base-url", default=_usual(registry))
    )
    projects: dict[ProjectAlias, str] = {
        "home": ask.text("UID of the project to write in", project, option="--project")
    }
    others: dict[ProjectAlias, str | None]
    others = {"sibling": sibling, "foreign": foreign, "lower": lower}
    for alias, given in others.items():
        uid = ask.optional(f"UID of {_OTHERS[alias]}", given)
        if uid:
            projects[alias] = uid
    held = _references(token_keyring or (), token_command or ())
    if token_env or not held:
        question = "Environment variables that hold its tokens"
        held[:0] = map(_in_environment, ask.many(question, token_env))
    words = ask.optional("Effects beyond reads (write,destroy,bill=N)", allow)
    allowed = tuple(allowed_from([words]).words()) if words else ()
    way = TargetConfig(base_url=base, proxy=proxy, ca_file=ca_file)
    with closing(_client(registry, way)) as client:
        tokens = [
            introduce(client, registry, held=one, projects=projects) for one in held
        ]
        refused = [
            require_refused(client, registry, held=one, project=projects["home"])
            for one in _useless(revoked=revoked_env, api_sms=transactional_env)
        ]
    target = describe(
        base,
        projects=projects,
        tokens=tokens,
        refused=tuple(refused),
        allow=allowed,
        proxy=proxy,
        ca_file=ca_file,
    )
    add_target(config, name, target)
    for line in [
        *_lines(tokens),
        *(
            f"{one.secret_env}: {_USELESS[one.kind]}, and refused as it should"
            for one in refused
        ),
        f"{config}: target {name}",
        f"look at what a run would send: conform run --target {name} --plan",
        f"judge it: conform run --target {name}",
    ]:
        typer.echo(line)


def _references(keyring: Iterable[str], commands: Iterable[str]) -> list[TokenConfig]:
    """Return tokens whose secrets are in a keyring, or with a program."""
    return [
        *(TokenConfig(alias=one, secret_keyring=one) for one in keyring),
        *(_printed_by(command) for command in commands),
    ]


def _in_environment(variable: str) -> TokenConfig:
    alias = variable.lower().replace("_", "-")
    return TokenConfig(alias=alias, secret_env=variable)


def _useless(**variables: str | None) -> Iterable[TokenConfig]:
    """Yield the tokens that are to open nothing; keywords are kinds."""
    for kind, variable in variables.items():
        if variable:
            yield replace(_in_environment(variable), kind=kind)


def _printed_by(command: str) -> TokenConfig:
    words = tuple(shlex.split(command))
    if not words:
        raise UsageProblem("--token-command is empty. Next step: name a program.")
    return TokenConfig(alias=words[-1], secret_command=words)


def _usual(registry: Registry) -> str:
    return registry.manifest.base_url


def _client(registry: Registry, way: TargetConfig) -> Client:
    """Return a client that may read, once somebody answers."""
    reach: Reach = reach_of(way)
    require_answer(way.base_url, reach)
    reads = Limits(effects=frozenset(("read",)))
    care = Care(natures_of(registry), reads)
    return Client(base_url=way.base_url, transport=None, care=care, reach=reach)


def _lines(tokens: list[Introduced]) -> list[str]:
    lines = []
    for token in tokens:
        plan = f"plan {token.plan}" if token.plan else "plan not stated"
        place, count = place_of(token.held), len(token.scopes)
        lines.append(f"{place}: {token.project}, {plan}, {count} scopes")
        if token.unknown:
            lines.append(
                f"  unknown to the contract: {', '.join(sorted(token.unknown))}"
            )
    return lines


class _Dialogue:
    """Asks a person, unless the options said it or nobody is to be asked."""

    def __init__(self, *, silent: bool) -> None:
        self._silent = silent

    def text(
        self, question: str, given: str | None, *, option: str, default: str = ""
    ) -> str:
        if given:
            return given
        if self._silent:
            if default:
                return default
            raise UsageProblem(f"{option} is missing. Next step: give it.")
        return str(typer.prompt(question, default=default or None))

    def optional(self, question: str, given: str | None) -> str:
        if given is not None or self._silent:
            return given or ""
        return str(typer.prompt(f"{question}; empty for none", default="")).strip()

    def many(self, question: str, given: list[str] | None) -> list[str]:
        if given:
            return given
        if self._silent:
            raise UsageProblem("--token-env is missing. Next step: name a variable.")
        return str(typer.prompt(f"{question}, separated by spaces")).split()
