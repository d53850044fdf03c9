"""What the options of one run say, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .profiles import Profile, profile_named
from .selection import Selection
from .targets import (
    EMULATOR,
    Allowance,
    AllowanceProblem,
    TargetProblem,
    TargetRequest,
    allowance_from,
)
from .targets.config import CONFIG_FILE
from .targets.places import line_of
from .targets.reading import load_config

if TYPE_CHECKING:
    import pytest

    from .calibration import Calibration


class OptionProblem(ValueError):
    """An option has a value that it cannot take; the message names the next step."""


@dataclass(frozen=True)
class SessionSettings:
    """Everything that the options of one run say."""

    asked: TargetRequest
    profile: Profile
    contracts: Path | None
    selection: Selection
    resume: Path | None = None
    plan: Path | None = None


def settings_from(config: pytest.Config) -> SessionSettings:
    """
    Read the options.

    Raises:
        ValueError: an option has a value that it cannot take.
    """

    def text(name: str) -> str | None:
        return cast("str | None", config.getoption(f"conform_{name}"))

    def path(name: str) -> Path | None:
        given = text(name)
        return Path(given) if given else None

    def many(name: str) -> list[str]:
        return cast("list[str]", config.getoption(f"conform_{name}"))

    profile = profile_named(text("profile") or "nightly")
    seed = seed_from(text("seed") or "0")
    worker = Worker.of(config)
    journal = path("journal")
    target = text("target") or EMULATOR
    pins = dict(knob_from(given) for given in many("pin")) or _pins_of(
        target, path("config"), path("contracts")
    )
    most = text("max_requests")
    return SessionSettings(
        asked=TargetRequest(
            name=target,
            seed=seed,
            run=(text("run_id") or f"s{seed}") + worker.name,
            effects=profile.effects,
            allowed=worker.share_of(allowed_from(many("allow"))),
            knobs=dict(knob_from(given) for given in many("knob")),
            fault=text("fault"),
            pins=pins,
            config=path("config"),
            max_requests=worker.share(int(most)) if most else None,
            journal=worker.file(journal) if journal else None,
        ),
        profile=profile,
        contracts=path("contracts"),
        selection=Selection(
            laws=frozenset(many("law")),
            endpoints=frozenset(many("endpoint")),
            cases=frozenset(many("case")),
        ),
        resume=path("resume"),
    )


@dataclass(frozen=True, slots=True)
class Worker:
    """One of the processes that judge side by side, and its share of what is finite."""

    name: str = ""
    number: int = 0
    count: int = 1

    @classmethod
    def of(cls, config: pytest.Config) -> Worker:
        """Return the worker that this process is; the only one, as a rule."""
        given = getattr(config, "workerinput", {})
        name = given.get("workerid", "")
        number = int(name.removeprefix("gw")) if name else 0
        return cls(name, number, given.get("workercount", 1))

    def share(self, total: int) -> int:
        """Return how much of a total is for this worker; the first take the rest."""
        return total // self.count + (self.number < total % self.count)

    def share_of(self, allowance: Allowance) -> Allowance:
        """Return an allowance with this worker's share of the billable requests."""
        if allowance.bill is None:
            return allowance
        return Allowance(allowance.effects, self.share(allowance.bill))

    def file(self, path: Path) -> Path:
        """Return the file of this worker beside that of the others."""
        return path.with_stem(path.stem + self.name)


def calibration_of(
    target: str,
    *,
    given: Path | None = None,
    config: Path | None = None,
    contracts: Path | None = None,
) -> Calibration | None:
    """
    Return what a target is to be held to: the file given, else that of conform.toml.

    Raises:
        OptionProblem: the file cannot be read; the message names its key, if one does.
        TargetProblem: conform.toml is malformed.
        UnknownName: a knob or an option of the file is not declared.
    """
    if given is not None:
        return _read(given, contracts, "")
    if target == EMULATOR or "://" in target:
        return None
    described = load_config(config).targets.get(target)
    if described is None or described.calibration is None:
        return None
    place = config or Path(CONFIG_FILE)
    key = ("targets", target, "calibration")
    line = line_of(place.read_text("utf-8"), key)
    file = place.parent / Path(described.calibration).expanduser()
    return _read(file, contracts, f"{place}:{line}: {'.'.join(key)}: ")


def _pins_of(
    target: str, config: Path | None, contracts: Path | None
) -> dict[str, str]:
    try:
        held = calibration_of(target, config=config, contracts=contracts)
    except TargetProblem:
        return {}  # said when the target is opened
    return dict(held.pins) if held else {}


def _read(file: Path, contracts: Path | None, named: str) -> Calibration:
    # Imported only now: few runs are held to a calibration, and its probes are many.
    from .calibration import CalibrationProblem, read_pins
    from .contract import load_registry

    try:
        return read_pins(file, load_registry(contracts))
    except CalibrationProblem as error:
        raise OptionProblem(f"{named}{error}") from None


def seed_from(text: str) -> int:
    """Return a seed, or raise OptionProblem."""
    if text.isdecimal():
        return int(text)
    raise OptionProblem(
        f"--seed {text!r} is not a whole number. Next step: use one such as 7."
    )


def knob_from(text: str) -> tuple[str, str]:
    """Return knob and option from `K-33=null`, or raise OptionProblem."""
    knob, equals, option = text.partition("=")
    if equals and knob and option:
        return knob, option
    raise OptionProblem(
        f"--knob {text!r} is not ID=OPTION. Next step: write it like K-33=null; "
        "`conform contracts list --knobs` shows them all."
    )


def allowed_from(given: list[str]) -> Allowance:
    """Return what `--allow write,destroy,bill=3` allows, or raise OptionProblem."""
    try:
        return allowance_from(given)
    except AllowanceProblem as problem:
        raise OptionProblem(str(problem)) from None
