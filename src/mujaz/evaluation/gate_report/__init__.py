"""Showing a comparison: terminal, Markdown, JUnit, and one HTML page. Wording and order are the same in all."""
