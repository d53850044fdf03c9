"""The command line: one module per command, assembled here."""

from .app import main

__all__ = ["main"]
