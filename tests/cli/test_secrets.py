"""No artefact of a run holds the secret of a token."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from instasent_conformance.cli.app import app
from instasent_conformance.client import Bearer, Client
from instasent_conformance.exchange import Exchange, Request


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Collect every secret that a run sends, from whichever process, in a file."""
    sent = tmp_path / "sent"
    send = Client.send

    def listen(client: Client, request: Request, bearer: Bearer) -> Exchange:
        if bearer.header is not None:
            with sent.open("a", encoding="utf-8") as lines:
                lines.write(bearer.header.removeprefix("Bearer ") + "\n")
        return send(client, request, bearer)

    monkeypatch.setattr(Client, "send", listen)
    return sent


def test_no_artefact_holds_a_secret(secrets: Path, tmp_path: Path) -> None:
    """A run with findings writes and prints no token that it sent."""
    arguments = ["run", "--profile", "smoke", "--fault", "missing-scope-answers-401"]
    laws = ["--law", "scope-gating", "--law", "isolation"]
    folder = tmp_path / "artefacts"
    result = CliRunner().invoke(app, [*arguments, *laws, "--output", str(folder)])
    live = {line for line in secrets.read_text("utf-8").splitlines() if len(line) > 8}

    assert 1 == result.exit_code
    assert len(live) > 20
    artefacts = [file for file in folder.rglob("*") if file.is_file()]
    assert artefacts
    texts = [result.output, *(f.read_text("utf-8", "replace") for f in artefacts)]
    assert [] == [secret for secret in live if any(secret in text for text in texts)]
