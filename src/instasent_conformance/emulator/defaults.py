"""The healthy emulator: every collaborator doing what it is supposed to do."""

from __future__ import annotations

from instasent_conformance.emulator.aggregations import aggregate
from instasent_conformance.emulator.authn import authenticate
from instasent_conformance.emulator.authz import authorize, level
from instasent_conformance.emulator.clock import Clock, VirtualClock
from instasent_conformance.emulator.composing import track_sources
from instasent_conformance.emulator.consolidation import consolidate
from instasent_conformance.emulator.contacts import (
    remove_contact,
    store_contact,
    validate_contact,
)
from instasent_conformance.emulator.dispatch import dispatch
from instasent_conformance.emulator.errors import render_error
from instasent_conformance.emulator.events import store_event, validate_event
from instasent_conformance.emulator.filters import find
from instasent_conformance.emulator.ids import SeededIds
from instasent_conformance.emulator.ingest import ingest
from instasent_conformance.emulator.merging import integrate, match, separate
from instasent_conformance.emulator.normalising import normalise
from instasent_conformance.emulator.paging import paginate
from instasent_conformance.emulator.projection import disclose
from instasent_conformance.emulator.rates import rate
from instasent_conformance.emulator.reach import (
    see_audience,
    see_datasource,
    see_outreach,
    see_project,
    see_segment,
    see_sender,
    see_sms,
)
from instasent_conformance.emulator.service import Collaborators, Reach
from instasent_conformance.emulator.sms import count_sms
from instasent_conformance.emulator.subscribing import (
    remove_person,
    subscribe,
    unsubscribe,
)


def default_collaborators(
    *, seed: int = 0, clock: Clock | None = None
) -> Collaborators:
    """
    Return the collaborators of a healthy emulator.

    Args:
        seed: makes identifiers and secrets repeat.
        clock: whatever tells the time; virtual time when None.

    """
    return Collaborators(
        authenticate=authenticate,
        authorize=authorize,
        reach=Reach(
            project=see_project,
            datasource=see_datasource,
            audience=see_audience,
            sender=see_sender,
            sms=see_sms,
            segment=see_segment,
            outreach=see_outreach,
        ),
        level=level,
        disclose=disclose,
        normalise=normalise,
        match=match,
        integrate=integrate,
        separate=separate,
        consolidate=consolidate,
        track_sources=track_sources,
        validate_contact=validate_contact,
        validate_event=validate_event,
        ingest=ingest,
        store_contact=store_contact,
        remove_contact=remove_contact,
        remove_person=remove_person,
        subscribe=subscribe,
        unsubscribe=unsubscribe,
        store_event=store_event,
        find=find,
        aggregate=aggregate,
        paginate=paginate,
        count_sms=count_sms,
        dispatch=dispatch,
        render_error=render_error,
        rate=rate,
        clock=clock or VirtualClock(),
        ids=SeededIds(seed),
    )
