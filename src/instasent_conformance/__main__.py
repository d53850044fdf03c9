"""Run the command line as `python -m instasent_conformance`."""

from .cli import main

if __name__ == "__main__":
    main()
