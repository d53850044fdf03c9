"""What a contract says of messages is read once, and missed where it is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from instasent_conformance.contract import ContractError, load_registry
from instasent_conformance.contract.sms import sms_facts

CONTRACT = load_registry()


def test_the_rows_are_read() -> None:
    """Both alphabets and the literal states of the API are there."""
    facts = sms_facts(CONTRACT)

    assert {"default", "extension"} == facts.alphabets.keys()
    assert {"enqueued", "sent", "delivered"} <= facts.states


def test_a_contract_without_the_file_says_so(tmp_path: Path) -> None:
    """A folder without the file is a contract error, not a crash."""
    with pytest.raises(ContractError):
        sms_facts(replace(CONTRACT, root=tmp_path))
