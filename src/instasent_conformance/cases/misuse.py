"""A request that is wrong on purpose, and what the contract says about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..contract import Json, Registry
from ..contract.model import Provenance
from ..exchange import Request
from .requests import RequestBuilder

Kind = Literal["body", "path", "method", "query", "header", "dry-run"]
Must = Literal["refuse", "survive"]


@dataclass(frozen=True, slots=True)
class Misuse:
    """
    One wrong request.

    Where the sources refuse it, `must` is `refuse`, and `statuses` are the only ones
    that say so clearly; where they are silent it is `survive`: anything but a crash.
    `traces` are values that a refusal must not have stored, and `look` reads back the
    place where they would be. `parameter` is the path parameter that is wrong, and
    `items` the size of a batch that is too long.
    """

    defect: str
    endpoint: str
    kind: Kind
    request: Request
    must: Must = "refuse"
    statuses: frozenset[int] = frozenset()
    provenance: Provenance = "documented"
    traces: tuple[str, ...] = ()
    look: Request | None = None
    parameter: str = ""
    items: int = 0

    @property
    def id(self) -> str:
        """The stable id of the case."""
        parameter = f"{self.parameter}/" if self.parameter else ""
        return f"{self.endpoint}/{self.kind}/{parameter}{self.defect}"


def dry_run(builder: RequestBuilder) -> Misuse:
    """Return a good push that asks for a trial only, and so must store nothing."""
    identity = builder.contract.attribute("user-id").uid
    user_id = builder.canaries.user_id()
    return Misuse(
        defect="good-contact",
        endpoint="stream.push-contacts",
        kind="dry-run",
        request=builder.build(
            "stream.push-contacts",
            query=(("_dryRun", "true"),),
            body=[{identity: user_id}],
        ),
        must="survive",
        provenance="vendor-code",
        traces=(user_id,),
        look=builder.build("audience.by-value", path={"userId": user_id}),
    )


def wrong_methods(contract: Registry, right: Request) -> list[Misuse]:
    """
    Return a request of the endpoint under every method that no source names.

    Deletions are left out: where a target does know them they cannot be taken back.
    """
    path = contract.endpoint(right.endpoint).path
    methods = {e.method for e in contract.endpoints.values() if e.path == path}
    return [
        Misuse(
            defect=method.lower(),
            endpoint=right.endpoint,
            kind="method",
            request=replace(
                right,
                method=method,
                content=right.content or b"{}",
                headers=(("content-type", "application/json"),),
            ),
            provenance="vendor-code",
        )
        for method in ("PUT", "PATCH")
        if method not in methods
    ]


def wrong_queries(contract: Registry, right: Request) -> list[Misuse]:
    """Return the request with query values that nothing explains."""
    declared = [
        parameter.name
        for parameter in contract.endpoint(right.endpoint).parameters
        if parameter.place == "query"
    ]
    values = (("nonsense", "%%%"), ("negative", "-1"), ("nul", "\x00"))
    wrong = [(name, *value) for name in declared for value in values]
    return [
        Misuse(
            defect=defect,
            endpoint=right.endpoint,
            kind="query",
            request=replace(right, query=((name, value),)),
            must="survive",
            parameter=name,
        )
        for name, defect, value in (*wrong, ("no_such_parameter", *values[0]))
    ]


def batch_item(builder: RequestBuilder, endpoint: str) -> dict[str, Json]:
    """Return the one item of the contract's example batch."""
    item: dict[str, Json] = builder.example(endpoint)[0]
    return item
