"""From a name or a URL to a Target."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

import httpx

from ..canaries import Canaries
from ..cases import RequestBuilder
from ..cases.stand_ins import door_scopes, scopes_that_matter
from ..client import Bearer, Client, Limits, Reach, Recorder
from ..contract import Registry
from ..contract.model import Effect
from ..target import Project, StandIns, Target
from ..tokens import ProjectAlias, Token
from ..transport import AppTransport
from .allowance import Allowance, allowance_from
from .asking import EMULATOR, Homes, TargetRequest
from .config import (
    Config,
    PacingConfig,
    ProjectConfig,
    TargetConfig,
    TokenConfig,
)
from .control import ControlPlane, Organisation
from .errors import TargetProblem
from .inventories import (
    ListedInventory,
    MintingInventory,
    PlannedInventory,
    described,
    widest_of,
)
from .network import (
    checked,
    natures_of,
    network_client,
    reach_of,
    require_answer,
    require_wire_fault,
)
from .reading import load_config
from .secrets import token_from

EMULATOR_ORIGIN = "http://emulator.conform.example"
TOKEN_VARIABLE = "CONFORM_TOKEN"
PROJECT_VARIABLE = "CONFORM_PROJECT"
SCOPES_VARIABLE = "CONFORM_SCOPES"


def open_target(asked: TargetRequest, contract: Registry) -> Target:
    """
    Return the target that was asked for, ready to be sent requests.

    Raises:
        TargetProblem: the name, the configuration or the environment is not usable.
        TargetDown: the target is described well but does not answer.
    """
    if asked.planned is not None:
        return _stand_in(asked, contract, asked.planned)
    if asked.name == EMULATOR:
        return _embedded(asked, contract)
    if asked.knobs:
        raise TargetProblem(
            "--knob changes the embedded emulator only. Next step: start "
            "`conform serve` with it, or pin knobs of a target in conform.toml."
        )
    if asked.fault:
        require_wire_fault(asked.fault, contract)
    if asked.name.startswith(("http://", "https://")):
        return _at_url(asked, contract)
    config = load_config(asked.config)
    return _configured(asked, named(asked.name, config), contract)


def named(name: str, config: Config) -> TargetConfig:
    """
    Return the target of that name.

    Raises:
        TargetProblem: the configuration describes none.
    """
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


def _stand_in(asked: TargetRequest, contract: Registry, recorder: Recorder) -> Target:
    """Return the emulator in the place of a target, with the tokens of that target."""
    emulated = replace(asked, name=EMULATOR, planned=None, homes={})
    target = _embedded(emulated, contract)
    recorder.natures = natures_of(contract)
    target.client.care = recorder
    if asked.name == EMULATOR or asked.name.startswith(("http://", "https://")):
        recorder.limits = Limits(target.allowed, asked.allowed.bill)
        return replace(target, name=asked.name)
    config = named(asked.name, load_config(asked.config))
    allowed = live_allowance(asked, allowance_from(config.allow))
    recorder.limits = Limits(allowed.effects, allowed.bill, asked.max_requests)
    recorder.shown = {
        project.uid: config.projects[alias].uid
        for alias, project in target.projects.items()
        if alias in config.projects
    }
    tokens = [described(token) for token in config.tokens]
    return replace(
        target,
        name=asked.name,
        inventory=PlannedInventory(tokens, target.inventory),
        projects={a: p for a, p in target.projects.items() if a in config.projects},
        allowed=allowed.effects,
        pins={**config.knobs, **asked.pins},
        widest=widest_of(contract, tokens),
        without=config.without,
        stand_ins=stand_ins_of(contract),
    )


def _at_url(asked: TargetRequest, contract: Registry) -> Target:
    base_url = checked(asked.name)
    parts = urlsplit(base_url)
    control = ControlPlane(httpx.Client(timeout=10), f"{parts.scheme}://{parts.netloc}")
    if control.answers():
        return _controlled(asked, contract, base_url, control, None)
    control.close()
    require_answer(base_url, Reach(timeout=10))
    return _from_environment(asked, base_url, contract)


def _controlled(
    asked: TargetRequest,
    contract: Registry,
    base_url: str,
    control: ControlPlane,
    transport: AppTransport | None,
) -> Target:
    homes = asked.homes or _new_homes(asked, contract, control)
    # Nothing costs money where a control plane mints tokens.
    allowed = Allowance(asked.effects | asked.allowed.effects, asked.allowed.bill)
    if transport is None:
        client = network_client(
            asked,
            contract,
            base_url=base_url,
            allowed=allowed,
            reach=Reach(),
            pacing=PacingConfig(),
            homes=homes,
        )
    else:
        client = Client(base_url=base_url, transport=transport)
    return Target(
        name=asked.name,
        client=client,
        inventory=MintingInventory(
            control, homes, partial(_use, contract, client, homes)
        ),
        projects={
            alias: Project(alias, uid, organisation.plan)
            for alias, (organisation, uid) in homes.items()
        },
        allowed=allowed.effects,
        wait=control.advance,
        options=_options(asked),
        limiting=partial(_limiting, control, client),
        disposable=transport is not None,
        pins=asked.pins,
        journal=asked.journal if transport is None else None,
    )


def _use(contract: Registry, client: Client, homes: Homes, token: Token) -> None:
    """Read the project of a token, so that a server may remember who sends it."""
    client.scrubber.learn(token.secret, token.alias)
    builder = RequestBuilder(
        contract, {"project.uid": homes[token.project][1]}, Canaries(0, "use")
    )
    bearer = Bearer(token.alias, f"Bearer {token.secret}")
    client.send(builder.build("project.get"), bearer)


@contextmanager
def _limiting(control: ControlPlane, client: Client) -> Iterator[bool]:
    """Have the rate limits enforced, and their refusals returned, for a while."""
    patience = client.care.taking_refusals() if client.care else nullcontext()
    with control.limiting() as limited, patience:
        yield limited


def _new_homes(
    asked: TargetRequest, contract: Registry, control: ControlPlane
) -> Homes:
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
    return homes


def _options(asked: TargetRequest) -> tuple[str, ...]:
    knobs = [f"--knob={knob}={option}" for knob, option in sorted(asked.knobs.items())]
    return (*knobs, *([f"--fault={asked.fault}"] if asked.fault else []))


def _configured(
    asked: TargetRequest, config: TargetConfig, contract: Registry
) -> Target:
    base_url = checked(config.base_url)
    tokens = [token_from(token, config.projects) for token in config.tokens]
    if not tokens or "home" not in config.projects:
        raise TargetProblem(
            f"the target {asked.name!r} has no tokens or no project 'home'. Next step: "
            f"add [[targets.{asked.name}.tokens]] and "
            f"[targets.{asked.name}.projects.home] to conform.toml, or let "
            f"`conform init {asked.name}` ask for them."
        )
    for endpoint in config.without:
        contract.endpoint(endpoint)  # refuses an unknown one with the nearest known
    allowed = live_allowance(asked, allowance_from(config.allow))
    reach = reach_of(config)
    require_answer(base_url, reach)
    return Target(
        name=asked.name,
        client=network_client(
            asked,
            contract,
            base_url=base_url,
            allowed=allowed,
            reach=reach,
            pacing=config.pacing,
        ),
        inventory=ListedInventory(tokens),
        projects=projects_of(config),
        allowed=allowed.effects,
        wait=time.sleep,
        pins={**config.knobs, **asked.pins},
        facts=config.facts,
        widest=widest_of(contract, tokens),
        without=config.without,
        undecided_is_fine=config.undecided_is_fine,
        journal=asked.journal,
        patience=config.pacing.patience,
        stand_ins=stand_ins_of(contract),
    )


def stand_ins_of(contract: Registry) -> StandIns:
    """Return what tokens that a user minted by hand must agree on to stand in."""
    return StandIns(
        every=contract.scope_words,
        matters={
            name: scopes_that_matter(contract, name) for name in contract.endpoints
        },
        doors={name: door_scopes(contract, name) for name in contract.endpoints},
        opening={
            name: frozenset(s for choice in row.alternatives for s in choice.scopes)
            for name, row in contract.access.items()
        },
    )


def projects_of(config: TargetConfig) -> dict[ProjectAlias, Project]:
    """Return the projects that a configuration describes."""
    return {
        alias: Project(alias, project.uid, project.plan)
        for alias, project in config.projects.items()
    }


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
    config = TokenConfig(
        alias=f"the token in {TOKEN_VARIABLE}",
        secret_env=TOKEN_VARIABLE,
        scopes=frozenset(word.strip() for word in words if word.strip()),
    )
    allowed = live_allowance(asked, Allowance())
    token = token_from(config, projects)
    return Target(
        name=asked.name,
        client=network_client(
            asked,
            contract,
            base_url=base_url,
            allowed=allowed,
            reach=Reach(),
            pacing=PacingConfig(),
        ),
        inventory=ListedInventory([token]),
        projects={"home": Project("home", projects["home"].uid, None)},
        pins=asked.pins,
        allowed=allowed.effects,
        wait=time.sleep,
        widest=widest_of(contract, [token]),
        journal=asked.journal,
        stand_ins=stand_ins_of(contract),
    )


def live_allowance(asked: TargetRequest, configured: Allowance) -> Allowance:
    """
    Return reads, and more only where the user said so.

    Raises:
        TargetProblem: billable requests are allowed without a number.
    """
    granted = configured | asked.allowed
    wanted = asked.effects | asked.allowed.effects
    effects = (frozenset[Effect](("read",)) | granted.effects) & wanted
    if "bill" in effects and granted.bill is None:
        raise TargetProblem(
            "billable requests are allowed without a number. "
            "Next step: say how many may be charged at most, such as --allow bill=3."
        )
    return Allowance(effects, granted.bill if "bill" in effects else None)
