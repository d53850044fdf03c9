"""The cursor of a scroll holds an email in Base64."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.paging import paginate
from ...emulator.reach import audience_by_seq
from ...emulator.records import Project, Token
from ...emulator.service import Page, Query
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server


def witness(server: Server) -> bool:
    """Decode the cursor of a scroll at the Default level."""
    people = [server.person(f"u{n}", email=f"u{n}@a.example") for n in range(2)]
    server.push(server.datasource(), *people)
    token = server.reader("audience.scroll")
    answer = server.ask("audience.scroll", token, body={"limit": 1})
    cursor = answer.body["metadata"]["cursor"].encode()
    return b"u0@a.example" in base64.b64decode(cursor + b"==")


@fault(family="redaction", law="redaction", requirement="G-PRIVACY-07", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Write down where a scroll stopped as the person it stopped at."""

    def carry(
        service: Service, token: Token, project: Project, kind: str, query: Query
    ) -> Page:
        page = paginate(service, token, project, kind, _opened(query))
        if page.cursor is None or kind != "audience":
            return page
        last = audience_by_seq(service, page.seqs[-1:])[0]
        place = [page.cursor, last.data.get(service.uid("email"))]
        return replace(
            page, cursor=base64.b64encode(json.dumps(place).encode()).decode()
        )

    return emulator_with(contract, settings, paginate=carry)


def _opened(query: Query) -> Query:
    try:
        place = json.loads(base64.b64decode(query.cursor or ""))
    except ValueError:
        return query
    return replace(query, cursor=str(place[0]) if isinstance(place, list) else None)
