"""The command line: one module per command, assembled in `app`."""


def main() -> None:
    """Run the command line."""
    from .app import main as run

    run()


__all__ = ["main"]
