"""Build requests from a contract endpoint and the facts of a world."""

from __future__ import annotations

import json
import re
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from ..canaries import Canaries
from ..contract import Endpoint, Json, Registry
from ..contract.templates import fill
from ..exchange import Request
from .aggregations import MEMBER, SYNTAX, spelt

_WHOLE = re.compile(r"^\{\{([^{}]+)\}\}$")
_PART = re.compile(r"\{\{([^{}]+)\}\}")
_PLACE = re.compile(r"\{([^{}]+)\}")

JSON_HEADERS = (("content-type", "application/json"),)


class MissingFact(LookupError):
    """The world holds no value for a fact that a request needs."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact

    def __str__(self) -> str:
        """Name the fact."""
        return f"the world of this run has no {self.fact}"


class HiddenFact(MissingFact):
    """The plan of a project shows a fact to no token, so that nobody can ask by it."""

    def __str__(self) -> str:
        """Name the fact."""
        return f"the plan shows no token a {self.fact}"


@dataclass(frozen=True)
class RequestBuilder:
    """
    Fills path templates and example bodies with facts.

    `facts` maps fact words (`audience.id`, `contact.email`, …) to values;
    words that start with `fresh.` are drawn anew from `canaries` at every use.
    """

    contract: Registry
    facts: Mapping[str, Json]
    canaries: Canaries

    def with_facts(self, **extra: Json) -> RequestBuilder:
        """Return a builder with more facts; `__` in a keyword stands for a dot."""
        named = {
            key.replace("__", ".").replace("_", "-"): value
            for key, value in extra.items()
        }
        return self.knowing(named)

    def knowing(self, named: Mapping[str, Json]) -> RequestBuilder:
        """Return a builder with more facts, by their words; the rest stays as it is."""
        facts = ChainMap(dict(named), self.facts)  # type: ignore[arg-type]
        return RequestBuilder(self.contract, facts, self.canaries)

    def build(
        self,
        endpoint_id: str,
        *,
        path: Mapping[str, str] | None = None,
        query: tuple[tuple[str, str], ...] = (),
        body: Json = None,
    ) -> Request:
        """
        Return a request that a sufficient token gets answered.

        Args:
            endpoint_id: the contract's id of the endpoint.
            path: values of path parameters that replace the world's facts.
            query: query parameters, in order.
            body: a JSON value that replaces the contract's example.

        Raises:
            MissingFact: the world lacks a fact that the path or the body names.
        """
        endpoint = self.contract.endpoint(endpoint_id)
        content = self._content(endpoint, body)
        return Request(
            endpoint=endpoint.id,
            method=endpoint.method,
            path=self._path(endpoint, path or {}),
            query=query,
            headers=JSON_HEADERS if content is not None else (),
            content=content,
        )

    def example(self, endpoint_id: str) -> Json:
        """Return the contract's example body with its templates filled."""
        part = self.contract.endpoint(endpoint_id).request
        return None if part is None else self.in_syntax(self.fill(part.example))

    def bind(self, body: Json) -> Json:
        """Return a generated body with the facts that it names, in the right syntax."""
        return self.in_syntax(fill(body, self.facts))

    def in_syntax(self, body: Json) -> Json:
        """Return a body with its aggregations in the syntax that the target reads."""
        if isinstance(body, dict) and MEMBER in body:
            return spelt(body, self.facts.get(SYNTAX))
        return body

    def fill(self, template: Json) -> Any:
        """Replace every `{{fact}}` in a JSON template, in keys and values."""
        if isinstance(template, dict):
            return {str(self.fill(k)): self.fill(v) for k, v in template.items()}
        if isinstance(template, list):
            return [self.fill(item) for item in template]
        if not isinstance(template, str):
            return template
        whole = _WHOLE.match(template)
        if whole:
            return self._value(whole[1])
        return _PART.sub(lambda match: str(self._value(match[1])), template)

    def _content(self, endpoint: Endpoint, body: Json) -> bytes | None:
        if body is None:
            body = self.example(endpoint.id)
        return None if body is None else json.dumps(body).encode()

    def _path(self, endpoint: Endpoint, given: Mapping[str, str]) -> str:
        facts = {
            parameter.name: parameter.fact
            for parameter in endpoint.parameters
            if parameter.place == "path"
        }

        def place(match: re.Match[str]) -> str:
            name = match[1]
            if name in given:
                return quote(given[name], safe="")
            return quote(str(self._value(facts.get(name) or name)), safe="")

        return _PLACE.sub(place, endpoint.path)

    def _value(self, word: str) -> Json:
        word = word.strip()
        try:
            return self.facts[word]
        except KeyError:
            return self._made(word)

    def _made(self, word: str) -> Json:
        """Return the value of a word that is no fact of the world."""
        if word.startswith("attribute:"):
            return self.contract.attribute(word.removeprefix("attribute:")).uid
        fresh = _FRESH.get(word)
        if fresh is None:
            raise MissingFact(word)
        return fresh(self.canaries)


def _now(_canaries: Canaries) -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


_FRESH: dict[str, Callable[[Canaries], Json]] = {
    "fresh.user-id": Canaries.user_id,
    "fresh.email": Canaries.email,
    "fresh.phone": Canaries.phone,
    "fresh.name": Canaries.name,
    "fresh.event-id": Canaries.user_id,
    "fresh.text": Canaries.word,
    "now": _now,
}
