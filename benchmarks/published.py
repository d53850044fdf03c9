"""
Publish runs of planted faults: their data, their page, and a page of figures.

    python -m benchmarks.published FOLDER [SERVED] [--into FOLDER] [--note TEXT]

FOLDER holds the report of `conform faults run`; SERVED that of a run in front of a
server in another process, if there is one.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from instasent_conformance.convicting import DATA, FaultsReport, Score, write_pages
from instasent_conformance.convicting.pages import read_data, write_data
from instasent_conformance.convicting.scoring import abridged

PUBLISHED = Path("reports") / "published"
SERVED = "served.json"
_MINUTE = 60


def publish(folder: Path, served: Path | None, into: Path, note: str = "") -> Path:
    """Write the published files; return the page of figures, a note at its top."""
    report = read_data(folder / DATA)
    write_pages(report, into)
    write_data(abridged(report), into / DATA)
    other = read_data(served / DATA) if served else None
    if other is not None:
        write_data(abridged(other), into / SERVED)
    page = into / "README.md"
    page.write_text("\n".join(_page(report, other, note)) + "\n", encoding="utf-8")
    return page


def figures(report: FaultsReport) -> Iterator[str]:
    """Yield the rows of the table of scores: all, then by source, kind and family."""
    yield "| faults | counted | convicted | survived | share | not counted |"
    yield "|---|---|---|---|---|---|"
    for by in ("all", "source", "kind", "family"):
        for row in report.scores:
            if row.by == by and (by != "kind" or "/" in row.name):
                yield _row(row)


def _row(row: Score) -> str:
    labels = {"kind": row.name, "family": f"family {row.name}"}
    label = labels.get(row.by, f"**{row.name}**")
    return (
        f"| {label} | {row.convicted + row.survived} | {row.convicted} "
        f"| {row.survived} | {row.share:.1%} | {row.excluded} |"
    )


def _page(
    report: FaultsReport, served: FaultsReport | None, note: str
) -> Iterator[str]:
    yield from _INTRODUCTION.splitlines()
    yield ""
    if note:
        yield from (f"> {note}", "")
    yield from figures(report)
    yield ""
    yield from _about(report)
    yield from ("", "## What a conviction costs", "")
    yield from _costs(report)
    yield from ("", "## Survivors", "")
    yield from _survivors(report)
    if served is not None:
        yield from ("", "## In front of a server", "", *_SERVED.splitlines(), "")
        yield from figures(served)
        yield ""
        yield from _survivors(served)
    yield from ("", *_REPRODUCE.splitlines())


def _about(report: FaultsReport) -> Iterator[str]:
    alarms = sum(row.findings + row.errors for row in report.healthy)
    profiles = ", ".join(sorted({row.profile for row in report.healthy}))
    seeds = ", ".join(sorted({f"{row.seed}" for row in report.healthy}))
    yield f"- False alarms on the healthy emulator: {alarms}."
    yield f"- Profile {profiles}, seed {seeds}, contract v{report.contract_version},"
    yield f"  suite {report.suite_version}, {report.started_at[:10]}."
    yield (
        f"- CPython {platform.python_version()} and SQLite {_sqlite()}, on "
        f"{os.cpu_count()} cores, {report.workers} process(es)."
    )


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _costs(report: FaultsReport) -> Iterator[str]:
    yield "Processor time counts, for it does not depend on who else is at work there."
    yield ""
    yield "| source | faults | processor time | a fault, median | requests, median |"
    yield "|---|---|---|---|---|"
    sources = dict.fromkeys(row.source for row in report.results)
    for source in sources:
        rows = [
            row
            for row in report.results
            if row.source == source and row.ending != "excluded"
        ]
        spent = [row.processor_seconds for row in rows]
        yield (
            f"| {source} | {len(rows)} | {sum(spent) / _MINUTE:.1f} min "
            f"| {median(spent):.2f} s | {median(row.requests for row in rows):.0f} |"
        )


def _survivors(report: FaultsReport) -> Iterator[str]:
    rows = [row for row in report.results if row.ending == "survived"]
    if not rows:
        yield "None."
        return
    yield from ("| fault | breaks | what the faulty server does |", "|---|---|---|")
    for row in rows:
        yield f"| `{row.id}` | {row.breaks} | {row.sentence} |"


_INTRODUCTION = """\
# How good the suites are at finding faults

Planted faults were judged by the suites, and this is how many they convicted.
`faults.html` is the page of the run, `faults.json` its data: every result but those of
table faults that were convicted, whose ids stand under `left_out`, by check.
A fault that is not counted breaks what the sources only assume, or nothing; the page
lists the reasons."""

_SERVED = """\
A sample of the wire faults in front of an emulator that another process serves over
TCP, as they would stand in front of any server; the data are in `served.json`."""

_REPRODUCE = """\
## Reproduce

From the root of a checkout, with the package and its test dependencies on the path:

```sh
conform faults run --source logic --source table --source wire --source pairs \\
    --first reports/published/faults.json --output reports/out/faults
python -m benchmarks.published reports/out/faults
```

`tox -e published` is both; with `--resume` the first goes on where it was interrupted.
In front of a server in another process:

```sh
conform serve --port 8000
```

```sh
conform faults run --source wire --sample 24 --target http://127.0.0.1:8000/v1 \\
    --allow write,destroy,bill=500 --workers 1 --gate 90 \\
    --output reports/out/faults-served
python -m benchmarks.published reports/out/faults reports/out/faults-served
```"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Publish the folders that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("served", type=Path, nargs="?")
    parser.add_argument("--into", type=Path, default=PUBLISHED)
    parser.add_argument("--note", default="", help="what a reader must know first")
    given = parser.parse_args(arguments)
    page = publish(given.folder, given.served, given.into, given.note)
    sys.stdout.write(f"{page}\n")


if __name__ == "__main__":
    main()
