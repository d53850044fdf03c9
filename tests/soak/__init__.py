"""Long runs over seeds and knobs: how often the healthy emulator is accused."""
