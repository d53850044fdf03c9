"""Every promise on the contract data is kept, and each notices a planted defect."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from instasent_conformance.contract.digest import digest_of
from instasent_conformance.contract.promises import check_contracts

from .conftest import Edit

Change = Callable[[Any], Any]

GET = "endpoints/audience.get.json"
SEARCH = "endpoints/audience.search.json"
SCHEMA = "schemas/audience-search-request.json"

DEFECTS: list[tuple[str, str, Change, str]] = [
    (
        "an endpoint without an access row",
        "access.json",
        lambda c: c["endpoints"].pop(0),
        "no row decides who may call",
    ),
    (
        "an access row without an endpoint",
        "access.json",
        lambda c: c["endpoints"][0].update(endpoint="nothing.get"),
        "no endpoint file has this id",
    ),
    (
        "an undeclared scope",
        "access.json",
        lambda c: c["scopes"].pop(0),
        "is not declared",
    ),
    (
        "an undeclared unknown",
        "knobs.json",
        lambda c: c["unknowns"].__delitem__(slice(None, -1)),
        "the unknown U-",
    ),
    (
        "a disclosure row for no attribute",
        "attributes.json",
        lambda c: c["attributes"].pop(0),
        "no such attribute",
    ),
    (
        "an attribute that no row discloses",
        "access.json",
        lambda c: c["attributes"].pop(0),
        "no row says who sees",
    ),
    (
        "a row that stands twice",
        "access.json",
        lambda c: c["scopes"].append({**c["scopes"][0], "meaning": "Twice."}),
        "the id stands 2 times",
    ),
    (
        "a keyed row that stands twice",
        "limits.json",
        lambda c: c["limits"].append({**c["limits"][0], "value": 9}),
        "the id stands 2 times",
    ),
    (
        "a knob that is not declared",
        "knobs.json",
        lambda c: c["knobs"].pop(0),
        "the knob A-01 is not declared",
    ),
    (
        "an option that does not exist",
        GET,
        lambda c: c["responses"][2].update(when={"K-01": "418"}),
        "K-01 has no option '418'",
    ),
    (
        "an assumed option that does not exist",
        "knobs.json",
        lambda c: c["knobs"][0].update(assumed="418"),
        "'418' is none of its options",
    ),
    (
        "a knob pinned without evidence",
        "knobs.json",
        lambda c: c["knobs"][0].update(pinned="401"),
        "evidence",
    ),
    (
        "a limit that is not positive",
        "limits.json",
        lambda c: c["limits"][0].update(value=0),
        "limits[0].value",
    ),
    (
        "a requirement neither judged nor excused",
        "requirements.json",
        lambda c: c["requirements"][0].update(checks=[], unjudged=None),
        "requirements[0]",
    ),
    (
        "a reference that leads nowhere",
        SEARCH,
        lambda c: c["request"].update(schema={"$ref": "../schemas/nothing.json"}),
        "'../schemas/nothing.json' resolves to nothing",
    ),
    (
        "a reference that leads nowhere inside a schema",
        SCHEMA,
        lambda c: c["properties"].update(root={"$ref": "error.json#/$defs/x"}),
        "'error.json#/$defs/x' resolves to nothing",
    ),
    (
        "a schema whose id is another file",
        SCHEMA,
        lambda c: c.update({"$id": "other.json"}),
        "expected 'audience-search-request.json'",
    ),
    (
        "a keyword with a value it cannot have",
        SCHEMA,
        lambda c: c["properties"]["limit"].update(minimum="one"),
        "$.properties.limit.minimum",
    ),
    (
        "a placeholder without a parameter",
        GET,
        lambda c: c["parameters"].pop(),
        "'audienceId' is no path parameter",
    ),
    (
        "a path parameter without a placeholder",
        GET,
        lambda c: c.update(path="/project/{project}/audience"),
        "the path has no {audienceId}",
    ),
    (
        "two endpoints with one call",
        GET,
        lambda c: c.update(path="/project/{project}/audience/user/{audienceId}"),
        "the same call as",
    ),
    (
        "a template with an unknown fact",
        SEARCH,
        lambda c: c["request"]["example"].update(version="{{nothing}}"),
        "the fact 'nothing' is not known",
    ),
    (
        "a parameter bound to an unknown fact",
        GET,
        lambda c: c["parameters"][1].update(fact="nothing.id"),
        "parameters[1].fact",
    ),
    (
        "an example that its schema refuses",
        SEARCH,
        lambda c: c["request"]["example"].update(limit=0),
        "$.request.example.limit",
    ),
    (
        "a frozen version that changed",
        "manifest.json",
        lambda c: c.update(status="frozen", digest=f"sha256:{'0' * 64}"),
        "the version is frozen",
    ),
    (
        "a member that the meta-schema does not know",
        GET,
        lambda c: c.update(colour="blue"),
        "colour",
    ),
]


def test_the_shipped_contract_keeps_every_promise() -> None:
    """The contract as shipped breaks no promise."""
    assert [] == check_contracts()


@pytest.mark.parametrize(
    ("name", "file", "change", "said"), DEFECTS, ids=[row[0] for row in DEFECTS]
)
def test_a_planted_defect_is_noticed(
    folder: Path, edit: Edit, name: str, file: str, change: Change, said: str
) -> None:
    """A defect planted in one file breaks a promise whose message says what it is."""
    edit(file, change)
    problems = [str(problem) for problem in check_contracts(folder)]

    assert any(said in problem for problem in problems), (name, problems)


def test_promises_hold_where_no_meta_schema_refuses_first(
    folder: Path, edit: Edit
) -> None:
    """Without meta-schemas beside it a contract is still checked row by row."""
    shutil.rmtree(folder.parent / "meta")
    edit("limits.json", lambda c: c["limits"][0].update(value=0))
    edit("knobs.json", lambda c: c["knobs"][0].update(pinned="401"))
    neither: dict[str, Any] = {"checks": [], "unjudged": None}
    edit("requirements.json", lambda c: c["requirements"][0].update(neither))
    edit(GET, lambda c: c["parameters"][1].update(fact="nothing.id"))
    said = "\n".join(str(problem) for problem in check_contracts(folder))

    assert "0 is not positive" in said
    assert "the knob is pinned without evidence" in said
    assert "a requirement has checks, or else" in said
    assert "the fact 'nothing.id' is not known" in said


def test_an_unreadable_file_is_the_one_problem(folder: Path) -> None:
    """A file that is no JSON is reported with its line, and nothing is guessed."""
    (folder / "knobs.json").write_text("{\n!", "utf-8")
    (problem,) = check_contracts(folder)

    assert "knobs.json: line 2, column 1" in str(problem)


def test_a_frozen_version_with_its_digest_is_kept(folder: Path, edit: Edit) -> None:
    """A frozen version whose digest fits keeps the promise, however it is indented."""
    digest = digest_of(folder)
    edit("manifest.json", lambda c: c.update(status="frozen", digest=digest))
    edit("limits.json", lambda _: None)

    assert [] == check_contracts(folder)
