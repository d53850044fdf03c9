"""`conform tokens audit`: what each token may do, beside what it should."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..audit import (
    AuditedToken,
    AuditFinding,
    Ground,
    Needed,
    audit_tokens,
    document,
    interchange,
    page,
)
from ..audit.judging import judge, needed_scopes, proposal
from ..audit.policy import PolicyProblem, read_policy
from ..audit.traffic import uses_in
from ..canaries import Canaries
from ..cases import MissingFact
from ..client import Care, Limits, Nature, Pacer
from ..contract import Registry, load_registry
from ..contract.model import Effect
from ..finding import Severity
from ..target import Target
from ..targets import EMULATOR, TargetRequest, open_target
from ..targets.config import CONFIG_FILE
from ..targets.inventories import ListedInventory
from ..targets.network import natures_of
from ..targets.reading import lines_of_tokens
from ..tokenplan import plan_tokens
from ..tokens import Token, TokenNeed
from ..world import World
from .clean import RUNS
from .errors import UsageProblem, refusing_bad_input
from .options import ConfigFile, ContractsFolder, JudgedTarget

_EVERY_EFFECT: frozenset[Effect] = frozenset(("read", "write", "destroy", "bill"))


@refusing_bad_input
def audit(
    target: JudgedTarget = EMULATOR,
    policy: Annotated[
        Path | None,
        typer.Option(help="TOML file: what each token is used for."),
    ] = None,
    traffic: Annotated[
        list[str] | None,
        typer.Option(
            help="Recorded traffic that shows what tokens are used for: HAR, report, "
            "access log; ALIAS=FILE where it names no token (repeatable)."
        ),
    ] = None,
    token_env: Annotated[
        list[str] | None,
        typer.Option(
            help="Environment variable that holds one more token of the home "
            "project (repeatable)."
        ),
    ] = None,
    reads_only: Annotated[
        bool,
        typer.Option("--reads-only", help="Send no writes, not even invalid ones."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder of the reports. Default: reports/out/audit-TIME."),
    ] = None,
    config: ConfigFile = None,
    contracts: ContractsFolder = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print audit.json instead of the summary.")
    ] = False,
) -> None:
    """
    Put side by side what each token declares, may do, must do and reads.

    Nothing is changed: writes are made invalid on purpose, so that a token that may
    write is told about the request and one that may not about itself. Exit code 1 says
    that something is wrong with a token.

    Examples:

        conform tokens audit

        conform tokens audit --target sandbox --policy policy.toml
    """
    registry = load_registry(contracts)
    asked = TargetRequest(
        name=target, run="audit", effects=_EVERY_EFFECT, config=config
    )
    with closing(open_target(asked, registry)) as opened:
        registry = registry.pinned(opened.pins)
        tokens = [*_tokens(registry, opened), *map(_from_environment, token_env or ())]
        for token in tokens:
            opened.client.scrubber.learn(token.secret, token.alias)
        needed = _needed(registry, tokens, policy, traffic or [])
        opened.client.care = _care(registry, opened)
        ground = Ground(registry, opened, tokens, needed, reads_only)
        found = _with_use(registry, audit_tokens(ground))
    findings = [finding for one in found for finding in judge(registry, one)]
    folder = output or RUNS / f"audit-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S')}"
    text = _write(folder, found, findings, target, config or Path(CONFIG_FILE))
    for line in [text.rstrip()] if as_json else _lines(found, findings, folder):
        typer.echo(line)
    raise typer.Exit(int(any(f.severity is not Severity.OBSERVATION for f in findings)))


def _tokens(registry: Registry, opened: Target) -> list[Token]:
    """Return the tokens of a target; where they are minted, some that were planned."""
    if isinstance(opened.inventory, ListedInventory):
        return [
            token
            for token in opened.inventory.tokens
            if token.kind in ("product", "datasource")
        ]
    world = World(contract=registry, target=opened, canaries=Canaries(0, "audit"))
    tokens = []
    for planned in plan_tokens(registry, projects=("home",)).tokens:
        scopes = frozenset(planned.scopes)
        minted = opened.inventory.find(TokenNeed(scopes=scopes))
        if minted is not None and planned.kind == "product":
            tokens.append(replace(minted, alias=planned.alias))
    try:
        world.planted()
        source = world.datasource().token
    except MissingFact:
        source = None
    return [*tokens, *([replace(source, alias="data-source")] if source else [])]


def _from_environment(variable: str) -> Token:
    secret = os.environ.get(variable, "").strip()
    if not secret:
        raise UsageProblem(
            f"the environment variable {variable} is unset. "
            f"Next step: export {variable} with the secret of the token."
        )
    alias = variable.lower().replace("_", "-")
    return Token(alias, "product", "home", frozenset(), None, secret)


def _care(registry: Registry, opened: Target) -> Care:
    """Return a guard that lets probes pass, which change nothing, and paces them."""
    natures = {
        name: Nature(nature.method, "read", nature.rate_class)
        for name, nature in natures_of(registry).items()
    }
    before = opened.client.care
    pacer = before.pacer if before else Pacer()
    most = before.limits.requests if before else None
    return Care(natures, Limits(frozenset(("read",)), requests=most), pacer)


def _needed(
    registry: Registry, tokens: list[Token], policy: Path | None, traffic: list[str]
) -> dict[str, Needed]:
    try:
        needed = read_policy(policy, registry) if policy else {}
    except PolicyProblem as error:
        raise UsageProblem(str(error)) from None
    aliases = {token.alias for token in tokens}
    for given in traffic:
        named, _, rest = given.rpartition("=")
        file = Path(rest)
        if not file.is_file():
            raise UsageProblem(f"{file}: no such file. Next step: name a record.")
        only = named or (min(aliases) if len(aliases) == 1 else None)
        text = file.read_text("utf-8", "replace")
        for said, endpoint in uses_in(text, registry, tokens):
            alias = said if said is not None else only
            if alias is None:
                raise UsageProblem(
                    f"{file} does not say which token was used. "
                    f"Next step: --traffic ALIAS={file}"
                )
            old = needed.get(alias, Needed())
            needed[alias] = replace(old, endpoints=old.endpoints | {endpoint})
    for alias in sorted(set(needed) - aliases - {""}):
        if policy and not traffic:
            raise UsageProblem(
                f"the policy names a token {alias!r} that the target does not have. "
                f"Next step: use one of {', '.join(sorted(aliases))}."
            )
    return needed


def _with_use(
    registry: Registry, found: tuple[AuditedToken, ...]
) -> tuple[AuditedToken, ...]:
    """Return the tokens with the scopes that the endpoints take that they are for."""
    return tuple(
        replace(
            one,
            needed=replace(
                one.needed,
                scopes=one.needed.scopes
                | needed_scopes(registry, one.needed.endpoints, one.carried),
            ),
        )
        if one.needed
        else one
        for one in found
    )


def _write(
    folder: Path,
    found: tuple[AuditedToken, ...],
    findings: list[AuditFinding],
    target: str,
    config: Path,
) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    text = document.render(found, findings, target)
    files = {
        document.FILE_NAME: text,
        page.FILE_NAME: page.render(found, findings, target),
        interchange.SARIF_NAME: interchange.sarif(
            findings,
            version=__version__,
            where=config.as_posix(),
            lines=lines_of_tokens(config, target),
        ),
        interchange.JUNIT_NAME: interchange.junit(found, findings),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return text


def _lines(
    found: tuple[AuditedToken, ...], findings: list[AuditFinding], folder: Path
) -> list[str]:
    lines = []
    for one in found:
        declared = "not stated" if one.declared is None else len(one.declared)
        needed = "not stated" if one.needed is None else len(one.needed.scopes)
        lines.append(
            f"{one.alias} ({one.kind}, {one.project}): declared {declared}, effective "
            f"{len(one.effective)}, unknown {len(one.unknown)}, needed {needed}, "
            f"reads {f'level {one.level}' if one.level else 'no contact'}"
        )
        for finding in findings:
            if finding.token == one.alias:
                said = finding.message.partition(": ")[2]
                lines.append(f"  {finding.severity.value}: {said} {finding.advice}")
        if one.needed and proposal(one) != one.carried:
            lines.append(f"  enough: {', '.join(sorted(proposal(one))) or 'no scope'}")
    requests = sum(len(one.asked) for one in found)
    return [*lines, f"{requests} requests; reports: {folder / page.FILE_NAME}"]
