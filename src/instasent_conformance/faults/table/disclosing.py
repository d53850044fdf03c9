"""Rows of disclosure, broken: an attribute leaks, or is hidden, at one level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ...contract import DisclosureRow, Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...transport import App
from ..planted import Planted
from ..planting import emulator_with
from ..probing import probe
from ..registry import ASSUMED
from ..wrapping import noticing, present_endpoint

_CLASS_OF_BOOLS = "custom-bool"


@dataclass(frozen=True, slots=True)
class _Place:
    """An attribute, or a class of them, on one surface at one level."""

    attribute: str | None
    class_: str | None
    surface: str
    level: str
    leaks: bool

    def meets(self, service: Service, uid: str, value: object) -> bool:
        """Return whether a value of a person is one that this place is about."""
        if self.attribute is not None:
            return uid == self.attribute
        bools = isinstance(value, bool)
        return service.role(uid) is None and bools == (self.class_ == _CLASS_OF_BOOLS)


def disclosure_faults(contract: Registry) -> Iterator[Planted]:
    """Yield a leak or a gap for every attribute, level and surface."""
    surfaces = [
        row.endpoint for row in contract.access.values() if row.surface == "contact"
    ]
    for row in contract.disclosure:
        for surface in surfaces:
            for level in contract.levels:
                yield _fault(row, surface, level.level)


def _fault(row: DisclosureRow, surface: str, level: str) -> Planted:
    leaks = level not in row.levels
    what = row.attribute or f"class-{row.class_}"
    verb = "leaked" if leaks else "hidden"
    return Planted(
        id=f"table/attribute-{verb}/{surface}/{level}/{what}",
        source="table",
        family="redaction",
        law="redaction",
        breaks=f"access.json: attribute {what}",
        sentence=f"{what} is {verb} on {surface} at the level {level}.",
        plant=partial(
            _plant, place=_Place(row.attribute, row.class_, surface, level, leaks)
        ),
        provenance=row.provenance,
        endpoints=(surface,),
        witness=probe(surface),
        excluded=ASSUMED if row.provenance == "assumed" else "",
    )


def _plant(contract: Registry, settings: Settings, *, place: _Place) -> App:
    def redact(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown = disclose(service, project, data, level)
        if level != place.level or present_endpoint() != place.surface:
            return shown
        met = {uid for uid in data if place.meets(service, uid, data[uid])}
        if place.leaks:
            return shown | {uid: data[uid] for uid in met}
        return {uid: value for uid, value in shown.items() if uid not in met}

    app = emulator_with(contract, settings, disclose=redact)
    return noticing(app, contract, settings)
