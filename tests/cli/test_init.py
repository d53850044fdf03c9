"""`conform init` asks what it must, checks every token once, and writes no secret."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import ClassVar

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry
from instasent_conformance.targets.config import TargetConfig
from instasent_conformance.targets.reading import load_config
from instasent_conformance.targets.writing import add_target

SCOPES = sorted(load_registry().scope_words)
SECRETS = {"INIT_WIDE": "wide-secret-1", "INIT_FAR": "far-secret-2"}
REACH = {"wide-secret-1": ("mine", SCOPES[:3]), "far-secret-2": ("theirs", ["NEW"])}


class Account(BaseHTTPRequestHandler):
    """Answers for one project to each of two tokens, and counts."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Describe a project to the token that reaches it."""
        self.asked.append(self.path)
        secret = self.headers.get("authorization", "").removeprefix("Bearer ")
        project, scopes = REACH.get(secret, ("", []))
        known = self.path.endswith(f"/project/{project}")
        owner = {"name": 'The "Shops"', "plan": "L"}
        body = {"entity": {}, "metadata": {"organization": owner, "scopes": scopes}}
        self.send_response(200 if known else 404)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body if known else {}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def base_url() -> Iterator[str]:
    """Serve the account, in a thread."""
    Account.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), Account)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with two tokens in the environment."""
    monkeypatch.chdir(tmp_path)
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    return tmp_path


def init(*arguments: str, typed: str | None = None) -> Result:
    """Run `conform init`."""
    result = CliRunner().invoke(app, ["init", *arguments], input=typed)
    assert "Traceback" not in result.output
    return result


def test_options_say_it_all(base_url: str) -> None:
    """The file holds projects, plans and declared scopes, and no secret."""
    given = ["--base-url", base_url, "--project", "mine", "--foreign", "theirs"]
    tokens = ["--token-env", "INIT_WIDE", "--token-env", "INIT_FAR"]
    result = init("here", *given, *tokens, "--allow", "write,bill=2", "--no-input")
    assert 0 == result.exit_code, result.output
    target = load_config().targets["here"]
    wide, far = target.tokens
    text = Path("conform.toml").read_text("utf-8")

    assert (frozenset(SCOPES[:3]), "home") == (wide.scopes, wide.project)
    assert (frozenset(), "foreign") == (far.scopes, far.project)
    assert "NEW" in result.output
    assert ("L", 'The "Shops"') == (target.projects["home"].plan, target.organisation)
    assert ("bill=2", "write") == target.allow
    assert [] == [s for s in SECRETS.values() if s in text or s in result.output]


def test_a_token_costs_one_read(base_url: str) -> None:
    """Beside the first question whether anybody is there, a token is asked once."""
    given = ["--base-url", base_url, "--project", "mine", "--token-env", "INIT_WIDE"]
    init("here", *given, "--no-input")

    assert ["/v1/", "/v1/project/mine"] == Account.asked


@pytest.mark.parametrize(
    ("option", "kind", "advice"),
    [
        ("--revoked-env", "revoked", "revoke it"),
        ("--transactional-env", "api_sms", "of the transactional product"),
    ],
)
def test_a_useless_token_is_listed_once_it_is_refused(
    base_url: str, monkeypatch: pytest.MonkeyPatch, option: str, kind: str, advice: str
) -> None:
    """A token that opens nothing is listed as what it is; one that is live is not."""
    monkeypatch.setenv("INIT_SPENT", "spent-secret-3")
    given = ["--base-url", base_url, "--project", "mine", "--token-env", "INIT_WIDE"]
    result = init("here", *given, option, "INIT_SPENT", "--no-input")
    live = init("two", *given, option, "INIT_WIDE", "--no-input")

    assert 0 == result.exit_code, result.output
    spent = load_config().targets["here"].tokens[-1]
    assert (kind, "INIT_SPENT") == (spent.kind, spent.secret_env)
    assert 2 == live.exit_code
    assert advice in " ".join(live.stderr.split())


def test_a_secret_may_be_in_a_keyring_or_with_a_command(
    base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file names the place where the secret is, whichever it is."""
    keyring = ModuleType("keyring")
    found = {("conform", "wide"): SECRETS["INIT_WIDE"]}
    keyring.get_password = lambda *named: found.get(named)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    prints = shlex.join([sys.executable, "-c", f"print({SECRETS['INIT_FAR']!r})"])
    given = ["--base-url", base_url, "--project", "mine", "--foreign", "theirs"]
    kept = ["--token-keyring", "conform/wide", "--token-command", prints]
    result = init("here", *given, *kept, "--no-input")

    assert 0 == result.exit_code, result.output
    wide, far = load_config().targets["here"].tokens
    assert ("conform/wide", "home") == (wide.secret_keyring, wide.project)
    assert (tuple(shlex.split(prints)), "foreign") == (far.secret_command, far.project)


def test_the_dialogue_asks_for_the_rest(base_url: str) -> None:
    """What no option says is asked for; an empty answer leaves it out."""
    typed = f"{base_url}\nmine\n\n\n\nINIT_WIDE\n\n"
    result = init("talk", typed=typed)

    assert 0 == result.exit_code, result.output
    assert ["home"] == [*load_config().targets["talk"].projects]
    assert () == load_config().targets["talk"].allow


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--project", "mine", "--token-env", "INIT_NONE"], ["INIT_NONE", "export"]),
        (["--project", "lost", "--token-env", "INIT_WIDE"], ["404 for home", "UID"]),
        (["--token-env", "INIT_WIDE"], ["--project is missing"]),
        (["--project", "mine"], ["--token-env is missing"]),
        (["--project", "mine", "--allow", "all"], ["'all'", "bill=3"]),
        (["--project", "mine", "--ca-file", "no.pem"], ["no.pem"]),
    ],
)
def test_what_does_not_fit_is_said(
    base_url: str, arguments: list[str], parts: list[str]
) -> None:
    """A wrong answer ends in one message with the next step, and writes no file."""
    full = ["--token-env", "INIT_WIDE"] if len(arguments) > 2 else []
    given = [*arguments, *(full if "--token-env" not in arguments else [])]
    result = init("here", "--base-url", base_url, *given, "--no-input")

    assert 2 == result.exit_code
    assert [] == [part for part in parts if part not in result.stderr]
    assert "Next step" in result.stderr
    assert not Path("conform.toml").exists()


def test_a_target_is_added_and_never_replaced(here: Path) -> None:
    """A second target joins the first; one of the same name is refused."""
    file = here / "conform.toml"
    one = TargetConfig(base_url="https://one.example/v1", knobs={"K-05": "a b"})
    add_target(file, "one", one)
    add_target(file, "two two", TargetConfig(base_url="https://two.example/v1"))

    assert one == load_config(file).targets["one"]
    assert ["one", "two two"] == [*load_config(file).targets]
    with pytest.raises(Exception, match="already"):
        add_target(file, "one", one)
