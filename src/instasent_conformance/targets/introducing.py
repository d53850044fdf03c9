"""Get to know a target by one cheap read with each of its tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from ..canaries import Canaries
from ..cases import RequestBuilder
from ..client import Bearer, Client
from ..contract import Registry
from ..exchange import Response
from ..tokens import ProjectAlias
from ..world import member
from .config import ProjectConfig, TargetConfig, TokenConfig
from .errors import TargetProblem
from .secrets import token_from

_CHEAP = "project.get"
_WIDER = "organization.get"
_AMISS = {
    "revoked": "revoke it in the settings of the project, and keep its secret.",
    "api_sms": "take one of the transactional product; if it is, this is a finding: "
    'list it in the file with kind = "api_sms", and judge the target.',
}
"""What to do about a token that is admitted and should not be, by its kind."""

_UNDECIDED = frozenset(("effect-not-allowed", "no-control", "no-fixture", "no-token"))


@dataclass(frozen=True, slots=True)
class Introduced:
    """What the answers to one token say: its project, its plan and its scopes."""

    held: TokenConfig
    project: ProjectAlias
    organisation: str | None
    plan: str | None
    scopes: frozenset[str]
    unknown: frozenset[str]


def introduce(
    client: Client,
    contract: Registry,
    *,
    held: TokenConfig,
    projects: Mapping[ProjectAlias, str],
) -> Introduced:
    """
    Ask who a token is, in the first of the projects that admits it.

    Args:
        client: the way to the target; it may send reads alone.
        contract: the contract that names what is asked.
        held: the alias of the token, and where its secret is.
        projects: the UID of each project.

    Raises:
        TargetProblem: the place holds no secret, or no project admits the token.
        TargetUnreachable: the target gave no usable answer.
    """
    bearer = _bearer(client, held)
    statuses = []
    for alias, uid in projects.items():
        facts = {"project.uid": uid}
        builder = RequestBuilder(contract, facts, Canaries(0, "init"))
        answer = client.send(builder.build(_CHEAP), bearer).response
        if answer.succeeded:
            found = _read(contract, held, alias, answer)
            if found.scopes and found.plan:
                return found
            wider = client.send(builder.build(_WIDER), bearer).response
            return _read(contract, held, alias, answer, wider)
        statuses.append(f"{answer.status} for {alias}")
    raise TargetProblem(
        f"no project admits the token in {place_of(held)}: {', '.join(statuses)}. "
        "Next step: check the token and the UID in the settings of the project."
    )


def require_refused(
    client: Client, contract: Registry, *, held: TokenConfig, project: str
) -> TokenConfig:
    """
    Return the entry of a token that opens nothing, once the target refuses it.

    Args:
        client: the way to the target; it may send reads alone.
        contract: the contract that names what is asked.
        held: kind and alias of the token, and where its secret is.
        project: the UID of the project that it is not to open.

    Raises:
        TargetProblem: the place holds no secret, or the project admits the token.
        TargetUnreachable: the target gave no usable answer.
    """
    bearer = _bearer(client, held)
    builder = RequestBuilder(contract, {"project.uid": project}, Canaries(0, "init"))
    if client.send(builder.build(_CHEAP), bearer).response.succeeded:
        raise TargetProblem(
            f"the token in {place_of(held)} is live here. "
            f"Next step: {_AMISS[held.kind]}"
        )
    return held


def describe(
    base_url: str,
    *,
    projects: Mapping[ProjectAlias, str],
    tokens: list[Introduced],
    allow: tuple[str, ...],
    refused: tuple[TokenConfig, ...] = (),
    proxy: str | None = None,
    ca_file: str | None = None,
) -> TargetConfig:
    """
    Return the configuration of a target whose tokens introduced themselves.

    Raises:
        TargetProblem: no token is one of the project `home`.
    """
    by_project = {token.project: token for token in reversed(tokens)}
    if "home" not in by_project:
        raise TargetProblem(
            "no token is admitted to the project 'home'. "
            "Next step: give at least one token of that project."
        )
    return TargetConfig(
        base_url=base_url,
        organisation=by_project["home"].organisation,
        projects={
            alias: ProjectConfig(
                uid=uid,
                plan=by_project[alias].plan if alias in by_project else None,
                organisation=by_project[alias].organisation
                if alias in by_project
                else None,
            )
            for alias, uid in projects.items()
        },
        tokens=tuple(
            replace(token.held, project=token.project, scopes=token.scopes)
            for token in tokens
        )
        + refused,
        allow=allow,
        undecided_is_fine=_UNDECIDED,  # type: ignore[arg-type]
        proxy=proxy,
        ca_file=ca_file,
    )


def place_of(held: TokenConfig) -> str:
    """Return where the secret of a token is, as a message names it."""
    command = held.secret_command or ("",)
    return held.secret_env or held.secret_keyring or command[0]


def _bearer(client: Client, held: TokenConfig) -> Bearer:
    secret = token_from(held, {}).secret
    client.scrubber.learn(secret, held.alias)
    return Bearer(held.alias, f"Bearer {secret}")


def _read(
    contract: Registry, held: TokenConfig, alias: ProjectAlias, *answers: Response
) -> Introduced:
    declared: frozenset[str] = frozenset()
    organisation = plan = None
    for answer in answers:
        metadata = member(answer.body, "metadata")
        owner = member(metadata, "organization")
        scopes = member(metadata, "scopes")
        if isinstance(scopes, list) and not declared:
            declared = frozenset(str(scope) for scope in scopes)
        organisation = organisation or _text(member(owner, "name"))
        stated = member(owner, "plan")
        plan = plan or _text(stated) or _text(member(stated, "key"))
    return Introduced(
        held=held,
        project=alias,
        organisation=organisation,
        plan=plan,
        scopes=declared & contract.scope_words,
        unknown=declared - contract.scope_words,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
