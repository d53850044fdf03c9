"""What each endpoint answers: one file per resource, found by walking this package."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from instasent_conformance.emulator.calls import HANDLERS, Handler


def load_handlers() -> Mapping[str, Handler]:
    """Import every file of this package and return what they declared."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
    return HANDLERS
