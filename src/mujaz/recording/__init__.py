"""Recorded model exchanges: written once, replayed in tests, on the command line and in evaluation.

A recording never answers for a request it was not made for: requests are matched by method, path and canonical
JSON body. `docs/recordings.md` describes the files.
"""
