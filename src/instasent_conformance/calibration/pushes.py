"""What becomes of what is pushed; all of it is the run's own."""

from __future__ import annotations

from ..contract import Json
from ..exchange import Response
from ..world import member
from ..world.model import SYNC
from .asking import Asking, attributes_in, has_failed, probe

_EVENTS = "stream.push-events"
_UNDECLARED = "conform_calibrate"


@probe("K-06", "write")
def accepted_push(asking: Asking) -> str | None:
    """Return the statuses of a queued and of a synchronous push."""
    pair = [asking.push(asking.contact(), query=q).status for q in ((), SYNC)]
    return "sync-200" if pair == [202, 200] else str(pair[0])


@probe("K-07", "write")
def result_form(asking: Asking) -> str | None:
    """Return the form of a push result."""
    body = asking.push(asking.contact()).body
    if isinstance(member(member(body, "entity"), "items"), list):
        return "entity-items"
    return "flat" if isinstance(body, dict) else None


@probe("K-08", "write")
def all_failed(asking: Asking) -> str | None:
    """Return how a batch is answered of which every item failed."""
    answer = asking.push({})
    return "2xx" if answer.succeeded else str(answer.status)


@probe("K-09", "write")
def some_failed(asking: Asking) -> str | None:
    """Return how a batch is answered of which one item failed."""
    answer = asking.push(asking.contact(), {})
    if answer.status == 207:
        return "207"
    return "202" if answer.succeeded else None


@probe("K-10", "write")
def undeclared(asking: Asking) -> str | None:
    """Return what becomes of an attribute that nobody declared."""
    contact = {**asking.contact(), _UNDECLARED: asking.world.canaries.word()}
    if has_failed(asking.push(contact)):
        return "reject"
    person = asking.read_back(contact)
    if person is None:
        return None
    return "auto-create" if _UNDECLARED in attributes_in(person) else "ignore"


@probe("K-11", "write")
def unknown_contact(asking: Asking) -> str | None:
    """Return what becomes of an event whose contact nobody knows."""
    contact = asking.contact()
    user_id = str(contact[asking.uid("user-id")])
    asking.world.remember([contact])
    first = asking.world.event(user_id)
    if has_failed(asking.push(first, endpoint=_EVENTS)):
        queued = asking.push(asking.world.event(user_id), endpoint=_EVENTS, query=())
        return "item-error" if has_failed(queued) else "by-mode"
    return "placeholder" if asking.read_back(contact) else "accept"


@probe("K-12", "write")
def batch_size(asking: Asking) -> str | None:
    """Return whether a batch may hold what is documented."""
    most = member(asking.push(asking.contact()).body, "entitiesLimit")
    if most is None:
        return None
    return "100" if most == asking.contract.limit("batch.items") else "other"


@probe("K-13", "write")
def bare_flag(asking: Asking) -> str | None:
    """Return whether a flag counts by being there."""
    asking.world.planted()  # so that nothing else is sent between push and look
    contact = asking.contact()
    flag, _ = SYNC[0]
    if not asking.push(contact, query=((flag, ""),)).succeeded:
        return None
    return "presence" if asking.read_back(contact) else "explicit"


@probe("K-14", "write")
def repeated_event(asking: Asking) -> str | None:
    """Return how an event is answered that is already known."""
    event = asking.world.event(asking.world.planted().user_id)
    asking.push(event, endpoint=_EVENTS)
    again = asking.push(event, endpoint=_EVENTS)
    return "item-error" if has_failed(again) else "success"


@probe("K-27", "write")
def creation(asking: Asking) -> str | None:
    """Return how the creation of a data source is answered; one is left behind."""
    builder = asking.world.bare_builder()
    example = builder.example("datasource.create")
    bare = {"name": example["name"]}
    answer = asking.send(builder.build("datasource.create", body=bare))
    kept = "optional"
    if not answer.succeeded:
        answer = asking.send(builder.build("datasource.create", body=example))
        kept = "required"
    made = member(member(answer.body, "entity"), "id")
    asking.world.leftovers.append(f"data source {made} (home)")
    return f"{answer.status}-{kept}"


@probe("K-40", "write")
def disputed(asking: Asking) -> str | None:
    """Return which source wins a disputed attribute."""
    sources = {name: asking.world.datasource(name) for name in ("first", "second")}
    ranks = {name: source.priority for name, source in sources.items()}
    if None in ranks.values() or len(set(ranks.values())) == 1:
        return None
    contact = asking.contact()
    winners = [_winner(asking, contact, last) for last in ("first", "second")]
    if winners[0] != winners[1]:
        return "newest"
    low = min(ranks, key=lambda name: ranks[name] or 0)
    return "ingest-low-newest" if winners[0] == low else "ingest-high-newest"


@probe("K-41", "write")
def known_contact(asking: Asking) -> str | None:
    """Return whether a push keeps what it does not name."""
    contact = asking.contact(first_name=asking.world.canaries.name())
    asking.push(contact)
    uid = asking.uid("user-id")
    asking.push({uid: contact[uid]})
    person = asking.read_back(contact)
    if person is None:
        return None
    kept = attributes_in(person).get(asking.uid("first-name"))
    return "merge" if kept else "replace"


@probe("K-43", "write")
def action_result(asking: Asking) -> str | None:
    """Return what answers an action of the audience stream."""
    asking.world.planted()
    return _form(asking.get("audience.sms-subscribe", query=SYNC))


@probe("A-05", "write")
def action_body(asking: Asking) -> str | None:
    """Return whether an action takes a list."""
    asking.world.planted()
    one = asking.world.builder().example("audience.sms-subscribe")
    answer = asking.get("audience.sms-subscribe", body=[one], query=SYNC)
    return "object-or-list" if answer.succeeded else "object"


@probe("A-06", "write")
def action_on_nobody(asking: Asking) -> str | None:
    """Return what answers an action on a contact that does not exist."""
    builder = asking.world.builder().knowing({"audience.id": "conformNobody"})
    answer = asking.send(builder.build("audience.sms-subscribe", query=SYNC))
    return "404" if answer.status == 404 else "item-error"


def _winner(asking: Asking, contact: dict[str, Json], last: str) -> str | None:
    """Push both sources, one last; return the source whose value is shown."""
    order = [name for name in ("first", "second") if name != last] + [last]
    values = {}
    for name in order:
        values[asking.world.canaries.name()] = name
        value = list(values)[-1]
        asking.push({**contact, asking.uid("first-name"): value}, source=name)
    shown = attributes_in(asking.read_back(contact)).get(asking.uid("first-name"))
    return values.get(str(shown))


def _form(answer: Response) -> str | None:
    if not answer.succeeded:
        return None
    entity = member(answer.body, "entity")
    if not answer.content:
        return "empty"
    is_result = entity is None or isinstance(member(entity, "items"), list)
    return "push-result" if is_result else "entity"
