"""Measurements: `make bench`; never timed inside the test suite."""
