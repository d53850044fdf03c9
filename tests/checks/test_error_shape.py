"""The checks of the law error-shape acquit clear refusals and convict all else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from instasent_conformance.cases.misuse import Misuse
from instasent_conformance.checks import all_checks
from instasent_conformance.contract import load_registry
from instasent_conformance.exchange import Exchange, Request, Response, parse_body
from instasent_conformance.finding import Abstention, Reason, Violation
from instasent_conformance.oracles.refusals import ErrorShapes, Refusal, shape_of

CONTRACT = load_registry()
PUSH = Request("stream.push-contacts", "POST", "/push", content=b"[{]")
BODY = Misuse("malformed", PUSH.endpoint, "body", PUSH, statuses=frozenset((400,)))
MESSAGE = {"message": "The body cannot be read."}
FAILED = {"entitiesSuccess": 0, "entitiesFailures": 1, "errors": [{"position": 0}]}


def exchange(status: int, body: object = MESSAGE, *, text: str = "") -> Exchange:
    """Return an exchange with a JSON body, or with a text where one is given."""
    content = text.encode() if text else json.dumps(body).encode()
    kind = "text/html" if text else "application/json"
    response = Response(status, {"content-type": kind}, content, parse_body(content))
    return Exchange(PUSH, "a token", response, 0.0)


def refusal(misuse: Misuse, probe: Exchange, **members: Any) -> Refusal:
    """Return a refusal beside a control that succeeded."""
    return Refusal(misuse, members.pop("control", exchange(202, {})), probe, **members)


def verdicts(check: str, evidence: object) -> list[Violation | Abstention]:
    """Return what a check says."""
    return list(all_checks()[check].judge(evidence, CONTRACT))


@pytest.mark.parametrize(
    ("status", "body", "convicted"),
    [
        (400, MESSAGE, False),
        (202, FAILED, False),
        (422, FAILED, True),
        (202, {"entitiesSuccess": 1, "entitiesFailures": 0}, True),
        (404, MESSAGE, True),
        (200, {}, True),
    ],
)
def test_a_malformed_body_is_refused_clearly(
    status: int, body: object, *, convicted: bool
) -> None:
    """Only the status of the contract, or a batch without survivors, refuses."""
    found = verdicts(
        "malformed-request-is-refused", refusal(BODY, exchange(status, body))
    )

    assert convicted == bool(found)


def test_an_open_body_may_pass() -> None:
    """A body about which the sources are silent is judged by survival alone."""
    open_body = replace(BODY, must="survive")

    assert [] == verdicts(
        "malformed-request-is-refused", refusal(open_body, exchange(202, {}))
    )


def test_a_refusal_without_control_is_no_evidence() -> None:
    """Where the right request fails too, nothing is judged."""
    found = verdicts(
        "malformed-request-is-refused",
        refusal(BODY, exchange(400), control=exchange(403)),
    )

    assert [Reason.NO_CONTROL] == [
        verdict.reason for verdict in found if isinstance(verdict, Abstention)
    ]


@pytest.mark.parametrize(("announced", "convicted"), [(100, True), (500, False)])
def test_a_longer_batch_passes_only_where_the_target_announces_it(
    announced: int, *, convicted: bool
) -> None:
    """A batch above the limit is wrong unless the target announces a higher one."""
    long = replace(BODY, items=101)
    control = exchange(202, {"entitiesLimit": announced})
    found = verdicts(
        "malformed-request-is-refused",
        refusal(long, exchange(202, {}), control=control),
    )

    assert convicted == bool(found)


@pytest.mark.parametrize(
    ("status", "convicted"), [(500, True), (503, True), (400, False)]
)
def test_a_crash_is_convicted(status: int, *, convicted: bool) -> None:
    """No wrong request is answered 5xx."""
    found = verdicts("no-request-crashes-the-server", refusal(BODY, exchange(status)))

    assert convicted == bool(found)


def shapes(*answers: Exchange) -> ErrorShapes:
    """Return the shapes of these answers."""
    found = [shape_of("a case", answer.response) for answer in answers]
    return ErrorShapes(tuple(shape for shape in found if shape is not None))


@pytest.mark.parametrize(
    ("answers", "convicted"),
    [
        ([exchange(400), exchange(404)], False),
        ([exchange(400, {"error": "a"}), exchange(404, {"error": "b"})], False),
        ([exchange(422, FAILED), exchange(400)], False),
        ([exchange(400), exchange(404, {"error": "b"})], True),
        ([exchange(400, {"message": 7})], True),
        ([exchange(404, text="<html>not found</html>")], True),
        ([exchange(400), exchange(404, {"detail": "b"})], True),
    ],
)
def test_all_refusals_have_one_shape(
    answers: list[Exchange], *, convicted: bool
) -> None:
    """One option of the open question explains every refusal."""
    assert convicted == bool(verdicts("error-has-one-shape", shapes(*answers)))


@pytest.mark.parametrize(
    "text",
    [
        "Traceback (most recent call last):",
        'File "/srv/app/views.py", line 7, in get',
        "SQLSTATE[23000]: UNIQUE constraint failed",
        "SELECT uid FROM contact WHERE id = 1",
        "KeyError: 'a'",
        "at com.instasent.Push.run(Push.java:17)",
    ],
)
def test_internals_are_convicted(text: str) -> None:
    """An error that shows code, files or queries is a violation."""
    found = verdicts(
        "error-reveals-no-internals", refusal(BODY, exchange(400, {"message": text}))
    )

    assert [Violation] == [type(verdict) for verdict in found]


def test_an_echoed_secret_is_convicted_and_a_reason_is_not() -> None:
    """The secret of the token never stands in an error; a plain reason may."""
    check = "error-reveals-no-internals"

    assert [] == verdicts(check, refusal(BODY, exchange(400)))
    assert [] != verdicts(check, refusal(BODY, exchange(400), echoes_secret=True))


@pytest.mark.parametrize("kind", ["body", "dry-run"])
def test_a_refused_contact_that_is_there_is_convicted(kind: Any) -> None:
    """Neither a refusal nor a trial stores what it was sent."""
    misuse = replace(BODY, kind=kind, traces=("cf-t-abc",))
    probe = exchange(202, {}) if kind == "dry-run" else exchange(400)
    there = exchange(200, {"entity": {"id": "a", "name": "cf-t-abc"}})
    check = "refused-request-stores-nothing"

    assert [] != verdicts(check, refusal(misuse, probe, after=there))
    assert [] == verdicts(check, refusal(misuse, probe, after=exchange(404)))


def path(endpoint: str, parameter: str) -> Misuse:
    """Return a request whose path names nothing."""
    return Misuse(
        defect="unknown",
        endpoint=endpoint,
        kind="path",
        request=Request(endpoint, "GET", "/nowhere"),
        statuses=frozenset((404,)),
        provenance="vendor-code",
        parameter=parameter,
    )


@pytest.mark.parametrize(
    ("endpoint", "parameter", "answer", "sources"),
    [
        ("audience.get", "audienceId", exchange(404), []),
        ("audience.get", "project", exchange(403), []),
        ("audience.get", "project", exchange(401), ["documented"]),
        ("audience.get", "project", exchange(200, {"entity": None}), ["documented"]),
        ("audience.get", "audienceId", exchange(403), ["assumed"]),
        ("audience.get", "audienceId", exchange(200, {"entity": 1}), ["vendor-code"]),
        ("audience.get", "audienceId", exchange(200, {"entity": None}), ["assumed"]),
        ("audience.by-email", "userEmail", exchange(200, {"entities": []}), []),
        (
            "audience.by-email",
            "userEmail",
            exchange(200, {"entities": [1]}),
            ["vendor-code"],
        ),
        ("stream.delete-contact", "userId", exchange(202, FAILED), []),
    ],
)
def test_an_unknown_id_is_not_found(
    endpoint: str, parameter: str, answer: Exchange, sources: list[str]
) -> None:
    """How grave an answer to an unknown id is follows from what the sources say."""
    found = verdicts(
        "unknown-id-is-not-found", refusal(path(endpoint, parameter), answer)
    )

    assert sources == [v.provenance for v in found if isinstance(v, Violation)]


@pytest.mark.parametrize(
    ("status", "sources"),
    [(404, []), (405, []), (200, ["vendor-code"]), (400, ["assumed"])],
)
def test_an_unsupported_method_is_refused(status: int, sources: list[str]) -> None:
    """A method that no source names is answered 404 or 405."""
    request = replace(PUSH, method="PATCH")
    misuse = replace(BODY, kind="method", request=request, provenance="vendor-code")
    found = verdicts("unsupported-method-is-refused", refusal(misuse, exchange(status)))

    assert sources == [v.provenance for v in found if isinstance(v, Violation)]


@pytest.mark.parametrize(
    ("defect", "status", "body", "count"),
    [
        ("object", 400, {"message": "The body must be an array."}, 0),
        ("object", 400, {"message": "Bad request."}, 1),
        ("object", 422, {"message": "Bad request."}, 0),
        ("text", 400, {"message": "Bad request."}, 0),
    ],
)
def test_a_push_of_an_object_is_told_of_the_array(
    defect: str, status: int, body: object, count: int
) -> None:
    """The 400 for an object in the place of an array names the array."""
    misuse = replace(BODY, defect=defect)
    evidence = refusal(misuse, exchange(status, body))

    assert count == len(verdicts("refused-push-names-the-array", evidence))
