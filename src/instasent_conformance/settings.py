"""What the options of one run say, as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from .contract.model import Effect
from .profiles import Profile, profile_named
from .selection import Selection
from .targets import EMULATOR, TargetRequest

if TYPE_CHECKING:
    import pytest

EFFECTS: tuple[Effect, ...] = get_args(Effect)


class OptionProblem(ValueError):
    """An option has a value that it cannot take; the message names the next step."""


@dataclass(frozen=True)
class SessionSettings:
    """Everything that the options of one run say."""

    asked: TargetRequest
    profile: Profile
    contracts: Path | None
    selection: Selection


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
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    return SessionSettings(
        asked=TargetRequest(
            name=text("target") or EMULATOR,
            seed=seed,
            run=(text("run_id") or f"s{seed}") + worker,
            effects=profile.effects,
            extra_effects=effects_from(many("allow")),
            knobs=dict(knob_from(given) for given in many("knob")),
            fault=text("fault"),
            config=path("config"),
        ),
        profile=profile,
        contracts=path("contracts"),
        selection=Selection(
            laws=frozenset(many("law")),
            endpoints=frozenset(many("endpoint")),
            cases=frozenset(many("case")),
        ),
    )


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


def effects_from(given: list[str]) -> frozenset[Effect]:
    """Return the effects of `--allow write,destroy,bill`, or raise OptionProblem."""
    words = [word.strip() for text in given for word in text.split(",")]
    for word in words:
        if word not in EFFECTS:
            raise OptionProblem(
                f"--allow {word!r} is not an effect. "
                f"Next step: use {', '.join(EFFECTS)}, separated by commas."
            )
    return frozenset(cast("list[Effect]", words))
