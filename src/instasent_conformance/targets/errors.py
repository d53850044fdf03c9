"""What can be wrong with the description of a target."""

from __future__ import annotations


class TargetProblem(Exception):
    """A target cannot be used as described; the message ends with the next step."""


class TargetDown(TargetProblem):
    """A target is described well but gives no usable answer."""
