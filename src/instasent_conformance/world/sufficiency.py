"""Whether the best token of a target is good enough for what it is asked to do."""

from __future__ import annotations

from ..contract import Registry
from ..exchange import Request
from ..oracles.scope_gate import sufficient_sets
from ..target import Target, TokenUnavailable
from ..tokens import TokenNeed


def require_enough(
    contract: Registry, target: Target, request: Request, need: TokenNeed
) -> None:
    """
    Refuse to send a request with the best token of a project that cannot open it.

    A case that stands on a token with every scope would otherwise take the refusal of
    a lesser one for an answer.

    Raises:
        TokenUnavailable: no token of the target opens the endpoint of the request.
    """
    row = contract.access.get(request.endpoint)
    if row is None or need.kind != "product":
        return
    if need.scopes != target.widest.get(need.project):
        return
    if not any(enough <= need.scopes for enough in sufficient_sets(contract, row)):
        raise TokenUnavailable(
            TokenNeed(scopes=contract.scope_words, project=need.project)
        )
