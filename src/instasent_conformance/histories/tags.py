"""Push a contact into a data source that has tags, and read what it bears of them."""

from __future__ import annotations

from ..contract import Json
from ..finding import Reason
from ..oracles.attribute_values import values_in
from ..oracles.source_tags import TaggedContact
from ..trial import Trial
from ..world import member
from .looking import TellingError
from .pushes import CONTACTS
from .story import Story, tell

_READ = "audience.by-value"
_SOURCE = "datasource.get"


def judge_source_tags(trial: Trial) -> None:
    """Judge whether a contact bears the tags of its source."""
    tell(trial, f"{_READ}/tags-of-its-source", _tagged, endpoint=_READ)


def _tagged(story: Story) -> TaggedContact:
    named = {p.fact: p.name for p in story.contract.endpoint(_SOURCE).parameters}
    path = {named["datasource.id"]: story.world.datasource().id}
    answer = story.need(_SOURCE, path=path)
    stated = _texts(member(member(answer.response.body, "entity"), "audienceTags"))
    if not stated:
        raise TellingError(Reason.NO_FIXTURE, "the data source states no tags")
    user_id = story.canaries.user_id()
    story.push(CONTACTS, [{story.uid("user-id"): user_id}])
    read = story.need(_READ, path={"userId": user_id})
    entity = member(read.response.body, "entity")
    nested = member(entity, "attributesData")
    shown = nested if isinstance(nested, dict) else entity
    return TaggedContact(stated, _texts(member(shown, story.uid("tags"))), read)


def _texts(value: Json) -> frozenset[str]:
    return frozenset(values_in(value))
