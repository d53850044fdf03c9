"""Event types that a project really has, and events as its answers show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..cases.batch_items import EventKind
from ..cases.live_specs import DECIMAL, single
from ..contract import Json
from ..exchange import Exchange
from ..finding import Reason
from ..oracles.listings import rows_of
from ..oracles.newest import may_leave_out
from ..oracles.sightings import Sighting, sighting_of, sightings
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
    for uid, specs in _kinds(story):
        texts = single(specs, "string")
        if texts and not any(spec.get("required") for spec in specs):
            return EventKind(uid, texts[0])
    detail = "no event type of the project takes a text and nothing else"
    raise TellingError(Reason.NO_FIXTURE, detail)


def decimal_kind(story: Story) -> EventKind:
    """
    Return an event type of the project that takes a text and a decimal.

    Raises:
        TellingError: the project has none.
    """
    for uid, specs in _kinds(story):
        texts, decimals = single(specs, "string"), single(specs, *DECIMAL)
        needed = {str(s.get("parameter")) for s in specs if s.get("required")}
        if texts and decimals and needed <= {texts[0], decimals[0]}:
            return EventKind(uid, texts[0], decimals[0])
    detail = "no event type of the project takes a text and a decimal"
    raise TellingError(Reason.NO_FIXTURE, detail)


def _kinds(story: Story) -> Iterator[tuple[str, list[dict[str, Json]]]]:
    """Yield the event types of the project, and the parameters of each."""
    for row in listed(story.need("specs.events").response.body):
        uid = str(row.get("uid"))
        answer = story.ask("specs.event-parameters", path={"eventType": uid})
        yield uid, listed(answer.response.body)


def on_timeline(story: Story, audience_id: str, *marks: str) -> tuple[Sighting, ...]:
    """Return those of the newest events of a contact that bear any of the marks."""
    return sightings(_timeline(story, audience_id).response.body, *marks)


def listed_or_outnumbered(
    story: Story, audience_id: str, item: Mapping[str, Json], *marks: str
) -> tuple[tuple[Sighting, ...], bool]:
    """Return what a timeline shows of an event, and whether it may lack the event."""
    answer = _timeline(story, audience_id)
    every = [sighting_of(row) for row in rows_of(answer)]
    kind, date = item.get("_event_type"), item.get("_event_date")
    found = sightings(answer.response.body, *marks)
    return found, may_leave_out(every, kind, date)


def is_anywhere(story: Story, audience_id: str, kind: EventKind, text: str) -> bool:
    """Return whether a timeline shows an event, or a search finds it by its text."""
    shown = on_timeline(story, audience_id, text)
    return bool(shown or in_search(story, kind, text))


def _timeline(story: Story, audience_id: str) -> Exchange:
    return story.need("audience.events", path={"audienceId": audience_id})


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
