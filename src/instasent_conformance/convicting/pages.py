"""`faults.json` and `faults.html`, written side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from .model import FaultsReport
from .page import render

DATA = "faults.json"
PAGE = "faults.html"


def write_pages(report: FaultsReport, folder: Path) -> tuple[Path, Path]:
    """Write both files; return the page and the data."""
    folder.mkdir(parents=True, exist_ok=True)
    page, data = folder / PAGE, folder / DATA
    write_data(report, data)
    page.write_text(render(report), encoding="utf-8")
    return page, data


def write_data(report: FaultsReport, file: Path) -> None:
    """Write a report as JSON, one value a line."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")


def read_data(path: Path) -> FaultsReport:
    """
    Read `faults.json` back.

    Raises:
        msgspec.DecodeError: the file is not a report of this version.
        OSError: the file cannot be read.
    """
    return msgspec.json.decode(path.read_bytes(), type=FaultsReport)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `faults.json`, made from the types that are written."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "faults.json",
        "title": "Report of a run of planted faults",
        **msgspec.json.schema(FaultsReport),
    }
