"""The account that every walk begins at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .stranger import stranger
from .walker import Walker


@pytest.fixture
def walker(tmp_path: Path) -> Iterator[Walker]:
    """Return somebody who was just given access to an account."""
    with stranger(tmp_path) as met:
        yield Walker(tmp_path, met)
