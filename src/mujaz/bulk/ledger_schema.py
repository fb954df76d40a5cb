"""The tables of a run's ledger. `FORMAT` changes with them; an older program refuses a newer ledger."""

from __future__ import annotations

from mujaz.bulk.states import STATES

__all__ = ["FILE", "FORMAT", "TABLES"]

FILE = "ledger.sqlite"

FORMAT = "mujaz/ledger/1"

_STATES = ", ".join(f"'{state}'" for state in STATES)

TABLES = f"""
CREATE TABLE run (
  key TEXT PRIMARY KEY,           -- format, recipe (JSON), created, input (JSON), live (JSON), ...
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE article (
  n INTEGER PRIMARY KEY,          -- in the order of first reading
  fingerprint BLOB NOT NULL UNIQUE,
  id TEXT NOT NULL UNIQUE,
  title TEXT, url TEXT, outlet TEXT, published TEXT, source TEXT,
  text_sha256 BLOB,               -- NULL for a record that is no article
  state TEXT NOT NULL CHECK (state IN ({_STATES})),
  attempts INTEGER NOT NULL DEFAULT 0,      -- times it was taken to be sent
  crashes INTEGER NOT NULL DEFAULT 0,       -- times in a row a process died with it in flight
  requests INTEGER NOT NULL DEFAULT 0,      -- requests that were answered with a completion
  prompt_tokens INTEGER NOT NULL DEFAULT 0, -- of all its requests, also those of failed attempts
  completion_tokens INTEGER NOT NULL DEFAULT 0,
  uncounted INTEGER NOT NULL DEFAULT 0,     -- answered requests whose tokens nobody told: their tokens are estimates
  lost INTEGER NOT NULL DEFAULT 0,          -- times it was in flight when a process died: perhaps paid, not counted
  cost_usd REAL,                            -- NULL: no price is known
  failure TEXT, message TEXT, retryable INTEGER,
  same_as INTEGER REFERENCES article(n),
  batch TEXT,                               -- the provider's batch, while it is submitted
  pass INTEGER NOT NULL,                    -- the last pass over the input that met it
  copies INTEGER NOT NULL DEFAULT 1,        -- times that pass met it
  changed REAL NOT NULL                     -- seconds since 1970 (UTC)
);
CREATE INDEX article_by_state ON article (state, failure);
CREATE INDEX article_by_text ON article (text_sha256);
CREATE INDEX article_by_same ON article (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE brief (
  n INTEGER PRIMARY KEY REFERENCES article (n),
  json BLOB NOT NULL              -- canonical JSON of mujaz/brief/1, zlib
);

CREATE TABLE sketch (             -- what is compared of an article to find near copies, see mujaz.bulk.duplicates
  n INTEGER PRIMARY KEY REFERENCES article (n),
  shingles BLOB NOT NULL,
  bound INTEGER NOT NULL,
  figures BLOB NOT NULL
);
CREATE TABLE posting (
  shingle INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (shingle, n)
) WITHOUT ROWID;
CREATE TABLE sibling (            -- near copies, each pair once, the earlier article as `a`
  a INTEGER NOT NULL REFERENCES article (n),
  b INTEGER NOT NULL REFERENCES article (n),
  containment REAL NOT NULL,      -- 0 to 1, of the smaller in the larger
  PRIMARY KEY (b, a)
) WITHOUT ROWID;
CREATE INDEX sibling_by_a ON sibling (a);
"""
