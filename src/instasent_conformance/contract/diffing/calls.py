"""What changed in the operations themselves: calls, parameters, statuses, headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .difference import CONTRACT, REQUEST, RESPONSE, Difference, Impact
from .operations import AnswerShape, BodyShape, Operation, ParameterShape
from .surface import Surface

_GOOD = Impact.ADDITIVE
_BAD = Impact.BREAKING


def compare_calls(before: Surface, after: Surface) -> Iterator[Difference]:
    """Yield what changed in the operations of two contracts, bodies aside."""
    for name in sorted(before.operations.keys() | after.operations.keys()):
        was, now = before.operations.get(name), after.operations.get(name)
        if was is None or now is None:
            surface = after if was is None else before
            impact, kind = (
                (_GOOD, "endpoint added") if was is None else (_BAD, "endpoint removed")
            )
            yield Difference(
                impact, kind, CONTRACT, surface.place(name), _call(was), _call(now)
            )
        else:
            yield from _Calls(before, name).differences(was, now)


def _call(operation: Operation | None) -> str | None:
    return None if operation is None else f"{operation.method} {operation.path}"


class _Calls:
    """The differences of one operation that both contracts have."""

    def __init__(self, surface: Surface, name: str) -> None:
        self._surface = surface
        self._name = name

    def differences(self, was: Operation, now: Operation) -> Iterator[Difference]:
        """Yield every difference of the operation, bodies aside."""
        for member, kind in _OWN:
            before, after = getattr(was, member), getattr(now, member)
            if before != after and None not in (before, after):
                yield self._said(_BAD, kind, REQUEST, (member,), before, after)
        yield from self._parameters(was.parameters, now.parameters)
        yield from self._body(was.body, now.body)
        yield from self._answers(was.answers, now.answers)

    def _said(
        self,
        impact: Impact,
        kind: str,
        side: str,
        path: tuple[str, ...],
        before: Any = None,
        after: Any = None,
    ) -> Difference:
        place = self._surface.place(self._name, *path)
        return Difference(impact, kind, side, place, before, after)

    def _parameters(
        self,
        was: Mapping[tuple[str, str], ParameterShape],
        now: Mapping[tuple[str, str], ParameterShape],
    ) -> Iterator[Difference]:
        for key in sorted(was.keys() | now.keys()):
            path = ("parameters", *key)
            if key not in was:
                required = now[key].required
                impact, kind = (
                    (_BAD, "required parameter added")
                    if required
                    else (_GOOD, "parameter added")
                )
                yield self._said(impact, kind, REQUEST, path, None, key[1])
            elif key not in now:
                kind = "parameter removed"
                yield self._said(_BAD, kind, REQUEST, path, key[1], None)
            else:
                yield from self._switches(path, was[key], now[key])

    def _switches(
        self,
        path: tuple[str, ...],
        was: ParameterShape | BodyShape,
        now: ParameterShape | BodyShape,
    ) -> Iterator[Difference]:
        """Yield what became required or optional, and bare names that lost meaning."""
        noun = path[0].removesuffix("s")
        if was.required != now.required:
            impact, kind = (
                (_BAD, f"{noun} now required")
                if now.required
                else (_GOOD, f"{noun} now optional")
            )
            inner = (*path, "required")
            yield self._said(impact, kind, REQUEST, inner, was.required, now.required)
        before, after = getattr(was, "flag", None), getattr(now, "flag", None)
        if before != after:
            impact, kind = (
                (_GOOD, "bare name accepted") if after else (_BAD, "bare name refused")
            )
            yield self._said(impact, kind, REQUEST, (*path, "flag"), before, after)

    def _body(
        self, was: BodyShape | None, now: BodyShape | None
    ) -> Iterator[Difference]:
        path = ("request",)
        if was is not None and now is not None:
            yield from self._switches(path, was, now)
        elif now is not None:
            impact, kind = (
                (_BAD, "required body added")
                if now.required
                else (_GOOD, "optional body added")
            )
            yield self._said(impact, kind, REQUEST, path)
        elif was is not None:
            yield self._said(_BAD, "body removed", REQUEST, path)

    def _answers(
        self, was: Mapping[str, AnswerShape], now: Mapping[str, AnswerShape]
    ) -> Iterator[Difference]:
        for status in sorted(was.keys() | now.keys()):
            path = ("responses", status)
            if status not in was:
                yield self._said(_GOOD, "status added", RESPONSE, path, None, status)
            elif status not in now:
                yield self._said(_BAD, "status removed", RESPONSE, path, status, None)
            else:
                yield from self._conditions(path, was[status], now[status])
                yield from self._headers(path, was[status], now[status])

    def _conditions(
        self, path: tuple[str, ...], was: AnswerShape, now: AnswerShape
    ) -> Iterator[Difference]:
        """Yield under which knobs a status no longer stands, or stands now."""
        for when in sorted(was.whens ^ now.whens):
            gone = when in was.whens
            named = "always" if not when else ",".join(f"{k}={v}" for k, v in when)
            impact, kind = (
                (_BAD, "condition removed") if gone else (_GOOD, "condition added")
            )
            said = (named, None) if gone else (None, named)
            yield self._said(impact, kind, RESPONSE, (*path, "when", named), *said)

    def _headers(
        self, path: tuple[str, ...], was: AnswerShape, now: AnswerShape
    ) -> Iterator[Difference]:
        for name in sorted(was.headers.keys() | now.headers.keys()):
            inner = (*path, "headers", name)
            if name not in was.headers:
                yield self._said(_GOOD, "header added", RESPONSE, inner, None, name)
            elif name not in now.headers:
                yield self._said(_BAD, "header removed", RESPONSE, inner, name, None)
            elif was.headers[name].required != now.headers[name].required:
                before, after = was.headers[name].required, now.headers[name].required
                impact, kind = (
                    (_GOOD, "header now required")
                    if after
                    else (_BAD, "header now optional")
                )
                yield self._said(impact, kind, RESPONSE, inner, before, after)


_OWN = (
    ("method", "method changed"),
    ("path", "path changed"),
    ("rate_class", "rate class changed"),
)
