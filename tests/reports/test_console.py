from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from instasent_conformance.reports import console
from instasent_conformance.reports.allure_renderer import AllureMissing

from .sample import LEAK, sample_report

PLAIN = f"""\
scope-gating pass=2 fail=1 inconclusive=1 n/a=1 error=0 requests=10 seconds=0.5
redaction pass=1 fail=0 inconclusive=0 n/a=0 error=0 requests=2 seconds=0.2
merging pass=0 fail=0 inconclusive=0 n/a=0 error=1 requests=0 seconds=0.0
refused-without-scope   audience.get   critical · documented · 1 case
  GET /two as bare
  a token without the scope got through: {LEAK}
  expected   403
  observed   200
  law        contracts/v1/access.json:31 #/endpoints/audience.get
  reproduce  conform run --target sample --case 'audience.get/refused/none' --seed 7

suite error in merging/test_histories: KeyError: 'entity'
not judged, no-token: 1, for example: nobody holds such a token
observations: 1, assumptions of the contract that do not hold here; see report.json
requirements: 0 judged and kept, 1 broken, 0 inconclusive, 2 not yet judged, 1 that \
nothing can judge
of them MUST of the guide: 0 judged and kept, 1 broken, 0 inconclusive, 2 not yet \
judged, 1 that nothing can judge
left on the target: 1, see report.json
reports: out
allure.html was not written: no Node. Next step: get it.
nonconformant: 3 pass, 1 fail, 1 inconclusive, 1 not applicable, 1 error, 1 defect \
in 1.2 s (exit 1)
"""


def test_plain_lines_without_a_terminal() -> None:
    """Without a terminal every fact is on one plain line."""
    out = io.StringIO()

    console.write(
        sample_report(),
        folder=Path("out"),
        allure=AllureMissing("no Node", "Next step: get it."),
        console=Console(file=out, width=80),
    )

    expected = PLAIN

    assert expected == out.getvalue()


def test_table_on_a_terminal() -> None:
    """On a terminal the laws stand in a table."""
    out = io.StringIO()

    console.write(
        sample_report(), console=Console(file=out, width=120, force_terminal=True)
    )

    assert "inconclusive" in out.getvalue().splitlines()[0]
    assert LEAK in out.getvalue()
