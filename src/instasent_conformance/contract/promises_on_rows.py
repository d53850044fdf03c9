"""Promises on the tables: access rows, knobs, limits and requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .model import When
from .problems import Problem
from .registry import Registry


def endpoints_and_access_rows_pair_up(registry: Registry) -> Iterator[Problem]:
    """Yield endpoints without a row and rows without an endpoint."""
    for name in sorted(registry.endpoints.keys() - registry.access.keys()):
        yield Problem(
            "access.json", "$.endpoints", f"no row decides who may call {name}"
        )
    for name in sorted(registry.access.keys() - registry.endpoints.keys()):
        yield Problem(
            "access.json", f"$.endpoints[{name}]", "no endpoint file has this id"
        )
    for row in registry.fields:
        if row.endpoint not in registry.endpoints:
            yield Problem(
                "access.json", f"$.fields[{row.endpoint}]", "no such endpoint"
            )


def every_when_names_an_option(registry: Registry) -> Iterator[Problem]:
    """Yield conditions on a knob or an option that is not declared."""
    for file, place, when in _conditions(registry):
        for name, option in when.items():
            knob = registry.knobs.get(name)
            if knob is None:
                yield Problem(file, place, f"the knob {name} is not declared")
            elif option not in {known.option for known in knob.options}:
                yield Problem(file, place, f"{name} has no option {option!r}")


def every_unknown_named_is_declared(registry: Registry) -> Iterator[Problem]:
    """Yield rows that refer to an unknown which no row of knobs.json states."""
    for row in registry.access.values():
        if row.unknown is not None and row.unknown not in registry.unknowns:
            yield Problem(
                "access.json",
                f"$.endpoints[{row.endpoint}].unknown",
                f"the unknown {row.unknown} is not declared",
            )


def assumed_and_pinned_options_exist(registry: Registry) -> Iterator[Problem]:
    """Yield knobs whose assumed or pinned option is none of theirs."""
    for knob in registry.knobs.values():
        options = {option.option for option in knob.options}
        for member, option in (("assumed", knob.assumed), ("pinned", knob.pinned)):
            if option is not None and option not in options:
                yield Problem(
                    "knobs.json",
                    f"$.knobs[{knob.id}].{member}",
                    f"{option!r} is none of its options",
                )


def a_pinned_knob_has_evidence(registry: Registry) -> Iterator[Problem]:
    """Yield pinned knobs that name no evidence."""
    for knob in registry.knobs.values():
        if knob.pinned is not None and not knob.evidence:
            yield Problem(
                "knobs.json",
                f"$.knobs[{knob.id}].evidence",
                "the knob is pinned without evidence",
            )


def limits_are_positive(registry: Registry) -> Iterator[Problem]:
    """Yield limits and rates that are not above zero, and knobs they do not have."""
    for limit in registry.limits.values():
        place = f"$.limits[{limit.limit}]"
        if limit.value < 1:
            yield Problem("limits.json", place, f"{limit.value} is not positive")
        if limit.knob is not None and limit.knob not in registry.knobs:
            yield Problem(
                "limits.json", place, f"the knob {limit.knob} is not declared"
            )
        for name in limit.endpoints:
            if name not in registry.endpoints:
                yield Problem("limits.json", place, f"there is no endpoint {name}")
    for rate in registry.rates:
        if rate.per_minute < 1:
            place = f"$.rates[{rate.rate_class}/{rate.plan}]"
            yield Problem("limits.json", place, f"{rate.per_minute} is not positive")


def a_requirement_is_judged_or_says_why_not(registry: Registry) -> Iterator[Problem]:
    """Yield requirements with both checks and an excuse, or with neither."""
    for row in registry.requirements:
        if bool(row.checks) == (row.unjudged is not None):
            yield Problem(
                "requirements.json",
                f"$.requirements[{row.id}]",
                "a requirement has checks, or else the reason why it has none",
            )


def every_disclosure_row_names_an_attribute(registry: Registry) -> Iterator[Problem]:
    """Yield disclosure rows of unknown attributes, and attributes without a row."""
    uids = {attribute.uid for attribute in registry.attributes}
    disclosed = {row.attribute for row in registry.disclosure if row.attribute}
    for uid in sorted(disclosed - uids):
        yield Problem("access.json", f"$.attributes[{uid}]", "no such attribute")
    for uid in sorted(uids - disclosed):
        yield Problem("access.json", "$.attributes", f"no row says who sees {uid}")


def _conditions(registry: Registry) -> Iterator[tuple[str, str, When]]:
    for row in registry.access.values():
        place = f"$.endpoints[{row.endpoint}]"
        for alternative in row.alternatives:
            yield "access.json", place, alternative.when
        for own in row.datasource_token or ():
            yield "access.json", place, own.when
    for endpoint in registry.endpoints.values():
        for index, part in enumerate(endpoint.responses):
            yield f"endpoints/{endpoint.id}.json", f"$.responses[{index}]", part.when


ROW_PROMISES: tuple[Callable[[Registry], Iterator[Problem]], ...] = (
    endpoints_and_access_rows_pair_up,
    every_when_names_an_option,
    every_unknown_named_is_declared,
    assumed_and_pinned_options_exist,
    a_pinned_knob_has_evidence,
    limits_are_positive,
    a_requirement_is_judged_or_says_why_not,
    every_disclosure_row_names_an_attribute,
)
