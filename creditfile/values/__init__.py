"""Text to value and back: money, dates, rates, codes, names; pure functions that import nothing else of ours."""
