"""
A stranger: the emulator as a real account would be met.

It is served by a process of its own over TCP, or TLS. Its control plane is off, its
rate limits are on, its queue takes time, and its tokens were minted by hand before.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from instasent_conformance.contract import load_registry

CONTRACT = load_registry()
EVERY = CONTRACT.scope_words
GATED = frozenset(scope.scope for scope in CONTRACT.scopes if scope.tier == "plan")
READER = frozenset((CONTRACT.levels[0].scope,))


@dataclass(frozen=True)
class Account:
    """What its owner knows of an account: project UIDs, and tokens by variable."""

    projects: dict[str, str]
    secrets: dict[str, str]


@dataclass(frozen=True)
class Stranger:
    """A served account."""

    base_url: str
    account: Account
    ca_file: Path | None = None


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """Serve the emulator in a process of its own; yield its base URL."""
    program = (sys.executable, "-um", "instasent_conformance")
    process = subprocess.Popen(
        [*program, "serve", "--port=0", *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.communicate(timeout=20)


TOKENS: dict[str, tuple[str, frozenset[str]]] = {
    "REAL_HOME": ("home", EVERY),
    "REAL_READER": ("home", READER),
    "REAL_NOTHING": ("home", frozenset()),
    "REAL_SIBLING": ("sibling", EVERY),
    "REAL_FOREIGN": ("foreign", EVERY),
    "REAL_LOWER": ("lower", EVERY - GATED),
}
"""Project and scopes of the tokens that an owner has minted, by variable."""


def open_account(
    state: Path,
    tokens: dict[str, tuple[str, frozenset[str]]] | None = None,
    *,
    revoked: tuple[str, ...] = (),
) -> Account:
    """
    Make the organisations and mint the tokens, as their owner does by hand.

    Args:
        state: the file in which the emulator keeps the account.
        tokens: project and scopes of the tokens, by variable.
        revoked: more variables, whose tokens are revoked as soon as they are minted.
    """
    with served("--state", str(state), "--world", "empty") as base:
        control = base.removesuffix("/v1") + "/_control"
        with httpx.Client(base_url=control, timeout=30) as http:
            own = _organisation(http, "Own", "XL", "Home", "Sibling")
            other = _organisation(http, "Other", "XL", "Foreign")
            small = _organisation(http, "Small", "S", "Lower")
            projects = {
                "home": (own, own["projects"][0]["uid"]),
                "sibling": (own, own["projects"][1]["uid"]),
                "foreign": (other, other["projects"][0]["uid"]),
                "lower": (small, small["projects"][0]["uid"]),
            }
            minted = {
                variable: _mint(http, *projects[alias], scopes)
                for variable, (alias, scopes) in (tokens or TOKENS).items()
            }
            for variable in revoked:
                minted[variable] = _mint(http, *projects["home"], EVERY)
                http.delete(f"/tokens/{minted[variable]['id']}").raise_for_status()
            secrets = {
                variable: str(made["token"]) for variable, made in minted.items()
            }
    return Account({alias: uid for alias, (_, uid) in projects.items()}, secrets)


@contextmanager
def stranger(
    folder: Path,
    *,
    tls: bool = False,
    tokens: dict[str, tuple[str, frozenset[str]]] | None = None,
    revoked: tuple[str, ...] = (),
) -> Iterator[Stranger]:
    """Serve an account without its control plane, with limits and a slow queue."""
    state = folder / "state.db"
    account = open_account(state, tokens, revoked=revoked)
    arguments = ["--state", str(state), "--no-control", "--limits"]
    ca_file = None
    if tls:
        ca_file = _certificate(folder)
        arguments += [f"--tls-cert={ca_file}", f"--tls-key={folder / 'key.pem'}"]
    with served(*arguments, "--queue-delay", "1.0") as base:
        yield Stranger(base, account, ca_file)


def _organisation(
    http: httpx.Client, name: str, plan: str, *projects: str
) -> dict[str, Any]:
    body = {"name": name, "plan": plan, "projects": list(projects)}
    made: dict[str, Any] = http.post("/organizations", json=body).json()
    return made


def _mint(
    http: httpx.Client, owner: dict[str, Any], project: str, scopes: frozenset[str]
) -> dict[str, Any]:
    body = {
        "kind": "product",
        "organization": owner["id"],
        "project": project,
        "scopes": sorted(scopes),
        "title": "by hand",
    }
    made: dict[str, Any] = http.post("/tokens", json=body).json()
    return made


def _certificate(folder: Path) -> Path:
    """Make a certificate for the loopback interface, valid for a day."""
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 "
        "-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem"
