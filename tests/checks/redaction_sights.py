"""Hand-made views of one contact, as a healthy or a leaking server would give them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases.contacts import (
    CUSTOM_BOOL,
    CUSTOM_TEXT,
    canary_contact,
)
from instasent_conformance.cases.subjects import Subject, written_by
from instasent_conformance.checks import all_checks
from instasent_conformance.contract import load_registry
from instasent_conformance.exchange import Exchange, Request, Response, parse_body
from instasent_conformance.finding import Abstention, Violation
from instasent_conformance.oracles.disclosure import (
    LevelSight,
    Sight,
    View,
    read,
    sights_of,
)

CONTRACT = load_registry()
CUSTOM = {CUSTOM_TEXT: "custom", CUSTOM_BOOL: "custom-bool"}
CONTACT = canary_contact(CONTRACT, Canaries(seed=1, run="t"))
UID = {attribute.role: attribute.uid for attribute in CONTRACT.attributes}
SUBJECT = Subject("single-source", CONTACT[UID["user-id"]], "a-1", written_by(CONTACT))
ROWS = {row.attribute or row.class_: row for row in CONTRACT.disclosure}
FULL_NAME = f"{CONTACT[UID['first-name']]} {CONTACT[UID['last-name']]}"


def answer(
    body: object,
    *,
    status: int = 200,
    path: str = "/contact",
    headers: Mapping[str, str] | None = None,
) -> Exchange:
    """Return an exchange with this JSON body."""
    content = json.dumps(body).encode()
    request = Request("audience.get", "GET", path)
    sent = {"content-type": "application/json", **(headers or {})}
    response = Response(status, sent, content, parse_body(content))
    return Exchange(request, "a token", response, 0.0)


def contact_at(level: str) -> dict[str, Any]:
    """Return the contact as a healthy server discloses it at a level."""
    values = {**CONTACT, UID["full-name"]: FULL_NAME}
    return {
        "id": SUBJECT.audience_id,
        "attributesData": {
            uid: value
            for uid, value in values.items()
            if level in ROWS[CUSTOM.get(uid, uid)].levels
        },
    }


def view(level: str, *seen: Exchange, control: Exchange | None = None) -> View:
    """Return a view at a level; the control is healthy unless another is given."""
    wide = control or answer({"entity": contact_at("full")})
    shown = seen or (answer({"entity": contact_at(level)}),)
    return View(
        surface="audience.get",
        column=level,
        level=level,
        subjects=(SUBJECT,),
        seen=tuple(map(read, shown)),
        control=(read(wide),),
    )


def sight(of: View, uid: str, kind: type[Sight] = LevelSight) -> Sight:
    """Return one attribute of a view."""
    found = sights_of(CONTRACT, of, kind, custom=CUSTOM)
    return next(one for one in found if one.uid == uid)


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


def every_sight(of: View, kind: type[Sight] = LevelSight) -> Iterator[Sight]:
    """Yield all attributes of a view."""
    return sights_of(CONTRACT, of, kind, custom=CUSTOM)
