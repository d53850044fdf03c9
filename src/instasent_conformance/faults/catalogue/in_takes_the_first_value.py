"""A filter of an index by a list of values looks at the first one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Filter campaigns by the titles of two of them."""
    token = server.full_token()
    rows = server.ask("campaign.list", token).body["entities"]
    titles = [row["title"] for row in rows]
    asked = {"filter": [{"field": "title", "operator": "in", "value": titles}]}
    query = f"_q={quote(json.dumps(asked))}"
    return len(server.ask("campaign.list", token, query=query).body["entities"])


@fault(family="filter", law="filters", requirement="V-INDEX-02", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Bind one value to an operator, however many there are."""

    async def change(asked: Asked, forward: Forward) -> Reply:
        pairs = parse_qsl(asked.query, keep_blank_values=True)
        if not any(name == "_q" for name, _ in pairs):
            return await forward(asked)
        cut = [(name, _cut(text) if name == "_q" else text) for name, text in pairs]
        return await forward(replace(asked, query=urlencode(cut)))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, change)


def _cut(text: str) -> str:
    try:
        asked: Any = json.loads(text)
        for condition in asked["filter"]:
            if condition["operator"] == "in":
                condition["value"] = condition["value"][:1]
    except (ValueError, LookupError, TypeError):
        return text
    return json.dumps(asked)
