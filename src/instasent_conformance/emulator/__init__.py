"""
An emulator of the API that a contract describes.

It reads the values of the contract and decides everything else by its own code.
It knows nothing of those who judge it.
"""

from instasent_conformance.emulator.app import Emulator, create_app
from instasent_conformance.emulator.clock import Clock, VirtualClock, WallClock
from instasent_conformance.emulator.defaults import default_collaborators
from instasent_conformance.emulator.errors import EmulatorError, InvalidItem, Refusal
from instasent_conformance.emulator.service import Collaborators, Reach, Service
from instasent_conformance.emulator.settings import HONOURED, Settings

__all__ = [
    "HONOURED",
    "Clock",
    "Collaborators",
    "Emulator",
    "EmulatorError",
    "InvalidItem",
    "Reach",
    "Refusal",
    "Service",
    "Settings",
    "VirtualClock",
    "WallClock",
    "create_app",
    "default_collaborators",
]
