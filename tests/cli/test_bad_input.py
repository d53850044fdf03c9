"""Bad input ends in exit 2 or 3 with one message: file or key, place, next step."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.contract.location import contracts_root


def conform(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, [*arguments])


def message_of(result: Result) -> str:
    """Return what was said on stderr, after checking that it is one message."""
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """Copy the contracts, to break one thing in them."""
    folder = tmp_path / "contracts"
    shutil.copytree(contracts_root().parent, folder)
    return folder / "v1"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "parts"),
    [
        (["run", "--law", "gating"], 2, ["unknown law 'gating'", "scope-gating"]),
        (["run", "--endpoint", "audience.gt"], 2, ["'audience.gt'", "audience.get"]),
        (["run", "--profile", "nigthly"], 2, ["'nigthly'", "nightly", "smoke"]),
        (["run", "--target", "sandbx"], 2, ["'sandbx'", "emulator", "conform.toml"]),
        (["run", "--target", "http://127.0.0.1:9/"], 2, ["/v1"]),
        (["run", "--target", "http://127.0.0.1:9/v1"], 3, ["does not answer"]),
        (["run", "--knob", "K-33"], 2, ["ID=OPTION"]),
        (["run", "--knob", "K-99=null"], 2, ["K-99", "Next step"]),
        (["run", "--knob", "K-33=nul"], 2, ["nul", "null"]),
        (["run", "--allow", "delete"], 2, ["'delete'", "write"]),
        (["run", "--allow", "bill=many"], 2, ["'many'", "bill=3"]),
        (["run", "--allow", "write=3"], 2, ["'write=3'"]),
        (["run", "--baseline", "absent.toml"], 2, ["absent.toml", "[[accepted]]"]),
        (["run", "--resume", "20260102-030405"], 2, ["'20260102-030405'"]),
        (["clean", "--run", "20260102-030405"], 2, ["'20260102-030405'"]),
        (["run", "--fault", "no-such"], 2, ["'no-such'", "conform faults list"]),
        (["run", "--config", "absent.toml", "--target", "x"], 2, ["absent.toml"]),
        (["run", "--contracts", "absent"], 2, ["absent", "manifest.json"]),
        (["run", "--law", "isolation", "--case", "no/such"], 2, ["no/such"]),
        (["serve", "--knob", "K-99=x"], 2, ["K-99"]),
        (["serve", "--fault", "no-such"], 2, ["'no-such'"]),
        (["faults", "list", "--family", "none"], 2, ["'none'", "merge"]),
        (["contracts", "show", "audience.gt"], 2, ["audience.get"]),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_wrong_name_is_refused_with_the_next_step(
    arguments: list[str], code: int, parts: list[str]
) -> None:
    """A name that does not exist is repeated, and the names that do are offered."""
    result = conform(*arguments)

    assert code == result.exit_code
    assert [] == [part for part in parts if part not in message_of(result)]


def test_a_contract_that_is_not_json_is_located(contracts: Path) -> None:
    """A syntax error in a contract is reported with file, line and column."""
    (contracts / "access.json").write_text('{\n  "scopes": [,]\n}')
    result = conform("run", "--contracts", str(contracts))

    assert 2 == result.exit_code
    assert "access.json:2:14" in message_of(result)


def test_a_contract_of_the_wrong_shape_is_located(contracts: Path) -> None:
    """A wrong type in a contract is reported with file and place."""
    file = contracts / "endpoints" / "audience.get.json"
    file.write_text(file.read_text().replace('"GET"', "7", 1))
    result = conform("run", "--contracts", str(contracts))

    assert 2 == result.exit_code
    assert "audience.get.json: $.method" in message_of(result)


def test_a_missing_contract_file_is_named(contracts: Path) -> None:
    """An absent contract file is named."""
    (contracts / "knobs.json").unlink()
    result = conform("run", "--contracts", str(contracts))

    assert 2 == result.exit_code
    assert "knobs.json: the file is missing" in message_of(result)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[targets.sandbox\n", ["not valid TOML", "line 1"]),
        (
            "[targets.sandbox]\nbase_url = 7\n",
            ["conform.toml:2: targets.sandbox.base_url"],
        ),
        ("[targets.sandbox]\nurl = 'x'\n", ["url"]),
        ("[targets.sandbox]\nbase_url = 'http://127.0.0.1:9/v1'\n", ["no tokens"]),
        (
            "[targets.sandbox]\nbase_url = 'http://127.0.0.1:9/v1'\n"
            "projects.home.uid = 'p'\n"
            "[[targets.sandbox.tokens]]\nalias = 'a'\nsecret_env = 'CONFORM_UNSET'\n",
            ["CONFORM_UNSET", "unset", "export"],
        ),
    ],
)
def test_a_malformed_configuration_is_located(
    here: Path, text: str, parts: list[str]
) -> None:
    """A fault of conform.toml is reported with file or key, and the next step."""
    (here / "conform.toml").write_text(text)
    result = conform("run", "--target", "sandbox")

    assert 2 == result.exit_code
    assert "Next step" in message_of(result)
    assert [] == [part for part in parts if part not in result.stderr]


@pytest.mark.usefixtures("here")
def test_a_target_without_tokens_says_how_to_give_them(
    silent_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A URL with no control plane and no token in the environment ends in exit 2."""
    monkeypatch.delenv("CONFORM_TOKEN", raising=False)
    result = conform("run", "--target", silent_server)

    assert 2 == result.exit_code
    assert "CONFORM_TOKEN" in message_of(result)


def test_a_port_in_use_is_refused(taken_port: int) -> None:
    """A port that is taken ends `conform serve` with the next step."""
    result = conform("serve", "--port", str(taken_port))

    assert 2 == result.exit_code
    assert f"port {taken_port}" in message_of(result)
    assert "--port" in result.stderr


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Hold a port of the loopback interface."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


@pytest.fixture
def silent_server() -> Iterator[str]:
    """Serve 404 for everything, in a thread."""
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Nothing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Nothing)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    thread.join()
    server.server_close()
