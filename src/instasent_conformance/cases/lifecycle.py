"""Shapes in which contacts and people go, come back, opt out and opt in again."""

from __future__ import annotations

from .histories import Append, Forget, Remove, SourceContact, Subscribe, put
from .shapes import Shape, by_name

_FIRST, _SECOND = SourceContact("first", "u1"), SourceContact("second", "u2")
_PAIR = (
    put("first", user_id="u1", email="e1", first_name="n1", last_name="n3"),
    put("second", user_id="u2", email="e1", first_name="n2", phone="p1"),
)


def shapes() -> dict[str, Shape]:
    """Return every shape by name."""
    return by_name(*_deletions(), *_people(), *_subscriptions())


def _deletions() -> tuple[Shape, ...]:
    return (
        Shape(
            "delete-one-of-two", "the survivor keeps its own", (*_PAIR, Remove(_FIRST))
        ),
        Shape(
            "delete-the-newer-of-two",
            "the elder keeps its own",
            (*_PAIR, Remove(_SECOND)),
        ),
        Shape("delete-the-last", "nothing is left", (_PAIR[0], Remove(_FIRST))),
        Shape(
            "delete-and-return",
            "a contact that comes back merges as a new one would",
            (*_PAIR, Remove(_FIRST), _PAIR[0]),
        ),
    )


def _people() -> tuple[Shape, ...]:
    return (
        Shape(
            "delete-a-person",
            "a person goes with all contacts, a stranger stays",
            (*_PAIR, put("third", user_id="u3"), Forget(_FIRST)),
        ),
        Shape(
            "delete-a-person-and-return",
            "who is pushed again after the deletion is in the audience again",
            (*_PAIR, Append(_FIRST, "v1"), Forget(_SECOND), *_PAIR),
        ),
    )


def _subscriptions() -> tuple[Shape, ...]:
    alone = put("second", user_id="u2", first_name="n2", phone="p1")
    out = tuple(Subscribe(key, "sms", on=False) for key in (_FIRST, _SECOND))
    both = Shape(
        "opt-out-of-both-and-merge",
        "who is joined of people who all opted out has opted out",
        (_PAIR[0], alone, *out, _PAIR[1]),
    )
    again = Shape(
        "opt-out-again",
        "who opted out and does so once more stays out",
        (*_PAIR, Subscribe(_FIRST, "sms", on=False)),
        then=(Subscribe(_SECOND, "sms", on=False),),
    )
    changes = tuple(
        Shape(
            f"opt-{'in' if on else 'out'}-by-{channel}",
            "one flag of one person changes, and changes back",
            (
                *_PAIR,
                put("third", user_id="u3"),
                Subscribe(_FIRST, channel, on=not on),
            ),
            then=(Subscribe(_SECOND, channel, on=on), _PAIR[1]),
        )
        for channel in ("sms", "email")
        for on in (True, False)
    )
    return (*changes, again, both)
