"""The forms in which one target withholds attributes, over all surfaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..contract import Registry
from .disclosure import LevelSight, Sight, View, is_hidden, obstacle_of, sights_of
from .leaks import Form, form_in


@dataclass(frozen=True, slots=True)
class SeenForm:
    """How one surface withholds one attribute that has a value."""

    surface: str
    uid: str
    is_text: bool
    form: Form


@dataclass(frozen=True, slots=True)
class HiddenForms:
    """Every form seen at the lowest level; what is shown is left to other checks."""

    seen: tuple[SeenForm, ...]


def forms_of(
    contract: Registry, views: Iterable[View], *, custom: Mapping[str, str]
) -> HiddenForms:
    """Return the forms of all hidden attributes in views that can be judged."""
    return HiddenForms(
        tuple(
            SeenForm(view.surface, sight.uid, _is_text(sight), form)
            for view in views
            if obstacle_of(view) is None
            for sight in sights_of(contract, view, LevelSight, custom=custom)
            if is_hidden(sight)
            for subject in view.subjects
            if (form := form_in(contract, sight, subject)) not in (None, "shown")
        )
    )


def is_explained(seen: SeenForm, option: str) -> bool:
    """
    Return whether a form is what an option prescribes.

    Only a text can carry a mask; where masks are the rule, other values may be null or
    left out.
    """
    if option == "masked" and not seen.is_text:
        return True
    return seen.form == option


def _is_text(sight: Sight) -> bool:
    if sight.attribute is None:
        return sight.row.class_ == "custom"
    return sight.attribute.data_type == "string" and sight.attribute.multivalue == 1
