"""
Soak: judge the healthy emulator under many seeds, and under many answers to the knobs.

Nothing may be found, nothing left undecided, nothing may crash. Ends with 0 if so.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from random import Random

from instasent_conformance.contract import load_registry
from instasent_conformance.profiles import LAWS, PROFILES

from .sittings import Ended, Sitting, sit

_LIFETIME = 50
"""
Sittings after which a process is replaced: pytest keeps a little of every run.

The pool is replaced as a whole, for one by one it can come to a standstill.
"""


def main(arguments: Sequence[str]) -> int:
    """Soak as the command line says; return the exit code."""
    asked = _parser().parse_args(arguments)
    laws = tuple(asked.law or ())
    first = asked.first_seed
    sittings = [
        Sitting(asked.profile, seed, laws) for seed in range(first, first + asked.seeds)
    ]
    if asked.knobs:
        sittings += [Sitting(asked.profile, first, laws, (knob,)) for knob in _knobs()]
    sittings += [
        Sitting(asked.profile, seed, laws, _mixture(seed))
        for seed in range(first, first + asked.mixtures)
    ]
    ended = []
    for one in _work(sittings, workers=asked.workers):
        ended.append(one)
        _tell(one)
    _say(summary(ended))
    return 0 if all(one.clean for one in ended) else 1


def summary(ended: Sequence[Ended]) -> str:
    """Return a table of laws: sittings, cases, alarms, undecided, crashes."""
    sat, cases, alarms = Counter[str](), Counter[str](), Counter[str]()
    undecided, crashes = Counter[str](), Counter[str]()
    for one in ended:
        sat.update(one.cases.keys())
        cases += one.cases
        alarms += one.alarms
        undecided += one.undecided
        crashes += one.crashes
    heads = ("sittings", "cases", "alarms", "undecided", "crashes")
    lines = [f"{'law':32}" + "".join(f"{head:>10}" for head in heads)]
    for law in (law for law in LAWS if law in sat):
        figures = (each[law] for each in (sat, cases, alarms, undecided, crashes))
        lines.append(f"{law:32}" + "".join(f"{figure:>10}" for figure in figures))
    seeds = {one.sitting.seed for one in ended if not one.sitting.knobs}
    worlds = {one.sitting.knobs for one in ended} - {()}
    requests = sum(one.requests for one in ended)
    lines.append(f"{len(seeds)} seeds, {len(worlds)} other worlds, {requests} requests")
    return "\n".join(lines)


def _tell(one: Ended) -> None:
    word = "ok " if one.clean else "BAD"
    _say(f"{word}  {one.seconds:6.1f} s  {one.sitting.command}")
    for text in one.complaints:
        _say(f"     {text}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _work(sittings: Sequence[Sitting], *, workers: int) -> Iterator[Ended]:
    if workers == 1:
        yield from map(sit, sittings)
        return
    most = workers * _LIFETIME
    for start in range(0, len(sittings), most):
        yield from _together(sittings[start : start + most], workers)


def _together(sittings: Sequence[Sitting], workers: int) -> Iterator[Ended]:
    pool = ProcessPoolExecutor(
        max_workers=workers, mp_context=multiprocessing.get_context("spawn")
    )
    try:
        for future in as_completed([pool.submit(sit, each) for each in sittings]):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _knobs() -> Iterator[tuple[str, str]]:
    for knob in load_registry().knobs.values():
        for option in knob.options:
            if option.option != knob.assumed:
                yield knob.id, option.option


_ANNOUNCED, _FORM = ("K-12", "other"), ("K-07", "flat")
"""A limit that is announced takes the form of results that announces it."""


def _mixture(seed: int) -> tuple[tuple[str, str], ...]:
    """Return an option of every knob, drawn from a seed."""
    draw = Random(seed)
    drawn = {
        knob.id: draw.choice(knob.options).option
        for knob in load_registry().knobs.values()
    }
    if _ANNOUNCED in drawn.items():
        drawn |= dict([_FORM])
    return tuple(drawn.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many seeds")
    parser.add_argument("--first-seed", type=int, default=0, help="the first of them")
    parser.add_argument("--profile", choices=PROFILES, default="nightly")
    parser.add_argument("--law", action="append", choices=LAWS, help="repeatable")
    parser.add_argument("--knobs", action="store_true", help="every option, too")
    parser.add_argument(
        "--mixtures",
        type=int,
        default=0,
        help="how many worlds, an option of every knob drawn for each",
    )
    parser.add_argument("--workers", type=int, default=1, help="processes")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
