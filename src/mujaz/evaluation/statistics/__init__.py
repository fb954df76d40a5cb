"""Statistics of paired runs: pure functions over numbers, the same to the bit on every machine.

Differences are integers inside (`clusters.Clusters`), so that sums do not depend on their order and ties are ties;
chance comes from the raw words of PCG64 (`chance`), whose stream numpy keeps stable between versions, not from its
distributions.
"""
