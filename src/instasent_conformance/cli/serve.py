"""`conform serve`: serve the emulator on the loopback interface."""

from __future__ import annotations

import errno
import logging
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import uvicorn

from ..contract import Registry, load_registry
from ..emulator import EmulatorError, Settings, create_app
from .errors import UsageProblem, refusing_bad_input
from .greeting import greeting

if TYPE_CHECKING:
    from ..transport import App

HOST = "127.0.0.1"
BACKLOG = 2048


@refusing_bad_input
def serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")
    ] = 8000,
    state: Annotated[
        Path | None, typer.Option(help="Keep the state in this file.")
    ] = None,
    world: Annotated[
        str, typer.Option(help="Initial world: demo, empty or a JSON file.")
    ] = "demo",
    seed: Annotated[int, typer.Option(min=0, help="Seed of ids and secrets.")] = 0,
    knob: Annotated[
        list[str] | None, typer.Option(help="Set a knob, such as K-33=null.")
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option(help="Behave as a target did: pins of `conform calibrate`."),
    ] = None,
    fault: Annotated[
        str | None, typer.Option(help="Plant this fault; see `conform faults list`.")
    ] = None,
    control: Annotated[
        bool, typer.Option(help="Serve the control plane that mints tokens.")
    ] = True,
    limits: Annotated[
        bool, typer.Option(help="Enforce the rate limits, not only report them.")
    ] = False,
    queue_delay: Annotated[
        float, typer.Option(min=0, help="Seconds that a queued write takes.")
    ] = 0.5,
    tls_cert: Annotated[
        Path | None, typer.Option(help="Certificate (PEM), to serve over TLS.")
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option(help="Key of the certificate (PEM).")
    ] = None,
    contracts: Annotated[
        Path | None, typer.Option(help="Folder of the contracts to serve.")
    ] = None,
) -> None:
    """
    Serve the emulated API on 127.0.0.1 until interrupted.

    Example:

        conform serve --port 8000 --knob K-33=null

        conform serve --like pins.json
    """
    registry = load_registry(contracts)
    knobs = {**_like(like), **_knobs(knob or [])}
    registry.pinned(knobs)  # refuses unknown names with the nearest known ones
    settings = Settings(
        state=state,
        seed=seed,
        knobs=knobs,
        world=world if world in ("demo", "empty") else Path(world),
        control=control,
        enforce_rates=limits,
        queue_delay=queue_delay,
        real_time=True,
    )
    _require_pair(tls_cert, tls_key)
    app = _application(registry, settings, fault)
    listener = _listen(port)
    bound = listener.getsockname()[1]
    origin = f"{'https' if tls_cert else 'http'}://{HOST}:{bound}"
    typer.echo(greeting(app, registry, origin, control=control))
    logging.basicConfig(level=logging.WARNING)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            ssl_certfile=tls_cert,
            ssl_keyfile=tls_key,
        )
    )
    server.run(sockets=[listener])


def _require_pair(cert: Path | None, key: Path | None) -> None:
    for file in (cert, key):
        if file is not None and not file.is_file():
            raise UsageProblem(
                f"{file}: no such file. Next step: give the path of a PEM file."
            )
    if (cert is None) != (key is None):
        raise UsageProblem(
            "TLS takes a certificate and its key. "
            "Next step: give both --tls-cert and --tls-key."
        )


def _application(registry: Registry, settings: Settings, fault: str | None) -> App:
    try:
        if fault:
            return _faulty(registry, settings, fault)
        return create_app(registry, settings=settings)
    except EmulatorError as error:
        raise UsageProblem(str(error)) from None


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio sends small answers at once; without, each
    # waits some forty milliseconds for the last packet to be acknowledged.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        # From here on nobody is turned away who comes before the server is ready.
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        why = "in use" if error.errno == errno.EADDRINUSE else "not permitted"
        raise UsageProblem(
            f"port {port} of {HOST} is {why}. "
            "Next step: pass --port with another number, or --port 0 for a free one."
        ) from None
    return listener


def _like(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    from ..calibration import CalibrationProblem, read_pins

    try:
        return dict(read_pins(file).pins)
    except CalibrationProblem as error:
        raise UsageProblem(str(error)) from None


def _knobs(given: list[str]) -> dict[str, str]:
    if not given:
        return {}
    # What only some servers need is imported by those, so that all others start fast.
    from ..settings import knob_from

    return dict(knob_from(text) for text in given)


def _faulty(registry: Registry, settings: Settings, fault: str) -> App:
    from ..faults import FaultUnknown, faulty_app

    try:
        return faulty_app(fault, registry, settings)
    except FaultUnknown as error:
        raise UsageProblem(str(error)) from None
