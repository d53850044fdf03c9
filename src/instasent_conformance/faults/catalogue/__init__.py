"""The faults, one file each; the module name is the id."""
