"""The fingerprint of a contract version, by which a frozen one is kept from change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

MANIFEST = "manifest.json"
_ALGORITHM = "sha256"


def digest_of(folder: Path) -> str:
    """
    Return the SHA-256 of every file below a folder except its manifest.

    Files are read as JSON, so that line ends and indentation do not count.
    """
    found = hashlib.sha256()
    for file in sorted(folder.rglob("*.json")):
        if file.relative_to(folder).as_posix() != MANIFEST:
            content = json.loads(file.read_text(encoding="utf-8"))
            found.update(file.relative_to(folder).as_posix().encode() + b"\0")
            found.update(json.dumps(content, separators=(",", ":")).encode() + b"\0")
    return f"{_ALGORITHM}:{found.hexdigest()}"
