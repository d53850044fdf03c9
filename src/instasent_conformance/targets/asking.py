"""What a user asks to judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..client import Recorder
from ..contract.model import Effect
from ..tokens import ProjectAlias
from .allowance import Allowance
from .control import Organisation

EMULATOR = "emulator"

Homes = Mapping[ProjectAlias, tuple[Organisation, str]]
"""The organisation and the project UID behind each alias."""


@dataclass(frozen=True)
class TargetRequest:
    """
    What a user asked to judge.

    `name` is `emulator`, a target of conform.toml, or a base URL that ends in /v1.
    `knobs` and `fault` apply to the embedded emulator alone. `effects` are those of the
    profile, `allowed` what the user adds. `journal` is the file in which everything
    that is written is announced; `homes` are projects of an earlier run, to be used
    again where a control plane would make new ones. `pins` are knob options that the
    target was seen to have. With `planned` the emulator stands
    in for the target, and the recorder is told of every request.
    """

    name: str = EMULATOR
    seed: int = 0
    run: str = "run"
    effects: frozenset[Effect] = frozenset(("read",))
    allowed: Allowance = field(default_factory=Allowance)
    knobs: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    config: Path | None = None
    max_requests: int | None = None
    journal: Path | None = None
    homes: Homes = field(default_factory=dict)
    planned: Recorder | None = None
    pins: Mapping[str, str] = field(default_factory=dict)
