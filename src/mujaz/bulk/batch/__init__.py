"""A run by way of a provider's batches: OpenAI's Files and Batch API, and servers that offer the same.

    input ──> filling ──> part file ──> upload ──> batch ──> result files ──> collecting ──> done | failed
                 ▲                                                                │
                 └───── what an answer makes the live path ask next ──────────────┘

An article's answers so far are played back through the live path (`replay`): whatever that would send next goes into
the next batch, and whatever it would end with is the article's end. So prompts, re-asks, checks, kinds of failure and
briefs are those of a live run. `tables` keeps every step; a process may die after any of them.
"""
