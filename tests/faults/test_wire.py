"""Wire faults stand in front of any server, in process and over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import uvicorn

from instasent_conformance.contract import load_registry
from instasent_conformance.emulator import Settings, create_app
from instasent_conformance.exchange import Request
from instasent_conformance.faults import planted_faults, tells_apart
from instasent_conformance.faults.wire.touching import NO_ORDER, NO_OUTCOME
from instasent_conformance.targets import TargetProblem, TargetRequest, open_target
from instasent_conformance.tokens import TokenNeed

CONTRACT = load_registry()
WIRE = planted_faults(CONTRACT, "wire")
KINDS = sorted({name.split("/")[1] for name in WIRE} - {"delay", "replay", "reorder"})


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Serve an emulator on the loopback interface."""
    app = create_app(CONTRACT, settings=Settings(world="empty"))
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/v1"
    server.should_exit = True
    thread.join()


def listed(url: str, fault: str | None) -> bytes:
    """Return the answer to the list of senders, as a run would get it."""
    target = open_target(TargetRequest(name=url, fault=fault), CONTRACT)
    path = CONTRACT.endpoint("sender.list").path
    request = Request(
        endpoint="sender.list",
        method="GET",
        path=path.replace("{project}", target.projects["home"].uid),
    )
    answer = target.send(request, TokenNeed(scopes=CONTRACT.scope_words))[0]
    target.close()
    return answer.response.content


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_shows(kind: str) -> None:
    """Of every kind, a fault at one of its endpoints changes what is answered."""
    faults = [fault for fault in WIRE.values() if fault.id.split("/")[1] == kind]

    assert any(tells_apart(fault, CONTRACT) for fault in faults)


def test_no_edit_counts_that_breaks_a_mere_assumption() -> None:
    """What the sources only assume of an endpoint is held against nobody."""
    counted = [fault for fault in WIRE.values() if not fault.excluded]

    assert [] == [fault.id for fault in counted if fault.provenance == "assumed"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("wire/reorder/specs.events", NO_ORDER),
        ("wire/reorder/audience.search", ""),
        ("wire/reorder/segment.list", ""),
        ("wire/drop/audience.sms-subscribe", NO_OUTCOME),
        ("wire/drop/stream.push-contacts", ""),
        ("wire/truncate/audience.sms-subscribe", ""),
    ],
)
def test_an_edit_counts_where_a_source_forbids_it(name: str, reason: str) -> None:
    """An order counts where it can be asked for, an outcome where it is shown."""
    assert reason == WIRE[name].excluded


def test_a_proxy_edits_what_a_served_target_answers(url: str) -> None:
    """In front of a URL, an answer that is cut short has half of its bytes."""
    whole, half = listed(url, None), listed(url, "wire/truncate/sender.list")

    assert len(whole) // 2 == len(half)
    assert whole[:10] == half[:10]


@pytest.mark.parametrize("name", ["sender-has-no-status", "wire/none/sender.list"])
def test_other_faults_are_not_planted_in_front_of_a_url(url: str, name: str) -> None:
    """What must be inside the emulator, or is unknown, is refused with a next step."""
    with pytest.raises(TargetProblem, match="Next step"):
        open_target(TargetRequest(name=url, fault=name), CONTRACT)
