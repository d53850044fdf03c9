"""
Bad input ends a command with one message, never a traceback.

The exit code is 2 for usage and configuration, 3 for a target that does not answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

USAGE_EXIT = 2
UNREACHABLE_EXIT = 3

Options = ParamSpec("Options")
Result = TypeVar("Result")


class UsageProblem(Exception):
    """A command was called in a way it cannot serve; the text says what to do next."""


def refusing_bad_input(
    command: Callable[Options, Result],
) -> Callable[Options, Result]:
    """
    Wrap a command so that wrong contracts and wrong options are said in one message.

    The message goes to stderr.
    """

    @wraps(command)
    def guarded(*args: Options.args, **kwargs: Options.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except Exception as error:
            code = _exit_code(error)
            if code is None:
                raise
            typer.echo(f"conform: {error}", err=True)
            raise typer.Exit(code) from None

    return guarded


def _exit_code(error: Exception) -> int | None:
    # Imported only now, so that a command that goes well starts without them.
    from ..client import TargetUnreachable
    from ..contract import ContractError
    from ..settings import OptionProblem
    from ..targets import TargetDown, TargetProblem

    if isinstance(error, (TargetDown, TargetUnreachable)):
        return UNREACHABLE_EXIT
    if isinstance(error, (ContractError, OptionProblem, TargetProblem, UsageProblem)):
        return USAGE_EXIT
    return None
