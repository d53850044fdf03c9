"""A push result counts an item that failed among the accepted ones, too."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> list[int]:
    """Push a good and a bad contact, and read the positions of those accepted."""
    answer = server.push(server.datasource(), server.person("u1"), {})
    return [item["position"] for item in answer.body["accepted"]]


@fault(family="ingest", law="ingest", requirement="D-INGEST-10", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """List as accepted everything that was read."""

    def list_all(body: Any) -> Any:
        failed = ({**item} for item in body["errors"])
        for item in failed:
            del item["error"]
            body["accepted"].append(item)
        return body

    app = create_app(contract, settings=settings)
    edits = dict.fromkeys(("stream.push-contacts", "stream.push-events"), list_all)
    return editing(app, contract, settings, edits)
