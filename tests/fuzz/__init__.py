"""Fuzzing of everything that strangers' bytes reach."""
