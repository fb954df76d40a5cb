"""Showing scores: a table for the terminal, and one page."""
