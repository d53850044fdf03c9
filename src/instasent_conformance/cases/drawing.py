"""Draw with Hypothesis so that one seed draws the same wherever the suites run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_CONSTANTS = "_get_local_constants"


def draw(
    strategy: SearchStrategy[Any],
    keep: Callable[[Any], object],
    *,
    count: int,
    seed: int,
) -> None:
    """
    Hand as many examples of a strategy to a function as are wanted.

    Hypothesis only draws here: nothing is judged, so nothing is shrunk or remembered.
    """
    import hypothesis

    @hypothesis.seed(seed)
    @hypothesis.settings(
        database=None,
        deadline=None,
        max_examples=count,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def collect(example: Any) -> None:
        keep(example)

    with repeatable():
        collect()


@contextmanager
def repeatable() -> Iterator[None]:
    """
    Keep Hypothesis from mixing in constants that it reads in our own source files.

    It takes those of the modules that happen to be loaded, and none of an installed
    package, so two workers, or a checkout and a wheel, would draw unlike examples.
    """
    from hypothesis.internal.conjecture import providers
    from hypothesis.internal.constants_ast import Constants

    found = getattr(providers, _CONSTANTS, None)
    if found is None:
        yield
        return
    nothing = Constants()
    setattr(providers, _CONSTANTS, lambda: nothing)
    # What it keeps of an earlier choice has those constants in it.
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        setattr(providers, _CONSTANTS, found)
        providers.CONSTANTS_CACHE.cache.clear()
