"""The command line: one module per command, assembled here."""

import sys


def main() -> None:
    """Run the command line; a server starts without what only judging needs."""
    if sys.argv[1:2] == ["serve"]:
        from .alone import app
    else:
        from .app import app
    app()


__all__ = ["main"]
