"""The trial: one file per law, driven by the contract data."""
