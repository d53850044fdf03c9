"""What goes wrong, and how a refusal becomes an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instasent_conformance.emulator.service import Service


class EmulatorError(Exception):
    """The emulator was asked to start in a way it cannot honour."""


class Refusal(Exception):
    """
    A request is turned down; nothing it asked for happens.

    Args:
        status: the HTTP status of the answer.
        message: one sentence for the caller.
        headers: further headers of the answer.

    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})

    def fields(self) -> list[tuple[bytes, bytes]]:
        """Return the further headers as they go over the wire."""
        return [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in self.headers.items()
        ]


class InvalidItem(Exception):
    """
    One item of a batch is not acceptable; its neighbours are not concerned.

    Args:
        field: the key of the item that is at fault.
        message: one sentence for the caller.

    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def render_error(service: Service, refusal: Refusal) -> object | None:
    """Shape the body of a refusal; none means an empty body."""
    if refusal.status == 429:
        return _by_rate(service, refusal)
    match service.knobs.option("K-05"):
        case "error":
            return {"error": refusal.message}
        case "errors":
            return {"errors": [refusal.message]}
        case "empty":
            return None
        case _:
            return {"message": refusal.message}


def _by_rate(service: Service, refusal: Refusal) -> object | None:
    # The limiter answers before the API does, so its body has a question of its own.
    match service.knobs.option("K-22"):
        case "empty":
            return None
        case "string":
            return refusal.message
        case _:
            return {"message": refusal.message}
