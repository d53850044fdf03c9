"""
Prism serves every operation of the exported document, and accepts our answers.

    python -m benchmarks.prism FOLDER

Every endpoint is asked the example of the contract: once of Prism alone, and once with
Prism as a proxy before the emulator, where it compares each answer with the document.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import httpx

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases import RequestBuilder
from tests.peers.furnished import CONTRACT, Furnished, furnished

from .loopback import prism

VIOLATIONS = "sl-violations"
ORDER = ("read", "write", "bill", "destroy")


def ask_all(base_url: str, place: Furnished) -> list[httpx.Response]:
    """Return the answer of every endpoint; what destroys is asked last."""
    builder = RequestBuilder(CONTRACT, place.facts, Canaries(seed=1, run="prism"))
    rows = CONTRACT.access.values()
    answers = []
    with httpx.Client(timeout=30) as http:
        for row in sorted(rows, key=lambda row: ORDER.index(row.effect)):
            asked = builder.build(row.endpoint)
            bearer = {"Authorization": f"Bearer {place.secret}"}
            answers.append(
                http.request(
                    asked.method,
                    base_url + asked.path,
                    content=asked.content,
                    headers=bearer | dict(asked.headers),
                )
            )
    return answers


def tell(name: str, answers: list[httpx.Response]) -> None:
    """Print how many answers had which status."""
    statuses = Counter(answer.status_code for answer in answers)
    print(f"{name:<8}", dict(sorted(statuses.items())))  # noqa: T201


def main() -> None:
    """Print statuses, and what Prism holds against answers of the emulator."""
    folder = Path(sys.argv[1]).resolve()
    with furnished() as place:
        with prism(folder) as url:
            tell("alone", ask_all(url, place))
        with prism(folder, before=place.base_url) as url:
            answers = ask_all(url, place)
    tell("proxy", answers)
    found = [one for one in answers if VIOLATIONS in one.headers]
    for answer in found:
        print(answer.request.url.path, answer.headers[VIOLATIONS])  # noqa: T201
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
