"""The emulator, called through HTTP."""
