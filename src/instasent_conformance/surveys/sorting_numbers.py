"""Sort contacts by a number: 9 stands before 10, and 10 before 100."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.filter_questions import attribute_is, group
from ..cases.live_specs import NUMBERS, attribute_spec
from ..cases.marked import MARK_ROLE
from ..cases.value_forms import UNDECLARED
from ..contract import Json
from ..oracles.disclosure import attributes_of
from ..oracles.listings import rows_of
from ..oracles.ordering import Ordered
from ..trial import Trial
from .filtering import Survey
from .writing import SOURCE

_NUMBERS = (100, 9, 10)
"""Digits put them into another order than their size does."""


def sorted_numbers(survey: Survey) -> Iterator[Ordered]:
    """Yield contacts sorted by an attribute that the specs call a number, if any."""
    trial = survey.trial
    uid = _number_attribute(trial)
    if uid is None:
        return
    mark, named = trial.world.canaries.name(), trial.contract.attribute(MARK_ROLE).uid
    if not _push(trial, *({named: mark, uid: number} for number in _NUMBERS)):
        return
    root = group("and", attribute_is(named, "matches-string", [mark]))
    for upwards in (True, False):
        body = {"root": root, "limit": survey.limit, "sortField": uid}
        answer = survey.send(body | {"sortAsc": upwards})
        rows = tuple((attributes_of(row).get(uid),) for row in rows_of(answer))
        if all(isinstance(value, int | float) for (value,) in rows):
            rule = "D-FILTER-05" if upwards else "D-FILTER-06"
            about = f"a number {'upwards' if upwards else 'downwards'}"
            yield Ordered(survey.endpoint, about, answer, (rows,), (upwards,), rule)


def _number_attribute(trial: Trial) -> str | None:
    """Return an attribute that takes one number; a push makes it where it may."""
    found = _listed_number(trial)
    if found is None and _push(trial, {UNDECLARED["number"]: _NUMBERS[0]}):
        found = _listed_number(trial)
    return found


def _listed_number(trial: Trial) -> str | None:
    answer, _ = trial.send(trial.world.bare_builder().build("specs.attributes"))
    specs = [attribute_spec(row) for row in rows_of(answer)]
    plain = (s for s in specs if s.values == 1 and not s.readonly and not s.unique)
    return next((s.uid for s in plain if s.data_type in NUMBERS), None)


def _push(trial: Trial, *contacts: dict[str, Json]) -> bool:
    uid = trial.contract.attribute("user-id").uid
    named = [one | {uid: trial.world.canaries.user_id()} for one in contacts]
    answer = trial.world.push_contacts(named, datasource=SOURCE)
    return answer.response.succeeded
