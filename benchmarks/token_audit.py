"""
How exact and how cheap the token audit is, on random scope subsets of the emulator.

    python -m benchmarks.token_audit --subsets 10000
"""

from __future__ import annotations

import argparse
import time

from instasent_conformance.contract import load_registry
from tests.audit.subsets import audited, errors, lab, minted, random_subsets

from .measuring import show

BATCH = 200


def main() -> None:
    """Audit the subsets in batches, each on an emulator of its own; print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subsets", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    contract = load_registry()
    subsets = random_subsets(contract, given.subsets, given.seed)
    wrong = requests = most = changed = 0
    started = time.perf_counter()
    for first in range(0, len(subsets), BATCH):
        batch = subsets[first : first + BATCH]
        with lab(contract) as found:
            tokens = minted(found, batch)
            before = found.digest()
            seen = audited(found, tokens)
            changed += before != found.digest()
        for held, token in zip(batch, seen, strict=True):
            wrong += len(errors(contract, held, token))
            requests += len(token.asked)
            most = max(most, len(token.asked))
    scopes = len(contract.scope_words)
    show("scope subsets audited", len(subsets), "")
    show("seconds for all of them", time.perf_counter() - started, "s")
    show("scopes judged wrongly", wrong, "")
    show("requests per scope", requests / len(subsets) / scopes, "")
    show("requests per scope at most", most / scopes, "")
    show("batches that changed the state", changed, "")
    raise SystemExit(bool(wrong or changed))


if __name__ == "__main__":
    main()
