"""Datasource contacts: checking what arrives, keeping what was checked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from instasent_conformance.emulator.catalogue import Known, attributes_of
from instasent_conformance.emulator.coercion import (
    has_lone_surrogate,
    read_email,
    read_phone,
    read_value,
    read_values,
)
from instasent_conformance.emulator.errors import InvalidItem
from instasent_conformance.emulator.identities import claim, release
from instasent_conformance.emulator.normalising import keys_of
from instasent_conformance.emulator.records import (
    Datasource,
    Key,
    Project,
    SourceContact,
)
from instasent_conformance.emulator.service import Batch, Service
from instasent_conformance.emulator.store import Row
from instasent_conformance.emulator.texts import dump, load

USER_ID_LENGTH = 255
_UID = re.compile(r'[^_\x00-\x1f"\\][^\x00-\x1f"\\]{0,99}')
CONTACT_DATA = (
    "coalesce(c.data, (SELECT p.data FROM audience p WHERE p.seq = c.audience))"
)
"""A contact that feeds a person alone may have its attributes stored there."""
CONTACT = f"""c.seq, c.id, c.datasource_id, c.user_id, {CONTACT_DATA}, c.audience,
c.revision, c.created_at, c.updated_at"""
_SELECT = f"SELECT {CONTACT} FROM contact c "
_OWN_DATA = f"""UPDATE contact AS c SET data = {CONTACT_DATA}
WHERE c.audience = ? AND c.data IS NULL"""


def validate_contact(service: Service, batch: Batch, item: object) -> dict[str, object]:
    """Return the clean attributes of an item; null asks to clear one."""
    uid = service.uid("user-id")
    if not isinstance(item, dict):
        raise InvalidItem(uid, "Expected an object")
    clean: dict[str, object] = {uid: read_user_id(service, item)}
    declared = attributes_of(service, batch.project.id)
    for key, value in item.items():
        attribute = declared.get(key)
        if (
            attribute is not None
            and (kind := type(value)) in attribute.plain
            and (kind is not str or value.isascii())
        ):
            clean[key] = value
        elif key != uid:
            _read_other(service, batch, attribute, key, value, clean)
    return clean


def _read_other(
    service: Service,
    batch: Batch,
    attribute: Known | None,
    key: str,
    value: object,
    clean: dict[str, object],
) -> None:
    if attribute is None:
        if _admits_unknown(service, key, value):
            clean[key] = _read_custom(key, value)
    elif not attribute.writable:
        _refuse_write(service, key)
    else:
        clean[key] = None if value is None else _read_known(batch, attribute, value)


def read_user_id(service: Service, item: Mapping[str, object]) -> str:
    """Return the user id of an item."""
    uid = service.uid("user-id")
    value = item.get(uid)
    if not isinstance(value, str) or not value:
        raise InvalidItem(uid, "A non-empty string is required")
    if len(value) > USER_ID_LENGTH:
        raise InvalidItem(uid, f"At most {USER_ID_LENGTH} characters are allowed")
    if not value.isascii() and has_lone_surrogate(value):
        raise InvalidItem(uid, "The text is not valid Unicode")
    return value


def _refuse_write(service: Service, key: str) -> None:
    if service.knobs.option("A-22") == "item-error":
        raise InvalidItem(key, "This attribute is read-only")


def _admits_unknown(service: Service, key: str, value: object) -> bool:
    if not _UID.fullmatch(key) or has_lone_surrogate(key):
        raise InvalidItem(key, "No attribute can be called that")
    if service.knobs.option("K-10") == "reject":
        raise InvalidItem(key, "The project declares no such attribute")
    return value is not None and service.knobs.option("K-10") != "ignore"


def _read_custom(key: str, value: object) -> object:
    values = value if isinstance(value, list) else [value]
    if len(values) > 100:
        raise InvalidItem(key, "At most 100 values are allowed")
    if not all(isinstance(one, str | int | float) for one in values):
        raise InvalidItem(key, "Expected a text, a number, a boolean or a list of them")
    if len({type(one) for one in values}) > 1:
        raise InvalidItem(key, "A list holds values of one type")
    _refuse_half_characters(key, value)
    return value


def _read_known(batch: Batch, attribute: Known, value: object) -> object:
    try:
        if attribute.role == "email":
            found: object = read_email(value)
        elif attribute.role == "phone":
            found = read_phone(value, batch.datasource.country)
        elif attribute.multivalue <= 1:
            found = read_value(attribute.data_type, value)
        else:
            found = read_values(attribute.data_type, attribute.multivalue, value)
    except ValueError as error:
        raise InvalidItem(attribute.uid, str(error)) from None
    _refuse_half_characters(attribute.uid, found)
    return found


def _refuse_half_characters(key: str, value: object) -> None:
    if isinstance(value, str):
        if not value.isascii() and has_lone_surrogate(value):
            raise InvalidItem(key, "The text is not valid Unicode")
    elif isinstance(value, list):
        for one in value:
            _refuse_half_characters(key, one)


def source_contact(
    service: Service, datasource_id: str, user_id: str
) -> SourceContact | None:
    """Return the contact of a datasource by its user id."""
    row = service.store.row(
        _SELECT + "WHERE c.datasource_id = ? AND c.user_id = ?", datasource_id, user_id
    )
    return None if row is None else contact_record(row)


def contacts_of(service: Service, audience: int) -> list[SourceContact]:
    """Return the contacts a person is built from, oldest first."""
    rows = service.store.rows(_SELECT + "WHERE c.audience = ? ORDER BY c.seq", audience)
    return [contact_record(row) for row in rows]


def keep_own_data(service: Service, audience: int) -> None:
    """Store the attributes of a contact with itself, before its person changes."""
    service.store.run(_OWN_DATA, audience)


def contact_record(row: Row) -> SourceContact:
    """Read a datasource contact from a row."""
    seq, ident, datasource_id, user_id, data, *rest = row
    return SourceContact(seq, ident, datasource_id, user_id, load(data), *rest)


def store_contact(
    service: Service, project: Project, datasource: Datasource, data: dict[str, object]
) -> str:
    """Upsert a contact and let its person follow; tell what that came to."""
    user_id = str(data[service.uid("user-id")])
    old = source_contact(service, datasource.id, user_id)
    clean = combined(service, None if old is None else old.data, data)
    contact = _write(service, project, datasource, user_id, clean, old)
    lost = _index(service, project, contact, old)
    newest = service.store.number("SELECT max(seq) FROM audience")
    person = service.collaborators.integrate(service, project, contact, lost)
    if old is not None and old.audience == person:
        return "update"
    return "create" if person > newest else "merge"


def combined(
    service: Service, old: Mapping[str, object] | None, data: Mapping[str, object]
) -> dict[str, object]:
    """Return the attributes of a contact after it was written once more."""
    keep = {} if old is None or service.knobs.option("K-41") == "replace" else old
    return filled({**keep, **data})


def filled(data: Mapping[str, object]) -> dict[str, object]:
    """Return the attributes that have a value."""
    values = data.values()
    if isinstance(data, dict) and None not in values and [] not in values:
        return data
    return {
        key: value for key, value in data.items() if value is not None and value != []
    }


def _write(
    service: Service,
    project: Project,
    datasource: Datasource,
    user_id: str,
    data: dict[str, object],
    old: SourceContact | None,
) -> SourceContact:
    now, revision = service.now(), service.store.next_revision()
    text = dump(data)
    if old is not None:
        service.store.run(
            "UPDATE contact SET data = ?, revision = ?, updated_at = ? WHERE seq = ?",
            *(text, revision, now, old.seq),
        )
        head = (old.seq, old.id, datasource.id, user_id)
        return SourceContact(*head, data, old.audience, revision, old.created_at, now)
    ident = service.collaborators.ids.take()
    seq = service.store.run(
        """INSERT INTO contact (id, project_id, datasource_id, user_id, data,
        revision, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        *(ident, project.id, datasource.id, user_id, text, revision, now, now),
    )
    return SourceContact(
        seq, ident, datasource.id, user_id, data, None, revision, now, now
    )


def _index(
    service: Service,
    project: Project,
    contact: SourceContact,
    old: SourceContact | None,
) -> list[Key]:
    if old is not None and old.data == contact.data:
        return []
    unique = project.unique_attributes
    new = keys_of(service, unique, contact.data)
    before = [] if old is None else keys_of(service, unique, old.data)
    if new == before:
        return []
    gone = [key for key in before if key not in new]
    release(service, project.id, [(key, contact.seq) for key in gone])
    claim(service, project.id, [(key, contact.seq) for key in new])
    return gone


def remove_contact(
    service: Service, project: Project, datasource: Datasource, user_id: str
) -> bool:
    """Destroy a contact with its events; its person is built anew without it."""
    contact = source_contact(service, datasource.id, user_id)
    if contact is None:
        return False
    keys = keys_of(service, project.unique_attributes, contact.data)
    release(service, project.id, [(key, contact.seq) for key in keys])
    service.store.run("DELETE FROM contact WHERE seq = ?", contact.seq)
    service.store.run(
        "DELETE FROM event WHERE datasource_id = ? AND user_id = ?",
        *(datasource.id, user_id),
    )
    if contact.audience is not None:
        service.collaborators.separate(service, project, contact.audience)
    return True
