"""A history as a reader sees it: one line, contacts under short names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .histories import (
    USER_ID,
    Append,
    Deed,
    Forget,
    Operation,
    Put,
    Remove,
    SourceContact,
    Visit,
    Written,
    contacts_of,
)


def render(history: Sequence[Operation]) -> str:
    """Return a history as one line, its contacts under short names."""
    return " · ".join(rendered_steps(history)) or "nothing"


def rendered_steps(history: Sequence[Operation]) -> list[str]:
    """Return the steps of a history, each as a line."""
    labels = labels_of(history)
    return [_render_step(step, labels) for step in history]


def labels_of(history: Sequence[Operation]) -> dict[SourceContact, str]:
    """Return the short name of each contact of a history."""
    return {key: f"c{n}" for n, key in enumerate(contacts_of(history), start=1)}


_LONGEST_BATCH = 6


def _render_step(step: Operation, labels: Mapping[SourceContact, str]) -> str:
    if isinstance(step, Visit):
        return f"visit {step.endpoint}"
    if not isinstance(step, Put):
        return _render_deed(step, labels[step.key])
    items = [
        f"{labels[key]} {_render_contact(contact)}"
        for key, contact in zip(step.keys, step.contacts, strict=True)
    ]
    if len(items) > _LONGEST_BATCH:
        items = [items[0], f"… {len(items) - 2} more …", items[-1]]
    return f"{step.datasource}: push {', '.join(items)}"


def _render_deed(step: Deed, name: str) -> str:
    if isinstance(step, Remove):
        return f"{step.key.datasource}: delete {name}"
    if isinstance(step, Append):
        return f"{step.key.datasource}: event {step.event} of {name}"
    if isinstance(step, Forget):
        return f"audience: delete the person of {name}"
    way = "in to" if step.on else "out of"
    return f"audience: opt the person of {name} {way} {step.channel}"


def _render_contact(contact: Written) -> str:
    ordered = sorted(contact, key=lambda role: (role != USER_ID, role))
    words = (f"{role} {_render_value(contact[role])}" for role in ordered)
    return "{" + ", ".join(words) + "}"


def _render_value(symbol: str | None) -> str:
    return "null" if symbol is None else symbol or '""'
