"""What a caller can see: its projects, and inside one project nothing else."""

from __future__ import annotations

from instasent_conformance.emulator.framing import framed
from instasent_conformance.emulator.records import (
    AudienceContact,
    Datasource,
    Organization,
    Outreach,
    Project,
    Segment,
    Token,
)
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.store import Row
from instasent_conformance.emulator.texts import dump, load

_PROJECT = """
SELECT id, uid, organization_id, name, unique_attributes, created_at, updated_at,
       settings FROM project
"""
_DATASOURCE = """
SELECT id, uid, project_id, name, type, priority, options, counters, token_id,
       created_at, updated_at FROM datasource
"""
_AUDIENCE = """
SELECT a.seq, a.id, a.project_id, a.data, a.datasource_ids, a.contact_ids,
       a.created_at, a.updated_at,
       (SELECT json_group_array(i.id) FROM former_id i WHERE i.audience = a.seq)
FROM audience a
"""
_SEGMENT = """
SELECT uid, project_id, name, type, definition, parameters, required, created_at
FROM segment
"""
_OUTREACH = "SELECT id, project_id, kind, parts, body FROM outreach"
DEFAULT_SENDER = "default"
FIRST_API_DATASOURCE = "dsapi"


def organization(service: Service, organization_id: str) -> Organization | None:
    """Return an organisation by its id."""
    rows = service.store.recall(
        "SELECT id, name, plan, funds, created_at FROM organization WHERE id = ?",
        organization_id,
    )
    return Organization(*rows[0]) if rows else None


def visible_projects(service: Service, token: Token) -> list[Project]:
    """Return the projects a token was minted for, oldest first."""
    if token.project_id is None:
        where, value = "WHERE organization_id = ?", token.organization_id
    else:
        where, value = "WHERE id = ?", token.project_id
    rows = service.store.recall(_PROJECT + where + " ORDER BY rowid", value)
    return [_project(row) for row in rows]


def see_project(service: Service, token: Token, uid: str) -> Project | None:
    """Return a project by uid, when the token sees it."""
    found = project_by_uid(service, uid)
    if found is None or found.organization_id != token.organization_id:
        return None
    return found if token.project_id in (None, found.id) else None


def project_by_uid(service: Service, uid: str) -> Project | None:
    """Return a project by uid, whoever asks."""
    rows = service.store.recall(_PROJECT + "WHERE uid = ?", uid)
    return _project(rows[0]) if rows else None


def project_by_id(service: Service, project_id: str) -> Project | None:
    """Return a project by its internal id."""
    rows = service.store.recall(_PROJECT + "WHERE id = ?", project_id)
    return _project(rows[0]) if rows else None


def see_datasource(
    service: Service, token: Token, project: Project, name: str
) -> Datasource | None:
    """Return a datasource of the project by id, uid or alias."""
    if name == FIRST_API_DATASOURCE:
        where, values = "type = 'API' ORDER BY seq LIMIT 1", (project.id,)
    else:
        where, values = "(id = ? OR uid = ?)", (project.id, name, name)  # type: ignore[assignment]
    sql = f"{_DATASOURCE} WHERE project_id = ? AND {where}"
    rows = service.store.recall(sql, *values)
    if not rows or token.datasource_id not in (None, rows[0][0]):
        return None
    return _datasource(rows[0])


def datasource_by_id(service: Service, datasource_id: str) -> Datasource | None:
    """Return a datasource by its internal id."""
    rows = service.store.recall(_DATASOURCE + "WHERE id = ?", datasource_id)
    return _datasource(rows[0]) if rows else None


def datasources_of(service: Service, project: Project) -> list[Datasource]:
    """Return the datasources of a project, oldest first."""
    rows = service.store.recall(
        _DATASOURCE + "WHERE project_id = ? ORDER BY seq", project.id
    )
    return [_datasource(row) for row in rows]


def see_audience(
    service: Service, project: Project, audience_id: str
) -> AudienceContact | None:
    """Return a person of the project by a present id, or a former one that leads on."""
    found = known_as(service, project, audience_id)
    if found is None or found.id == audience_id:
        return found
    return found if service.knobs.option("A-17") == "resolves" else None


