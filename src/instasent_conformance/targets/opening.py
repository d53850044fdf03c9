"""From a name or a URL to a Target."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from ..client import TIMEOUT_SECONDS, Client
from ..contract import Registry
from ..contract.model import Effect
from ..target import Project, Target
from ..tokens import ProjectAlias
from ..transport import AppTransport
from .config import (
    Config,
    ProjectConfig,
    TargetConfig,
    TokenConfig,
    load_config,
    token_from,
)
from .control import ControlPlane, Organisation
from .errors import TargetDown, TargetProblem
from .inventories import ListedInventory, MintingInventory

EMULATOR = "emulator"
EMULATOR_ORIGIN = "http://emulator.conform.example"
TOKEN_VARIABLE = "CONFORM_TOKEN"
PROJECT_VARIABLE = "CONFORM_PROJECT"
SCOPES_VARIABLE = "CONFORM_SCOPES"


@dataclass(frozen=True)
class TargetRequest:
    """
    What a user asked to judge.

    `name` is `emulator`, a target of conform.toml, or a base URL that ends in /v1.
    `knobs` and `fault` apply to the embedded emulator alone.
    """

    name: str = EMULATOR
    seed: int = 0
    run: str = "run"
    effects: frozenset[Effect] = frozenset(("read",))
    extra_effects: frozenset[Effect] = frozenset()
    knobs: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    config: Path | None = None


def open_target(asked: TargetRequest, contract: Registry) -> Target:
    """
    Return the target that was asked for, ready to be sent requests.

    Raises:
        TargetProblem: the name, the configuration or the environment is not usable.
        TargetDown: the target is described well but does not answer.
    """
    if asked.name == EMULATOR:
        return _embedded(asked, contract)
    if asked.knobs or (asked.fault and not _is_wire(asked.fault)):
        raise TargetProblem(
            "--knob and --fault change the embedded emulator only, but for the faults "
            "that begin with wire/. Next step: start `conform serve` with them, or pin "
            "knobs of a target in conform.toml."
        )
    if asked.name.startswith(("http://", "https://")):
        return _at_url(asked, contract)
    config = load_config(asked.config)
    return _configured(asked, _named(asked.name, config), contract)


def _is_wire(fault: str) -> bool:
    return fault.startswith("wire/")


def _on_the_wire(
    asked: TargetRequest, contract: Registry, base_url: str
) -> AppTransport | None:
    """Return what edits answers on their way from a URL; None without a fault."""
    if not asked.fault:
        return None
    from ..faults import wire_app

    try:
        behind = httpx.Client(timeout=TIMEOUT_SECONDS)
        app = wire_app(asked.fault, contract, base_url, behind)
    except KeyError:
        raise TargetProblem(
            f"unknown wire fault {asked.fault!r}. "
            "Next step: `conform faults list --source wire` shows them all."
        ) from None
    return AppTransport(app, behind=behind)


def _named(name: str, config: Config) -> TargetConfig:
    if name in config.targets:
        return config.targets[name]
    known = ", ".join([EMULATOR, *sorted(config.targets)])
    raise TargetProblem(
        f"unknown target {name!r}. Next step: use one of {known}, a base URL such as "
        "http://127.0.0.1:8000/v1, or describe it in conform.toml."
    )


def _embedded(asked: TargetRequest, contract: Registry) -> Target:
    from ..emulator import EmulatorError, Settings, create_app
    from ..faults import FaultUnknown, faulty_app

    contract.pinned(asked.knobs)  # refuses unknown names with the nearest known ones
    settings = Settings(seed=asked.seed, knobs=asked.knobs, world="empty")
    try:
        app = (
            faulty_app(asked.fault, contract, settings)
            if asked.fault
            else create_app(contract, settings=settings)
        )
    except (EmulatorError, FaultUnknown) as error:
        raise TargetProblem(str(error)) from None
    transport = AppTransport(app)
    http = httpx.Client(transport=transport)
    base_url = f"{EMULATOR_ORIGIN}/v1"
    control = ControlPlane(http, EMULATOR_ORIGIN)
    return _controlled(asked, contract, base_url, control, transport)


def _at_url(asked: TargetRequest, contract: Registry) -> Target:
    base_url = _checked(asked.name)
    wire = _on_the_wire(asked, contract, base_url)
    parts = urlsplit(base_url)
    control = ControlPlane(httpx.Client(timeout=10), f"{parts.scheme}://{parts.netloc}")
    if control.answers():
        return _controlled(asked, contract, base_url, control, wire)
    control.close()
    _require_answer(base_url)
    return _from_environment(asked, base_url, contract)


def _checked(url: str) -> str:
    parts = urlsplit(url.rstrip("/"))
    if parts.netloc and parts.path.endswith("/v1"):
        return url.rstrip("/")
    raise TargetProblem(
        f"the base URL {url!r} does not end in /v1. "
        f"Next step: use {parts.scheme}://{parts.netloc}/v1."
    )


def _require_answer(base_url: str) -> None:
    try:
        httpx.get(base_url + "/", timeout=10)
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise TargetDown(
            f"{base_url} does not answer: {error}. "
            "Next step: check the address and that the service is running."
        ) from None


def _controlled(
    asked: TargetRequest,
    contract: Registry,
    base_url: str,
    control: ControlPlane,
    transport: AppTransport | None,
) -> Target:
    plans = sorted(contract.plans.values(), key=lambda plan: plan.rank)
    top, bottom = plans[-1].plan, plans[0].plan
    own = control.create_organisation(
        f"Conform {asked.run}", plan=top, projects=["Home", "Sibling"]
    )
    other = control.create_organisation(
        f"Conform {asked.run} foreign", plan=top, projects=["Foreign"]
    )
    small = control.create_organisation(
        f"Conform {asked.run} lower", plan=bottom, projects=["Lower"]
    )
    homes: dict[ProjectAlias, tuple[Organisation, str]] = {
        "home": (own, own.projects[0]),
        "sibling": (own, own.projects[1]),
        "foreign": (other, other.projects[0]),
        "lower": (small, small.projects[0]),
    }
    return Target(
        name=asked.name,
        client=Client(base_url=base_url, transport=transport),
        inventory=MintingInventory(control, homes),
        projects={
            alias: Project(alias, uid, organisation.plan)
            for alias, (organisation, uid) in homes.items()
        },
        allowed=asked.effects | asked.extra_effects,
        wait=control.advance,
        options=_options(asked),
        disposable=asked.name == EMULATOR,
    )


def _options(asked: TargetRequest) -> tuple[str, ...]:
    knobs = [f"--knob={knob}={option}" for knob, option in sorted(asked.knobs.items())]
    return (*knobs, *([f"--fault={asked.fault}"] if asked.fault else []))


def _configured(
    asked: TargetRequest, config: TargetConfig, contract: Registry
) -> Target:
    base_url = _checked(config.base_url)
    tokens = [token_from(token, config.projects) for token in config.tokens]
    if not tokens or "home" not in config.projects:
        raise TargetProblem(
            f"the target {asked.name!r} has no tokens or no project 'home'. Next step: "
            f"add [[targets.{asked.name}.tokens]] and "
            f"[targets.{asked.name}.projects.home] to conform.toml."
        )
    _require_answer(base_url)
    return Target(
        name=asked.name,
        client=Client(
            base_url=base_url, transport=_on_the_wire(asked, contract, base_url)
        ),
        inventory=ListedInventory(tokens),
        projects={
            alias: Project(alias, project.uid, project.plan)
            for alias, project in config.projects.items()
        },
        allowed=_live_effects(asked, frozenset(config.allow)),
        wait=time.sleep,
        pins=config.knobs,
        facts=config.facts,
    )


def _from_environment(
    asked: TargetRequest, base_url: str, contract: Registry
) -> Target:
    missing = [
        name for name in (TOKEN_VARIABLE, PROJECT_VARIABLE) if not os.environ.get(name)
    ]
    if missing:
        raise TargetProblem(
            f"{base_url} has no control plane, and {', '.join(missing)} is unset. "
            f"Next step: export {TOKEN_VARIABLE} (a Product API token), "
            f"{PROJECT_VARIABLE} (the project UID) and {SCOPES_VARIABLE} (its scopes, "
            "separated by commas), or describe the target in conform.toml."
        )
    projects: dict[ProjectAlias, ProjectConfig] = {
        "home": ProjectConfig(uid=os.environ[PROJECT_VARIABLE])
    }
    words = os.environ.get(SCOPES_VARIABLE, "").split(",")
    described = TokenConfig(
        alias=f"the token in {TOKEN_VARIABLE}",
        secret_env=TOKEN_VARIABLE,
        scopes=frozenset(word.strip() for word in words if word.strip()),
    )
    return Target(
        name=asked.name,
        client=Client(
            base_url=base_url, transport=_on_the_wire(asked, contract, base_url)
        ),
        inventory=ListedInventory([token_from(described, projects)]),
        projects={"home": Project("home", projects["home"].uid, None)},
        allowed=_live_effects(asked, frozenset()),
        wait=time.sleep,
    )


def _live_effects(
    asked: TargetRequest, configured: frozenset[Effect]
) -> frozenset[Effect]:
    """Return reads, and more only where the user said so."""
    granted = frozenset[Effect](("read",)) | configured | asked.extra_effects
    return granted & (asked.effects | asked.extra_effects)
