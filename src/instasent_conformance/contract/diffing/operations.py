"""Operations as values: what is called, with what, and what may come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Json


@dataclass(frozen=True, slots=True)
class ParameterShape:
    """A path or query parameter."""

    required: bool
    flag: bool
    schema: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class BodyShape:
    """The body of a request."""

    required: bool
    schema: Mapping[str, Json] | None


@dataclass(frozen=True, slots=True)
class HeaderShape:
    """A header of an answer."""

    required: bool
    schema: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class AnswerShape:
    """
    What one status may bring.

    `whens` holds the conditions, each a tuple of knob and option; an empty one
    holds always.
    """

    schema: Mapping[str, Json] | None
    whens: frozenset[tuple[tuple[str, str], ...]]
    headers: Mapping[str, HeaderShape]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method and path."""

    id: str
    method: str
    path: str
    parameters: Mapping[tuple[str, str], ParameterShape]
    body: BodyShape | None
    answers: Mapping[str, AnswerShape]
    rate_class: str | None = None
