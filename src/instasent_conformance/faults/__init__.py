"""Planted faults: defects with a witness, each in one file of `catalogue/`."""

from .registry import Fault, FaultUnknown, all_faults, fault, faulty_app

__all__ = ["Fault", "FaultUnknown", "all_faults", "fault", "faulty_app"]
