"""Measures what batches promise; each measurement writes a page into docs/measurements/."""
