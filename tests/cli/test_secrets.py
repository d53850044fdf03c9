"""No artefact of a run holds the secret of a token."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from instasent_conformance.cli.app import app
from instasent_conformance.client import Bearer, Client
from instasent_conformance.exchange import Exchange, Request


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Collect every secret that a run sends."""
    sent: set[str] = set()
    send = Client.send

    def listen(client: Client, request: Request, bearer: Bearer) -> Exchange:
        if bearer.header is not None:
            sent.add(bearer.header.removeprefix("Bearer "))
        return send(client, request, bearer)

    monkeypatch.setattr(Client, "send", listen)
    return sent


def test_no_artefact_holds_a_secret(secrets: set[str], tmp_path: Path) -> None:
    """A run with findings writes and prints no token that it sent."""
    arguments = ["run", "--profile", "smoke", "--fault", "missing-scope-answers-401"]
    laws = ["--law", "scope-gating", "--law", "isolation"]
    result = CliRunner().invoke(app, [*arguments, *laws, "--output", str(tmp_path)])
    live = {secret for secret in secrets if len(secret) > 8}

    assert 1 == result.exit_code
    assert len(live) > 20
    artefacts = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert artefacts
    texts = [result.output, *(f.read_text("utf-8", "replace") for f in artefacts)]
    assert [] == [secret for secret in live if any(secret in text for text in texts)]
