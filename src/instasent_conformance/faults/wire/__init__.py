"""
Wire faults: answers edited on their way, in front of any server.

The proxy needs nothing of the server behind it, so it measures the suites where there
is no emulator too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import httpx

from ...contract import Endpoint, Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..planted import Planted
from ..probing import probe
from ..registry import ASSUMED
from ..wrapping import intercepting
from .editing import EDITORS, Editor
from .proxy import proxy
from .touching import (
    NO_ORDER,
    NO_OUTCOME,
    can_be_sorted,
    is_assumed_outcome,
    words_of_successes,
)

__all__ = ["wire_app", "wire_faults"]

_UNREPEATED = {
    "organization.get": "its first value is what its token is called, and no other "
    "answer repeats that",
}
"""Answers of which one value is altered that nothing can be compared with."""


def wire_faults(contract: Registry) -> Iterator[Planted]:
    """Yield every edit at every endpoint whose answers it can touch."""
    for editor in EDITORS:
        for endpoint in contract.endpoints.values():
            if editor.touches(words_of_successes(contract, endpoint)):
                yield _fault(contract, editor, endpoint)


def wire_app(name: str, contract: Registry, base_url: str, http: httpx.Client) -> App:
    """
    Return a reverse proxy that plants a wire fault in front of a base URL.

    Raises:
        KeyError: the id is not that of a wire fault.
    """
    found = {fault.id: fault for fault in wire_faults(contract)}[name]
    editor = next(one for one in EDITORS if name.startswith(f"wire/{one.name}/"))
    path = "/" + base_url.split("://", 1)[-1].partition("/")[2].rstrip("/")
    return intercepting(
        proxy(base_url, http),
        contract,
        Settings(base_path=path),
        editor.start(found.endpoints[0]),
    )


def _fault(contract: Registry, editor: Editor, endpoint: Endpoint) -> Planted:
    return Planted(
        id=f"wire/{editor.name}/{endpoint.id}",
        source="wire",
        family=editor.family,
        law=editor.law,
        breaks=f"endpoints/{endpoint.id}.json: {editor.breaks}",
        sentence=f"On the way from {endpoint.id}, {editor.sentence}.",
        plant=partial(_plant, editor=editor, endpoint=endpoint.id),
        provenance=endpoint.provenance,
        endpoints=(endpoint.id,),
        witness=probe(endpoint.id) if editor.probed else None,
        excluded=editor.excluded or _permitted(contract, editor, endpoint),
    )


def _permitted(contract: Registry, editor: Editor, endpoint: Endpoint) -> str:
    """Return why an edit breaks no statement of the sources; empty where it does."""
    if endpoint.provenance == "assumed":
        return ASSUMED
    if editor.of_outcomes and is_assumed_outcome(contract, endpoint):
        return NO_OUTCOME
    if editor.of_order and not can_be_sorted(contract, endpoint):
        return NO_ORDER
    return _UNREPEATED.get(endpoint.id, "") if editor.of_values else ""


def _plant(
    contract: Registry, settings: Settings, *, editor: Editor, endpoint: str
) -> App:
    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, editor.start(endpoint))
