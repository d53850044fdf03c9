"""
Schemathesis by its own command, on the exported document, against a served emulator.

    python -m tests.peers.schemathesis_cli [examples]
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from instasent_conformance.contract import Json
from instasent_conformance.contract.openapi import to_openapi

from .furnished import CONTRACT, Furnished, furnished

EVERY_PHASE = "examples,coverage,fuzzing,stateful"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def run(
    place: Furnished, folder: Path, *, phases: str, examples: int
) -> subprocess.CompletedProcess[str]:
    """Let Schemathesis judge the emulator; it ends with 0 where it finds nothing."""
    document, settings = folder / "openapi.json", folder / "schemathesis.toml"
    document.write_text(json.dumps(to_openapi(CONTRACT)))
    settings.write_text(_settings(place))
    schemathesis = str(Path(sys.executable).with_name("schemathesis"))
    return subprocess.run(
        [
            *(schemathesis, "--config-file", str(settings), "run", str(document)),
            *("--url", place.base_url, "--phases", phases, "--seed", "1"),
            *("-H", f"Authorization: Bearer {place.secret}"),
            *("--checks", ",".join(CHECKS), "--max-examples", str(examples)),
            *("--continue-on-failure", "--no-color"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def _settings(place: Furnished) -> str:
    """Name what the project holds, so that paths lead beyond a 404."""
    return "\n".join(
        line
        for endpoint in CONTRACT.endpoints.values()
        for line in operation_settings(endpoint.id, place.path_values(endpoint))
    )


def operation_settings(endpoint: str, path: Mapping[str, Json]) -> list[str]:
    """Return the lines that give one operation live values for its path."""
    pairs = ", ".join(
        f"{json.dumps(f'path.{name}')} = {json.dumps(value)}"
        for name, value in path.items()
    )
    return [
        "[[operations]]",
        f"include-operation-id = {json.dumps(endpoint)}",
        f"parameters = {{ {pairs} }}",
        "",
    ]


def main() -> None:
    """Run every phase and print what Schemathesis prints."""
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with furnished() as place, TemporaryDirectory() as folder:
        ended = run(place, Path(folder), phases=EVERY_PHASE, examples=examples)
    print(ended.stdout)  # noqa: T201
    raise SystemExit(ended.returncode)


if __name__ == "__main__":
    main()
