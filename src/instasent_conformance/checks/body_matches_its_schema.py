"""
The body of an answer satisfies the schema that the contract gives its status.

Where several possible parts share the status, one of them must fit. An answer may be
empty only where a schema says that an empty body is one of the options.
"""

from __future__ import annotations

from ..contract import Json, Registry, ResponsePart
from ..exchange import NOT_JSON
from ..finding import Severity, Violation
from ..oracles.answers import Answered, is_judged, place_in, possible_parts
from ..oracles.knobs import possible_options
from ..oracles.schemas import Break, schemas_of
from .registry import Verdicts, check

EMPTY_BODY = "x-empty-body"


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=Answered)
def judge(evidence: Answered, contract: Registry) -> Verdicts:
    """Yield a violation that names the keyword broken, of the part that fits best."""
    response = evidence.response
    parts = possible_parts(contract, evidence.endpoint, response.status)
    shaped = [part.schema for part in parts if part.schema is not None]
    if len(shaped) < len(parts) or not shaped or not is_judged(response):
        return
    if not response.content:
        if not any(_may_be_empty(contract, schema) for schema in shaped):
            yield _empty(evidence, contract, parts[0])
    elif response.body is not NOT_JSON:
        schemas = schemas_of(contract)
        if any(schemas.accepts(schema, response.body) for schema in shaped):
            return
        found = schemas.broken(shaped[0], response.body)
        if found is not None:
            yield _broken(evidence, found)


def _may_be_empty(contract: Registry, schema: dict[str, Json]) -> bool:
    document = contract.schemas.get(str(schema.get("$ref", "")).rpartition("/")[2], {})
    knob = document.get(EMPTY_BODY)
    return knob is not None and "empty" in possible_options(contract, knob)


def _broken(evidence: Answered, found: Break) -> Violation:
    status = evidence.response.status
    return Violation(
        message=f"The {status} body of {evidence.endpoint} breaks `{found.keyword}` "
        f"at {found.instance}.",
        expected=found.expected,
        observed=found.problem[:300],
        location=found.location,
        provenance=found.provenance,
    )


def _empty(evidence: Answered, contract: Registry, part: ResponsePart) -> Violation:
    return Violation(
        message=f"The {part.status} answer of {evidence.endpoint} has no body.",
        expected="a body of the documented shape",
        observed="no body",
        location=place_in(contract, evidence.endpoint, "responses"),
        provenance=part.provenance,
    )
