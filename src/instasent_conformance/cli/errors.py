"""
Bad input ends a command with one message, never a traceback.

The exit code is 2 for usage and configuration, 3 for a target that does not answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

from ..client import TargetUnreachable
from ..contract import ContractError
from ..settings import OptionProblem
from ..targets import TargetDown, TargetProblem

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
        except (TargetDown, TargetUnreachable) as error:
            typer.echo(f"conform: {error}", err=True)
            raise typer.Exit(UNREACHABLE_EXIT) from None
        except (ContractError, OptionProblem, TargetProblem, UsageProblem) as error:
            typer.echo(f"conform: {error}", err=True)
            raise typer.Exit(USAGE_EXIT) from None

    return guarded
