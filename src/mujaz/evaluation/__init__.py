"""Gold, scores, and the regression gate."""
