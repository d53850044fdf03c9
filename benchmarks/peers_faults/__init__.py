"""
Other tools on the same faults: what each convicts, and what that costs.

    python -m benchmarks.peers_faults --overstep PATH --faults 28 --output FOLDER

Every fault is served in a process of its own. A tool convicts it with a finding that
the same tool does not bring from the healthy emulator, under any of several seeds.
"""
