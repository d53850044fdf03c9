"""
Filters over many people, answered without reading any of them.

Of an attribute that a filter asks for, the values are kept beside the tables, from the
first question on: who has which value. Sets of people are bits, so that conditions are
joined and counted in no time. What is written afterwards is noted by triggers and
brought in with the next question. Whatever this cannot answer is left to SQL.
"""

from __future__ import annotations

from instasent_conformance.emulator.bitsets import bits_of
from instasent_conformance.emulator.columns import Column, Numbers, Presence, Texts
from instasent_conformance.emulator.records import Project
from instasent_conformance.emulator.service import Facet, Service

FEW = 100
"""Up to so many people SQL alone is quick enough."""
_MANY = 50_000
"""From so many changes on, everything is read anew."""
_TRIGGER = """CREATE TEMP TRIGGER IF NOT EXISTS person_{0} AFTER {0} ON main.audience
BEGIN INSERT OR IGNORE INTO touched VALUES ({1}.seq); END"""
_WATCH = (
    "CREATE TEMP TABLE IF NOT EXISTS touched (seq INTEGER PRIMARY KEY)",
    _TRIGGER.format("INSERT", "new"),
    _TRIGGER.format("UPDATE", "new"),
    _TRIGGER.format("DELETE", "old"),
)
_KINDS: dict[str, type[Column]] = {"is": Texts, "exists": Presence, "between": Numbers}


class NotKept(Exception):
    """The values of an attribute are of a kind that is left to SQL."""


class Crowd:
    """The people of one project, and what is known of them by attribute."""

    def __init__(self, service: Service, project: Project) -> None:
        self._service = service
        self._project = project.id
        self.generation = service.store.generation
        rows = service.store.rows(
            "SELECT seq FROM audience WHERE project_id = ?", project.id
        )
        self._size = service.store.number("SELECT max(seq) FROM audience") + 1
        self.everyone = bits_of((row[0] for row in rows), self._size)
        self._columns: dict[tuple[str, type[Column]], Column] = {}

    def match(self, facet: Facet) -> int:
        """Return the people who meet a condition, as bits."""
        if facet.test == "everyone":
            return self.everyone
        if facet.test not in ("all", "any"):
            kind = _KINDS[facet.test]
            return self._column(facet.uid, kind).match(facet) & self.everyone
        found = [self.match(part) for part in facet.parts]
        result = found[0]
        for one in found[1:]:
            result = result & one if facet.test == "all" else result | one
        return result

    def _column(self, uid: str, kind: type[Column]) -> Column:
        column = self._columns.get((uid, kind))
        if column is None:
            select = f"SELECT a.seq, {_value(uid, kind)} FROM audience a"
            sql = f"{select} WHERE a.project_id = ?"
            column = self._columns[uid, kind] = kind(self._size)
            column.fill(self._service.store.each(sql, self._project))
        if column.mixed:
            raise NotKept
        return column

    def follow(self, touched: list[int]) -> None:
        """Bring in what was written to some people."""
        store, columns = self._service.store, list(self._columns.items())
        values = "".join(f", {_value(uid, kind)}" for (uid, kind), _ in columns)
        self._size = max(self._size, touched[-1] + 1)
        # Both names are needed: the table is temporary, and rows may be gone.
        rows = store.rows(
            f"""SELECT t.seq, a.seq{values} FROM temp.touched t LEFT JOIN audience a
            ON a.seq = t.seq AND a.project_id = ? ORDER BY t.seq""",
            self._project,
        )
        present = bits_of((row[0] for row in rows if row[1] is not None), self._size)
        noted = bits_of(touched, self._size)
        self.everyone = (self.everyone | noted) ^ noted | present
        for place, (_, column) in enumerate(columns):
            column.change([(row[0], row[2 + place]) for row in rows], self._size)


def _value(uid: str, kind: type[Column]) -> str:
    path = f'$."{uid}"'.replace("'", "''")
    value = f"json_extract(a.data, '{path}')"
    return f"nullif({value} IS NOT NULL, 0)" if kind is Presence else value


def people_matching(service: Service, project: Project, facet: Facet) -> int | None:
    """Return the people who meet a condition, as bits; none if SQL has to say."""
    store = service.store
    if (store.recall("SELECT max(seq) FROM audience")[0][0] or 0) <= FEW:
        return None
    _bring_up_to_date(service)
    crowd = service.crowds.get(project.id)
    if crowd is None:
        crowd = service.crowds[project.id] = Crowd(service, project)
    try:
        found: int = crowd.match(facet)
    except NotKept:
        return None
    return found


def _bring_up_to_date(service: Service) -> None:
    store, crowds = service.store, service.crowds
    store.watch(_WATCH)
    rows = store.rows("SELECT seq FROM touched ORDER BY seq LIMIT ?", _MANY + 1)
    touched = [row[0] for row in rows]
    if len(touched) > _MANY:
        crowds.clear()
    for name, crowd in list(crowds.items()):
        if crowd.generation != store.generation:
            del crowds[name]
        elif touched:
            crowd.follow(touched)
    if touched:
        store.run("DELETE FROM touched")
