"""Measures what is read from scans, on made-up papers of known truth."""