def known_as(
    service: Service, project: Project, audience_id: str
) -> AudienceContact | None:
    """Return the person of the project that has an id, or had it once."""
    row = service.store.row(
        f"""{_AUDIENCE} JOIN former_id f ON f.audience = a.seq
        WHERE f.id = ? AND a.project_id = ?""",
        audience_id,
        project.id,
    )
    return None if row is None else audience_record(service, row)


def deletion_of(service: Service, project: Project, audience_id: str) -> int | None:
    """Return when a person was deleted of whom a mark was left."""
    row = service.store.row(
        "SELECT deleted_at FROM deleted_person WHERE id = ? AND project_id = ?",
        *(audience_id, project.id),
    )
    return None if row is None else int(row[0])


def audience_by_seq(service: Service, seqs: tuple[int, ...]) -> list[AudienceContact]:
    """Return people by their internal numbers, in the order given."""
    within = "WHERE a.seq IN (SELECT value FROM json_each(?))"
    rows = service.store.rows(_AUDIENCE + within, dump(seqs))
    found = {row[0]: audience_record(service, row) for row in rows}
    return [found[seq] for seq in seqs]


def see_sender(service: Service, project: Project, name: str) -> Row | None:
    """Return a sender of the project by id, or its default one."""
    where = "is_default = 1" if name == DEFAULT_SENDER else "id = ?2"
    rows = service.store.recall(
        f"""SELECT id, name, status FROM sender
        WHERE project_id = ?1 AND ?2 = ?2 AND {where}""",
        project.id,
        name,
    )
    return rows[0] if rows else None


def see_sms(service: Service, project: Project, sms_id: str) -> Row | None:
    """Return the body and the audience id of a message of the project."""
    return service.store.row(
        "SELECT body, audience_id FROM sms WHERE project_id = ? AND id = ?",
        project.id,
        sms_id,
    )


def see_segment(service: Service, project: Project, uid: str) -> Segment | None:
    """Return a segment of the project by uid."""
    rows = service.store.recall(
        f"{_SEGMENT} WHERE project_id = ? AND uid = ?", project.id, uid
    )
    return _segment(rows[0]) if rows else None


def segments_of(service: Service, project: Project) -> list[Segment]:
    """Return the segments of a project, oldest first."""
    rows = service.store.recall(
        f"{_SEGMENT} WHERE project_id = ? ORDER BY seq", project.id
    )
    return [_segment(row) for row in rows]


def see_outreach(
    service: Service, project: Project, kind: str, ident: str
) -> Outreach | None:
    """Return a campaign or an automation of the project by id."""
    rows = service.store.recall(
        f"{_OUTREACH} WHERE project_id = ? AND kind = ? AND id = ?",
        *(project.id, kind, ident),
    )
    return _outreach(rows[0]) if rows else None


def outreach_of(service: Service, project: Project, kind: str) -> list[Outreach]:
    """Return the campaigns or the automations of a project, oldest first."""
    rows = service.store.recall(
        f"{_OUTREACH} WHERE project_id = ? AND kind = ? ORDER BY seq", project.id, kind
    )
    return [_outreach(row) for row in rows]


def audience_record(service: Service, row: Row) -> AudienceContact:
    """Read a person from a row."""
    seq, ident, project, data, datasources, contacts, created, updated, ids = row
    sources, parts = tuple(load(datasources)), tuple(load(contacts))
    shown = framed(
        *(service, load(data)),
        instants=(created, updated),
        datasources=sources,
        contacts=parts,
    )
    return AudienceContact(
        *(seq, ident, project, shown, sources, parts),
        *(created, updated),
        tuple(sorted(load(ids))),
    )


def _segment(row: Row) -> Segment:
    uid, project, name, kind, conditions, parameters, *rest = row
    names = tuple(load(parameters))
    return Segment(uid, project, name, kind, load(conditions), names, *rest)


def _outreach(row: Row) -> Outreach:
    ident, project, kind, parts, body = row
    return Outreach(ident, project, kind, parts, load(body))


def _project(row: Row) -> Project:
    ident, uid, owner, name, attributes, created, updated, settings = row
    unique = tuple(load(attributes))
    return Project(ident, uid, owner, name, unique, created, updated, load(settings))


def _datasource(row: Row) -> Datasource:
    head, (options, counters), tail = row[:6], row[6:8], row[8:]
    ident, uid, project_id, name, kind, priority = head
    return Datasource(
        ident,
        uid,
        project_id,
        name,
        kind,
        priority,
        load(options),
        load(counters),
        *tail,
    )
