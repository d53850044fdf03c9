"""A violation of one requirement: it points at the row and weighs what the row does."""

from __future__ import annotations

from ..contract import Registry
from ..contract.model import Provenance
from ..contract.places import label, row_line
from ..finding import Location, Violation

_FILE = "requirements.json"


def broken(
    contract: Registry,
    row: str,
    message: str,
    *,
    expected: str,
    observed: str,
    provenance: Provenance | None = None,
) -> Violation:
    """
    Return the violation of a requirement.

    Args:
        contract: the contract that holds the requirement.
        row: its id.
        message: what is wrong, in a sentence.
        expected: what a conformant target shows.
        observed: what this one showed.
        provenance: where the fact comes from, if not from where the row does.

    """
    found = next((r for r in contract.requirements if r.id == row), None)
    return Violation(
        message=message,
        expected=expected,
        observed=observed,
        location=Location(
            label(contract, _FILE),
            f"#/requirements/{row}",
            row_line(contract, _FILE, "id", row),
        ),
        provenance=provenance or (found.provenance if found else "assumed"),
    )
