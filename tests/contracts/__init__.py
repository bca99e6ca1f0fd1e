"""Contracts with planted faults, in many wordings: what share of the faults is found, and what is found in none."""
