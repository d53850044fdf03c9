"""Event types that a project really has, and events as its answers show them."""

from __future__ import annotations

from ..cases.batch_items import EventKind
from ..contract import Json
from ..finding import Reason
from ..oracles.sightings import Sighting, sightings
from ..world import member
from .looking import TellingError
from .story import Story


def listed(body: Json) -> list[dict[str, Json]]:
    """Return the rows of a specs answer, of a project or of a stream."""
    for name in ("entities", "specs"):
        rows = member(body, name)
        if isinstance(rows, list):
            return [row for row in rows if isinstance(row, dict)]
    return []


def plain_kind(story: Story) -> EventKind:
    """
    Return an event type of the project that needs no parameter and takes a text.

    Raises:
        TellingError: the project has none.
    """
    for row in listed(story.need("specs.events").response.body):
        uid = str(row.get("uid"))
        specs = listed(
            story.ask("specs.event-parameters", path={"eventType": uid}).response.body
        )
        texts = [s for s in specs if s.get("dataType") == "string"]
        single = [s for s in texts if s.get("multiValue") in (None, 0, 1)]
        if single and not any(spec.get("required") for spec in specs):
            return EventKind(uid, str(single[0]["parameter"]))
    detail = "no event type of the project takes a text and nothing else"
    raise TellingError(Reason.NO_FIXTURE, detail)


def on_timeline(story: Story, audience_id: str, *marks: str) -> tuple[Sighting, ...]:
    """Return the events of a contact that bear any of the marks."""
    answer = story.need("audience.events", path={"audienceId": audience_id})
    return sightings(answer.response.body, *marks)


def in_search(story: Story, kind: EventKind, text: str) -> tuple[Sighting, ...]:
    """Return the events that a search for a text parameter finds."""
    condition = {
        "type": "event_condition",
        "key": f"{kind.uid}.{kind.parameter}",
        "operator": "matches-string",
        "values": [text],
    }
    example = story.world.bare_builder().example("event.search")
    root = {"type": "group", "join": "and", "children": [condition]}
    answer = story.need("event.search", body={**example, "root": root, "limit": 10})
    return sightings(answer.response.body, text)
