"""Questions about direct messages, one per knob that speaks of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .conftest import Lab

CONTACT = {"_user_id": "u", "_phone_mobile": "+34600000001"}


def send(lab: Lab, text: Any = "hi", to: Any = "%2B34600000001") -> Any:
    """Send a message."""
    path = f"/channel/sms/sms/direct/default/{to}"
    return lab.at("POST", path, json={"text": text})


def unicode_text(lab: Lab) -> Any:
    """Return how text outside the alphabet is answered."""
    created, strange = send(lab).status_code, send(lab, text="aж").status_code
    return f"{created}-{'refuse' if strange == 422 else 'sanitise'}"


def opted_out(lab: Lab) -> Any:
    """Return how a message to an opted-out person is answered."""
    lab.push(lab.source(), CONTACT)
    body = {"project": lab.project, "audience": lab.who("u")["id"], "channel": "sms"}
    lab.control("/subscriptions", body)
    refused = send(lab).status_code == 422
    lab.control("/subscriptions", {**body, "subscribed": True})
    assert 201 == send(lab).status_code
    return "refuse" if refused else "send"


def no_funds(lab: Lab) -> Any:
    """Return how a message without funds is answered."""
    lab.control(f"/organizations/{lab.organization['id']}/funds", {"funds": 0})
    response = send(lab)
    return "402" if response.status_code == 402 else response.json()["entity"]["status"]


def unknown_phone(lab: Lab) -> Any:
    """Return the options that an answer to an unknown phone agrees with."""
    return "404" if send(lab).status_code == 404 else "flag create"


MESSAGE_PROBES: dict[str, Callable[[Lab], Any]] = {
    "K-28": unicode_text,
    "K-29": opted_out,
    "K-30": no_funds,
    "K-31": unknown_phone,
}
