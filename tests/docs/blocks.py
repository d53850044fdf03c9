"""The code blocks of the documents, so that tests can run them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(document: str, language: str) -> list[str]:
    """Return the code blocks of one language in a document of the checkout."""
    text = (ROOT / document).read_text("utf-8")
    return [body for found, body in _BLOCK.findall(text) if found == language]


def conform_lines(document: str) -> list[str]:
    """Return every command line of a document that calls `conform`."""
    lines = "\n".join(blocks(document, "sh")).replace("&&", "\n").splitlines()
    commands = (line.split("#")[0].strip() for line in lines)
    return [c for c in commands if c.startswith((".venv/bin/conform", "conform"))]
