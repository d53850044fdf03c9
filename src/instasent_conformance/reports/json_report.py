"""`report.json`: the report, verbatim; its schema is `contracts/meta/report.json`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from .model import RunReport

FILE_NAME = "report.json"


def write(report: RunReport, path: Path) -> None:
    """Write the report as indented JSON."""
    path.write_bytes(render(report).encode())


def render(report: RunReport) -> str:
    """Return the report as indented JSON text."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def read(path: Path) -> RunReport:
    """
    Read a report back.

    Raises:
        msgspec.DecodeError: the file is not a report of this version.
        OSError: the file cannot be read.

    """
    return msgspec.json.decode(path.read_bytes(), type=RunReport)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of report.json, made from the types that are written."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "report.json",
        "title": "Report of a run",
        **msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(RunReport))),
    }
