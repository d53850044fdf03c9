"""Shapes in which the sources of a person disagree, or say only a part each."""

from __future__ import annotations

from .histories import SOURCES, Put, Remove, SourceContact, Subscribe, put
from .shapes import Shape, by_name

_FIRST = SourceContact("first", "u1")
_DISPUTE = tuple(
    put(name, user_id=f"u{n}", email="e1", first_name=f"n{n}", last_name=f"n{n + 3}")
    for n, name in enumerate(SOURCES, start=1)
)


def shapes() -> dict[str, Shape]:
    """Return every shape by name."""
    return by_name(*_values(), *_changes(), *_consents(), *_subscriptions())


def _values() -> tuple[Shape, ...]:
    return (
        Shape(
            "disputed-names",
            "one priority rule names the winner in every order of arrival",
            _DISPUTE,
            orders=(
                _DISPUTE[::-1],
                (_DISPUTE[1], _DISPUTE[2], _DISPUTE[0]),
                (*_DISPUTE, _DISPUTE[0]),
                (*_DISPUTE, _DISPUTE[1]),
            ),
        ),
        Shape(
            "parts-of-a-person",
            "attributes that one source alone states are all there",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u1", first_name="n1"),
                put("third", user_id="u1", last_name="n2", phone="p1"),
            ),
        ),
    )


def _changes() -> tuple[Shape, ...]:
    return (
        Shape(
            "partial-update",
            "an update names some attributes of a contact",
            (
                put("first", user_id="u1", email="e1", first_name="n1", last_name="n2"),
                put("first", user_id="u1", first_name="n3"),
                put("second", user_id="u2", email="e1", last_name="n4"),
                put("second", user_id="u2", email="e1", last_name=None),
            ),
        ),
        Shape(
            "values-go-with-their-source",
            "a value that a deleted contact alone held goes with it",
            (
                put("first", user_id="u1", email="e1", first_name="n1"),
                put("second", user_id="u2", email="e1", last_name="n2", phone="p1"),
                Remove(_FIRST),
            ),
        ),
        Shape(
            "values-when-people-join",
            "two people with all attributes join by a third who has none",
            (
                put("first", user_id="u1", email="e1", first_name="n1", last_name="n2"),
                put("second", user_id="u2", phone="p1", first_name="n3"),
                put("third", user_id="u3", email="e1", phone="p1"),
                put("first", user_id="u1", email="e1", first_name="n4", last_name="n2"),
            ),
        ),
    )


def _consents() -> tuple[Shape, ...]:
    return (
        Shape(
            "consents",
            "consent is what the sources state, and unknown before one does",
            (
                put("first", user_id="u1", accepts_sms="yes"),
                put("first", user_id="u2", accepts_sms="no"),
                put("first", user_id="u3"),
                put("second", user_id="u3"),
            ),
        ),
        Shape(
            "consents-change",
            "a source that changes its mind, and another that disagrees",
            (
                put("first", user_id="u1", accepts_sms="yes"),
                put("first", user_id="u1", accepts_sms="no"),
                put("second", user_id="u2", email="e1", accepts_sms="no"),
                put("third", user_id="u3", email="e1", accepts_sms="yes"),
            ),
        ),
    )


def _subscriptions() -> tuple[Shape, ...]:
    return tuple(
        Shape(
            f"push-after-opting-{'in' if on else 'out'}",
            "what a source says of a subscription is not what the person chose",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1"),
                Subscribe(_FIRST, "sms", on=not on),
                Subscribe(_FIRST, "sms", on=on),
                Subscribe(_FIRST, "email", on=on),
                put("first", user_id="u1", email="e1", accepts_sms=_word(on=not on)),
                put("second", user_id="u2", email="e1", first_name="n1"),
                Put("first", (_claiming("u1", on=not on),), optional=True),
            ),
        )
        for on in (True, False)
    )


def _claiming(user: str, *, on: bool) -> dict[str, str | None]:
    flags = dict.fromkeys(("subscribed-sms", "subscribed-email"), _word(on=on))
    return {"user-id": user, "email": "e1", **flags}


def _word(*, on: bool) -> str:
    return "yes" if on else "no"
