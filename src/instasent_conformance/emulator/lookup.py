"""Finding people by a phone number or an email address."""

from __future__ import annotations

from instasent_conformance.emulator.contacts import CONTACT_DATA
from instasent_conformance.emulator.records import Key, Project
from instasent_conformance.emulator.service import Service

_BY_ATTRIBUTE = """
SELECT DISTINCT c.audience FROM contact c
WHERE c.project_id = ? AND {test} AND c.audience IS NOT NULL ORDER BY c.audience
"""
_VALUE = f"json_extract({CONTACT_DATA}, ?)"
_TESTS = {"email": f"lower(trim({_VALUE})) = ?", "phone": f"{_VALUE} = ?"}


def people_having(
    service: Service, project: Project, role: str, value: str
) -> list[int]:
    """Return the people who have a value, oldest first, merging by it or not."""
    uid = service.uid(role)
    key = service.collaborators.normalise(service, role, value, None)
    if key is None:
        return []
    if uid in project.unique_attributes:
        return service.collaborators.match(service, project.id, [Key(uid, key)])
    rows = service.store.rows(
        _BY_ATTRIBUTE.format(test=_TESTS[role]), project.id, f'$."{uid}"', key
    )
    return [row[0] for row in rows]
