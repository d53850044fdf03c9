"""The client of a target that is reached over the network, with its guards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from ..client import Care, Client, Limits, Nature, Pacer, Reach
from ..contract import Registry
from ..transport import AppTransport
from ..world.journal import Journal
from .allowance import Allowance
from .asking import Homes, TargetRequest
from .config import PacingConfig, TargetConfig
from .errors import TargetDown, TargetProblem


def checked(url: str) -> str:
    """
    Return a base URL without its last slash.

    Raises:
        TargetProblem: it does not end in /v1.
    """
    parts = urlsplit(url.rstrip("/"))
    if parts.netloc and parts.path.endswith("/v1"):
        return url.rstrip("/")
    raise TargetProblem(
        f"the base URL {url!r} does not end in /v1. "
        f"Next step: use {parts.scheme}://{parts.netloc}/v1."
    )


def reach_of(config: TargetConfig) -> Reach:
    """
    Return how a configured target is reached.

    Raises:
        TargetProblem: the file of certificate authorities is absent.
    """
    ca_file = Path(config.ca_file).expanduser() if config.ca_file else None
    if ca_file is not None and not ca_file.is_file():
        raise TargetProblem(
            f"ca_file names {ca_file}, which is no file. "
            "Next step: give the path of a PEM file."
        )
    return Reach(timeout=config.pacing.timeout, proxy=config.proxy, ca_file=ca_file)


def require_answer(base_url: str, reach: Reach) -> None:
    """
    Ask a target once, without a token.

    Raises:
        TargetDown: no HTTP answer came.
    """
    try:
        with reach.open() as http:
            http.get(base_url + "/")
    except (httpx.RequestError, httpx.InvalidURL) as error:
        raise TargetDown(
            f"{base_url} does not answer: {error}. "
            "Next step: check the address, proxy and ca_file, and that the service "
            "is running."
        ) from None


def network_client(
    asked: TargetRequest,
    contract: Registry,
    *,
    base_url: str,
    allowed: Allowance,
    reach: Reach,
    pacing: PacingConfig,
    homes: Homes | None = None,
) -> Client:
    """Return a client that guards, paces, repeats and keeps a journal."""
    budgets = [n for n in (asked.max_requests, pacing.max_requests) if n is not None]
    journal = None
    if asked.journal is not None:
        header = journal_header(asked, base_url, homes or {})
        journal = Journal(contract, asked.journal, header)
    care = Care(
        natures=natures_of(contract),
        limits=Limits(
            effects=allowed.effects,
            bill=allowed.bill,
            requests=min(budgets, default=None),
            retries=pacing.retries,
        ),
        pacer=Pacer(per_minute=pacing.per_minute, longest_wait=pacing.longest_wait),
        listener=journal,
    )
    wire = on_the_wire(asked, contract, base_url, reach)
    return Client(base_url=base_url, transport=wire, care=care, reach=reach)


def on_the_wire(
    asked: TargetRequest, contract: Registry, base_url: str, reach: Reach
) -> AppTransport | None:
    """Return what edits answers on their way from a URL; None without a fault."""
    if not asked.fault:
        return None
    from ..faults import wire_app

    behind = reach.open()
    return AppTransport(
        wire_app(asked.fault, contract, base_url, behind), behind=behind
    )


def require_wire_fault(name: str, contract: Registry) -> None:
    """
    Refuse a fault that cannot be planted in front of a URL.

    Raises:
        TargetProblem: it must be inside the emulator, or there is none of that name.
    """
    from ..faults.wire import wire_faults

    if not name.startswith("wire/"):
        raise TargetProblem(
            "--fault changes the embedded emulator only, but for the faults that begin "
            "with wire/. Next step: start `conform serve` with it."
        )
    if all(fault.id != name for fault in wire_faults(contract)):
        raise TargetProblem(
            f"unknown wire fault {name!r}. "
            "Next step: `conform faults list --source wire` shows them all."
        )


def natures_of(contract: Registry) -> dict[str, Nature]:
    """Return method, effect and rate class of every endpoint."""
    return {
        endpoint.id: Nature(
            endpoint.method, contract.access[endpoint.id].effect, endpoint.rate_class
        )
        for endpoint in contract.endpoints.values()
        if endpoint.id in contract.access
    }


def journal_header(
    asked: TargetRequest, base_url: str, homes: Homes
) -> Mapping[str, Any]:
    """Return what a clean-up needs to know about the run that wrote a journal."""
    return {
        "journal": 1,
        "mark": asked.run,
        "target": asked.name,
        "base_url": base_url,
        "config": str(asked.config.resolve()) if asked.config else None,
        "homes": {
            alias: [organisation.id, organisation.plan, uid]
            for alias, (organisation, uid) in homes.items()
        },
    }
