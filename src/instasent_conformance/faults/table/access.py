"""Rows of access, broken: a scope dropped, swapped, or not the only one that opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from msgspec import structs

from ...contract import AccessRow, Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..planted import Planted
from ..probing import probe
from ..registry import ASSUMED

ScopeSets = tuple[frozenset[str], ...]
_LAW = "scope-gating"


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of the scope sets of one endpoint, and how that is called."""

    name: str
    sentence: str
    scopes: ScopeSets


def access_faults(contract: Registry) -> Iterator[Planted]:
    """Yield the faults of every access row, of field rows and of levels."""
    for row in contract.access.values():
        own = _own(contract, row)
        for change in _changes(contract, own) if not row.unknown else ():
            yield Planted(
                id=f"table/{change.name}".replace("@", row.endpoint, 1),
                source="table",
                family="scope",
                law=_LAW,
                breaks=f"access.json: endpoint {row.endpoint}",
                sentence=f"{row.endpoint} {change.sentence}.",
                plant=partial(_plant, row=row, scopes=change.scopes),
                provenance=row.provenance,
                endpoints=(row.endpoint,),
                witness=probe(row.endpoint),
                excluded=_permitted(row, change.scopes),
            )
    yield from _field_faults(contract)
    yield from _level_faults(contract)


def _own(contract: Registry, row: AccessRow) -> ScopeSets:
    """Return the scope sets under the assumed options."""
    for alternative in row.alternatives:
        if _is_assumed(contract, alternative.when):
            return alternative.scopes
    return ()


def _is_assumed(contract: Registry, when: dict[str, str]) -> bool:
    return all(contract.knobs[knob].assumed == name for knob, name in when.items())


def _changes(contract: Registry, own: ScopeSets) -> Iterator[_Change]:
    areas = {scope.scope: scope.group for scope in contract.scopes}
    for needed in own:
        for scope in sorted(needed):
            rest = tuple(held for held in own if held != needed)
            yield _Change(
                f"scope-dropped/@/{scope}",
                f"does not ask for {scope}",
                (*rest, needed - {scope}),
            )
            for other in sorted(areas.keys() - needed):
                swapped = (needed - {scope}) | {other}
                if areas[other] == areas[scope]:
                    yield _Change(
                        f"scope-swapped/@/{scope}/{other}",
                        f"asks for {other} instead of {scope}",
                        (*rest, swapped),
                    )
                yield _Change(
                    f"scope-satisfied-by/@/{scope}/{other}",
                    f"takes {other} for {scope}",
                    (*own, swapped),
                )


def _permitted(row: AccessRow, scopes: ScopeSets) -> str:
    """Return why a change is none: assumed, or what an open question allows."""
    if row.provenance == "assumed":
        return ASSUMED
    for alternative in row.alternatives:
        if alternative.when and set(alternative.scopes) == set(scopes):
            knobs = ", ".join(sorted(alternative.when))
            return f"an open question allows it ({knobs})"
    return ""


def _plant(
    contract: Registry, settings: Settings, *, row: AccessRow, scopes: ScopeSets
) -> App:
    alternatives = tuple(
        structs.replace(one, scopes=scopes) if _is_assumed(contract, one.when) else one
        for one in row.alternatives
    )
    broken = structs.replace(row, alternatives=alternatives)
    rows = {**contract.access, row.endpoint: broken}
    return create_app(replace(contract, access=rows), settings=settings)


Alter = Callable[[Registry], Registry]


def altered(contract: Registry, settings: Settings, *, alter: Alter) -> App:
    """Build the emulator over another contract than the one it is judged by."""
    return create_app(alter(contract), settings=settings)


def _field_faults(contract: Registry) -> Iterator[Planted]:
    for place, row in enumerate(contract.fields):
        for other in sorted(contract.scope_words - {row.scope}):
            yield Planted(
                id=f"table/field-scope-swapped/{row.endpoint}/{row.scope}/{other}",
                source="table",
                family="scope",
                law=_LAW,
                breaks=f"access.json: field {row.endpoint}{row.pointer}",
                sentence=f"{row.pointer} of {row.endpoint} is shown for {other}.",
                plant=partial(altered, alter=partial(_field, place=place, scope=other)),
                provenance=row.provenance,
                endpoints=(row.endpoint,),
                witness=probe(row.endpoint),
                excluded=ASSUMED if row.provenance == "assumed" else "",
            )


def _field(contract: Registry, *, place: int, scope: str) -> Registry:
    rows = list(contract.fields)
    rows[place] = structs.replace(rows[place], scope=scope)
    return replace(contract, fields=tuple(rows))


def _level_faults(contract: Registry) -> Iterator[Planted]:
    surface = next(
        row.endpoint for row in contract.access.values() if row.surface == "contact"
    )
    for place, level in enumerate(contract.levels):
        if level.rank == 0:
            continue
        for other in sorted(contract.scope_words - {level.scope}):
            yield Planted(
                id=f"table/level-scope-swapped/{level.level}/{level.scope}/{other}",
                source="table",
                family="redaction",
                law="redaction",
                breaks=f"access.json: level {level.level}",
                sentence=f"The level {level.level} is opened by {other}.",
                plant=partial(altered, alter=partial(_level, place=place, scope=other)),
                provenance=level.provenance,
                endpoints=(surface,),
                witness=probe(surface),
                excluded=ASSUMED if level.provenance == "assumed" else "",
            )


def _level(contract: Registry, *, place: int, scope: str) -> Registry:
    rows = list(contract.levels)
    rows[place] = structs.replace(rows[place], scope=scope)
    return replace(contract, levels=tuple(rows))
