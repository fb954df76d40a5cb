"""Thousands to millions of articles: resumable, within limits and a budget, every article accounted for.

    input -> intake -> duplicates -> ledger -> worker -> gate -> endpoint
             (reader thread)         (SQLite)  (one article) (limits, budget, outages)

A run is a folder with a ledger: one row an article, whose states `mujaz.bulk.states` draws. `mujaz.bulk.runner` is the
way of an article through a run; `docs/bulk.md` says what a user may rely on.
"""
