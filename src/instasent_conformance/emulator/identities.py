"""
Which contact has which unique value.

Values are kept per space: one number stands for one attribute of one project.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from instasent_conformance.emulator.records import Key
from instasent_conformance.emulator.service import Service

_CHUNK = 500
_SHARING = """
SELECT c.audience FROM identity i JOIN contact c ON c.seq = i.contact
WHERE i.space = ? AND i.value = ? AND c.audience IS NOT NULL
"""
_KNOWN = "SELECT value FROM identity WHERE space = ? AND value IN ({})"

Identity = tuple[Key, int]


def claim(service: Service, project_id: str, found: Iterable[Identity]) -> None:
    """Keep that contacts have keys."""
    sql = "INSERT OR IGNORE INTO identity VALUES (?, ?, ?)"
    service.store.many(sql, _rows(service, project_id, found))


def release(service: Service, project_id: str, found: Iterable[Identity]) -> None:
    """Forget that contacts have keys."""
    sql = "DELETE FROM identity WHERE space = ? AND value = ? AND contact = ?"
    service.store.many(sql, _rows(service, project_id, found))


def _rows(
    service: Service, project_id: str, found: Iterable[Identity]
) -> list[tuple[int, str, int]]:
    spaces: dict[str, int] = {}
    rows = []
    for (uid, value), contact in found:
        space = spaces.get(uid)
        if space is None:
            space = spaces[uid] = space_of(service, project_id, uid)
        rows.append((space, value, contact))
    return rows


def people_sharing(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
    """Return the people one of whose contacts has one of the keys, oldest first."""
    if not keys:
        return []
    values = [
        part
        for key in keys
        for part in (space_of(service, project_id, key.attribute), key.value)
    ]
    rows = service.store.rows(" UNION ".join([_SHARING] * len(keys)), *values)
    return sorted(row[0] for row in rows)


def known_keys(service: Service, project_id: str, keys: Sequence[Key]) -> list[Key]:
    """Return those of the keys that somebody has."""
    found = []
    by_attribute: dict[str, list[str]] = {}
    for uid, value in keys:
        by_attribute.setdefault(uid, []).append(value)
    for uid, values in by_attribute.items():
        space = space_of(service, project_id, uid)
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            sql = _KNOWN.format(",".join("?" * len(part)))
            rows = service.store.rows(sql, space, *part)
            found += [Key(uid, row[0]) for row in rows]
    return found


def space_of(service: Service, project_id: str, attribute: str) -> int:
    """Return the number that stands for an attribute of a project."""
    epoch, name = service.store.epoch, (project_id, attribute)
    found = service.spaces.get(name)
    if found is None or found[0] != epoch:
        service.store.run(
            "INSERT OR IGNORE INTO space (project_id, attribute) VALUES (?, ?)", *name
        )
        number = service.store.number(
            "SELECT id FROM space WHERE project_id = ? AND attribute = ?", *name
        )
        found = service.spaces[name] = (epoch, number)
    return found[1]
