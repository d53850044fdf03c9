"""
Table faults: every row of the contract, broken in every way that a row can be.

Some hand the emulator a contract in which one value differs, as a wrong table in a
server would; the others edit what leaves one endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...contract import Registry
from ..planted import Planted
from .access import access_faults
from .disclosing import disclosure_faults
from .fields import field_faults
from .limits import limit_faults
from .statuses import status_faults


def table_faults(contract: Registry) -> Iterator[Planted]:
    """Yield every table fault of a contract."""
    yield from access_faults(contract)
    yield from disclosure_faults(contract)
    yield from field_faults(contract)
    yield from limit_faults(contract)
    yield from status_faults(contract)
