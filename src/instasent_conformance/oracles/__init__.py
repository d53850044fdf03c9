"""Pure functions from contract and transcript to a verdict; no I/O, no emulator."""
